import math

from matplotlib import pyplot as plt

counts = range(13)
for rate, marker in ((1, "o"), (4, "s"), (8, "^")):
    chances = [math.exp(-rate) * rate**k / math.factorial(k) for k in counts]
    plt.plot(counts, chances, marker=marker, label=f"λ = {rate}")
plt.xlabel(_("number of events k"))
plt.ylabel(_("probability"))
plt.ylim(0)
plt.legend()
