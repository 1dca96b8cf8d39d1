import numpy as np
from matplotlib import pyplot as plt

names = [_("rooms"), _("area"), _("age"), _("price")]
values = np.array(
    [[1, 0.9, -0.1, 0.6], [0.9, 1, -0.2, 0.8], [-0.1, -0.2, 1, -0.5], [0.6, 0.8, -0.5, 1]]
)

axes = plt.axes(aspect="equal")
for (row, column), value in np.ndenumerate(values):
    color = "#1c5a94" if value > 0 else "#a12a20"
    corner = (column, 3 - row)
    axes.add_patch(plt.Rectangle(corner, 1, 1, color=color, alpha=abs(value) * 0.4, linewidth=0))
    axes.text(
        column + 0.5,
        3.5 - row,
        f"{value:.1f}".replace("-", "−"),
        ha="center",
        va="center",
        color="#000000",
    )
axes.set(xlim=(0, 4), ylim=(0, 4))
axes.set_xticks(np.arange(4) + 0.5, names)
axes.set_yticks(np.arange(4) + 0.5, names[::-1])
