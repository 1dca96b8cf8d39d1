import numpy as np
from matplotlib import pyplot as plt

scores = np.array([2, 1, 0])
shares = np.exp(scores) / np.exp(scores).sum()

figure, (before, after) = plt.subplots(1, 2)
before.bar(["A", "B", "C"], scores)
before.set_title(_("scores"))
bars = after.bar(["A", "B", "C"], shares)
after.bar_label(bars, [f"{share:.3f}" for share in shares])
after.set_title(_("softmax"))
after.set_ylim(0, 1)
