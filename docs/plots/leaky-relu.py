import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(-4, 4, 81)

plt.plot(x, np.where(x > 0, x, 0.2 * x), label=_("leaky ReLU, slope 0.2"))
plt.plot(x, np.maximum(0, x), label=_("ReLU"))
plt.axhline(0, color="#525c68", linewidth=0.8)
plt.axvline(0, color="#525c68", linewidth=0.8)
plt.xlabel(_("input x"))
plt.ylabel(_("output"))
plt.legend(fontsize=11)
