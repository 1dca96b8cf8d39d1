import math

import numpy as np
from matplotlib import pyplot as plt

threshold = np.linspace(-4, 6, 101)


def above(mean: float) -> np.ndarray:
    """Give the share of a bell around a mean that lies above each threshold."""
    return np.array([math.erfc((t - mean) / math.sqrt(2)) / 2 for t in threshold])


plt.plot(above(0), above(1.7), label=_("a good model"))
plt.plot([0, 1], [0, 1], label=_("guessing: AUC 0.5"))
plt.plot(above(0)[50:51], above(1.7)[50:51], "o")
plt.text(above(0)[50] + 0.04, above(1.7)[50] - 0.04, _("one threshold"), va="top")
plt.gca().set_aspect("equal")
plt.xlabel(_("false positive rate"))
plt.ylabel(_("true positive rate"))
plt.legend(fontsize=10, loc="lower right")
plt.gcf().set_size_inches(4.4, 3.6)
