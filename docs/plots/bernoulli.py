import numpy as np
from matplotlib import pyplot as plt

p = np.linspace(0, 1, 51)

plt.plot(p, p * (1 - p))
plt.plot([0.5], [0.25], marker="o", linestyle="none")
plt.annotate(_("p = 0.5: most uncertain"), (0.5, 0.25), (0.5, 0.27), ha="center")
plt.xlabel(_("probability p"))
plt.ylabel(_("variance p(1 − p)"))
plt.ylim(0, 0.3)
