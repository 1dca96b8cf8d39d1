import numpy as np
from matplotlib import pyplot as plt

x = np.linspace(-5, 5, 101)

plt.plot(x, np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi), label=_("normal"))
plt.plot(x, (1 + x**2 / 3) ** -2 * 2 / (np.pi * np.sqrt(3)), label=_("t, 3 degrees\nof freedom"))
plt.annotate(_("heavier tail"), (2.9, 0.03), (2.2, 0.12), arrowprops={"arrowstyle": "-"})
plt.yticks([])
plt.ylabel(_("density"))
plt.ylim(0)
plt.legend(loc="upper left", fontsize=10)
