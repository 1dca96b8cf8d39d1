import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(-4, 4, 81)

plt.plot(x, np.maximum(0, x), label=_("ReLU"))
plt.plot(x, x, label=_("linear"))
plt.axhline(0, color="#525c68", linewidth=0.8)
plt.axvline(0, color="#525c68", linewidth=0.8)
plt.xlabel(_("input x"))
plt.ylabel(_("output"))
plt.legend(fontsize=11)
