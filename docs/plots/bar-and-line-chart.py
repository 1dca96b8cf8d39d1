import numpy as np
from matplotlib import pyplot as plt

months = np.arange(36)
sales = 40 + 0.6 * months + 9 * np.sin(months * np.pi / 6)

figure, (bars, line) = plt.subplots(1, 2, figsize=(4.8, 2.8))
bars.bar(["A", "B", "C", "D"], [52, 34, 23, 12], fill=False, hatch="///")
bars.set_title(_("bars: groups"))
line.plot(months, sales)
line.set_title(_("line: over time"))
line.set_ylim(0)
line.set_xlabel(_("month"))
