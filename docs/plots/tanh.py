import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(-4, 4, 81)

plt.plot(x, np.tanh(x), label=_("tanh"))
plt.plot(x, 1 / (1 + np.exp(-x)), label=_("sigmoid"))
plt.axhline(0, color="#525c68", linewidth=0.8)
plt.axvline(0, color="#525c68", linewidth=0.8)
plt.xlabel(_("input x"))
plt.ylabel(_("output"))
plt.legend(fontsize=11)
