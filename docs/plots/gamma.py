import math

import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(0, 12, 100)
for shape in (1, 2, 5):
    plt.plot(
        x, x ** (shape - 1) * np.exp(-x) / math.gamma(shape), label=_("shape {}").format(shape)
    )
plt.xlabel(_("time (scale 1)"))
plt.ylabel(_("density"))
plt.ylim(0)
plt.legend()
