import math

import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(0.02, 16, 120)
for k in (1, 3, 6):
    density = x ** (k / 2 - 1) * np.exp(-x / 2) / (2 ** (k / 2) * math.gamma(k / 2))
    plt.plot(x, density, label=f"k = {k}")
plt.xlabel(_("sum of k squares"))
plt.ylabel(_("density"))
plt.ylim(0, 0.5)
plt.legend()
