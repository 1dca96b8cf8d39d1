import numpy as np
from matplotlib import pyplot as plt

rng = np.random.default_rng(8)
temperature = rng.uniform(-5, 35, 90)
use = 0.06 * (temperature - 15) ** 2 + rng.normal(20, 3, 90)

plt.plot(temperature, use, "o", markersize=4)
plt.xlabel(_("temperature in °C"))
plt.ylabel(_("use in kWh"))
