import numpy as np
from matplotlib import pyplot as plt

rng = np.random.default_rng(3)
x = np.linspace(0, 1, 36)
kinds = {
    _("at random"): rng.normal(0, 0.3, 36),
    _("curve"): 6 * (x - 0.5) ** 2 - 0.5 + rng.normal(0, 0.12, 36),
    _("funnel"): rng.normal(0, 0.55, 36) * x,
}

figure, parts = plt.subplots(1, 3, sharey=True, figsize=(4.8, 2.2))
for part, (title, residuals) in zip(parts, kinds.items(), strict=True):
    part.plot(x, residuals, "o", markersize=3)
    part.axhline(0, color="#a12a20", linewidth=1.5)
    part.set_title(title)
    part.set(xticks=[], yticks=[0], ylim=(-1.1, 1.1))
parts[0].set_ylabel(_("residual"))
parts[1].set_xlabel(_("prediction"))
