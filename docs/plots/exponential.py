import numpy as np
from matplotlib import pyplot as plt

t = np.linspace(0, 60, 61)

plt.plot(t, np.exp(-4 * t / 60))
plt.plot([15, 15, 0], [0, np.exp(-1), np.exp(-1)])
plt.annotate(_("mean 15 min"), (15, 0.02), (17, 0.03))
plt.annotate(_("37% wait longer"), (15, 0.37), (17, 0.42))
plt.xlabel(_("minutes t, with 4 calls an hour"))
plt.ylabel(_("P(wait > t)"))
plt.ylim(0)
