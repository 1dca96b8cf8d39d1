import numpy as np
from matplotlib import pyplot as plt

flexibility = np.linspace(0.5, 5, 60)
bias, variance, noise = 6 / flexibility**1.6, 0.35 * flexibility**1.7, 1

plt.plot(flexibility, bias + variance + noise, label=_("total error"))
plt.plot(flexibility, bias, label=_("bias²"))
plt.plot(flexibility, variance, label=_("variance"))
plt.plot(flexibility, 0 * flexibility + noise, label=_("noise"))
plt.xlim(0.5)
plt.ylim(0, 12)
plt.xticks([])
plt.yticks([])
plt.xlabel(_("simple  →  flexible model"))
plt.ylabel(_("expected error"))
plt.legend(fontsize=11)
