import math

from matplotlib import pyplot as plt

n = 10
counts = range(n + 1)
for p, marker in ((0.2, "o"), (0.5, "s")):
    chances = [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in counts]
    plt.plot(counts, chances, marker=marker, label=f"p = {p}")
plt.xlabel(_("number of successes k"))
plt.ylabel(_("probability"))
plt.ylim(0, 0.34)
plt.legend(loc="upper right", fontsize=11)
