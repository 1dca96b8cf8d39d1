import numpy as np
from matplotlib import pyplot as plt

z = np.linspace(-3.6, 3.6, 73)
density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

plt.plot(z, density)
for reach, share, height in ((1, "68%", 0.17), (2, "95%", 0.07), (3, "99.7%", 0.015)):
    plt.annotate(
        "", (-reach, height), (reach, height), arrowprops={"arrowstyle": "<->", "color": "#525c68"}
    )
    plt.text(0, height + 0.008, share, ha="center")
plt.xticks(range(-3, 4), ["−3σ", "−2σ", "−σ", "μ", "+σ", "+2σ", "+3σ"])
plt.yticks([])
plt.ylabel(_("density"))
plt.ylim(0)
