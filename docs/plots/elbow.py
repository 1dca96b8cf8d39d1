from matplotlib import pyplot as plt

k = range(1, 9)
total = [1600, 900, 520, 210, 190, 175, 163, 155]

plt.plot(k, total, marker="o")
plt.annotate(_("elbow"), (4, 210), (4.6, 620), arrowprops={"arrowstyle": "->"})
plt.xlabel(_("number of clusters k"))
plt.ylabel(_("sum of squares"))
plt.ylim(0)
