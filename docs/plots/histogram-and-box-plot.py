import numpy as np
from matplotlib import pyplot as plt

rng = np.random.default_rng(4)
minutes = np.concatenate([rng.normal(30, 5, 120), rng.normal(55, 6, 60), [95, 102]])

figure, (above, below) = plt.subplots(2, 1, sharex=True, height_ratios=[3, 1], figsize=(4.4, 3.2))
above.hist(minutes, bins=np.arange(10, 110, 5), fill=False, hatch="///")
above.set_ylabel(_("rows"))
line = {"color": "#1c5a94", "linewidth": 2}
median = {"color": "#a12a20", "linewidth": 3}
parts = {"boxprops": line, "whiskerprops": line, "capprops": line, "medianprops": median}
below.boxplot(minutes, orientation="horizontal", widths=0.6, **parts)
below.set_yticks([])
below.set_xlabel(_("minutes"))
