import math

import numpy as np
from matplotlib import pyplot as plt

threshold = np.linspace(-3, 4.2, 100)


def above(mean: float) -> np.ndarray:
    """Give the share of a bell around a mean that lies above each threshold."""
    return np.array([math.erfc((t - mean) / math.sqrt(2)) / 2 for t in threshold])


true, false = 0.1 * above(2), 0.9 * above(0)

plt.plot(true / 0.1, true / (true + false), label=_("a good model"))
plt.plot([0, 1], [0.1, 0.1], label=_("guessing"))
plt.xlabel(_("recall"))
plt.ylabel(_("precision"))
plt.ylim(0, 1.05)
plt.legend(loc="lower left", bbox_to_anchor=(0, 0.15))
