"""Reference numbers for pipeline/stats/persistence: the likelihood of every set of high months, one
set after the other, with scipy's distributions, and the weights of the patterns by direct
maximisation instead of EM.
Run: python3 persistence.py (made with Python 3.11, numpy and scipy as printed)."""
import itertools

import numpy as np
import scipy
from scipy import optimize, stats

RHO, EPS, STRAY_MAX = 2.0, 0.01, 1e4
PRIOR = ((7.0, 8.0, 0.95), (1.2, 0.3, 0.05))  # shape, rate, weight of the gammas of the level
BASE = RHO * np.array([0.0, 0.2, 0.325, 0.475, 0.625, 0.775, 0.9, 1.0])
HIGH = RHO * np.array([1.0, 1.1, 1.25, 1.5, 1.85, 2.4, 3.25, 4.75, 7.0, 11.0, 20.0])
B = np.sqrt(BASE[1:] * BASE[:-1])
B[0] = 0.14 * RHO
H = np.sqrt(HIGH[1:] * HIGH[:-1])
cdf = sum(w * stats.gamma(a, scale=1 / b).cdf(BASE) for a, b, w in PRIOR)
PB = np.diff(cdf) / (cdf[-1] - cdf[0])
PH = np.diff(HIGH**0.3) / (HIGH[-1] ** 0.3 - HIGH[0] ** 0.3)

# months: six of the year, four of the year before; φ
CELLS = [
    ([2, 3, 0, 4, 2, 5], [0.5, 0.8, 0.4, 0.6, 0.7, 0.9], [1, 0, 2, 3], [0.5, 0.6, 0.7, 0.4], 1.7),
    ([9, 12, 50, 10, 14, 8], [4.0, 5.0, 4.5, 4.0, 6.0, 4.0], [4, 6, 5, 3], [5.0, 5.0, 4.0, 4.5], 2.5),
    ([1, 0, 0, 60, 1, 2], [1.0, 1.1, 0.9, 1.0, 1.2, 1.3], [0, 1, 2, 1], [1.0, 1.0, 1.1, 0.9], 3.0),
    ([70, 65, 80, 90, 75, 60], [30.0, 28.0, 35.0, 33.0, 31.0, 29.0], [33, 30, 41, 28], [30.0] * 4, 4.0),
    ([3, 2, 4, 0, 1, 3], [0.9, 0.0, 1.1, 0.8, 1.0, 1.2], [3, 5, 2, 4], [1.0, 0.9, 1.2, 1.1], 1.0),
]
OTHERS = 150.0


def count_pmf(n, mean, phi):
    return stats.poisson.pmf(n, mean) if phi == 1.0 else stats.nbinom.pmf(n, mean / (phi - 1), 1 / phi)


def month(n, e, level, phi):
    if e == 0:
        return 1.0
    return (1 - EPS) * count_pmf(n, level * e, phi) + EPS / ((n + 1) * np.log(STRAY_MAX + 1))


def by_sets(low, high):
    """Mean likelihood over all sets of k high months."""
    sums, sets = np.zeros(len(low) + 1), np.zeros(len(low) + 1)
    for chosen in itertools.product([False, True], repeat=len(low)):
        sums[sum(chosen)] += np.prod(np.where(chosen, high, low))
        sets[sum(chosen)] += 1
    return sums / sets


def row(n, e, before_n, before_e, phi):
    like = lambda ns, es, level: np.array([month(a, b, level, phi) for a, b in zip(ns, es)])
    changing = np.zeros((len(n) + 1, 4))
    for b, pb in zip(B, PB):
        for h, ph in zip(H, PH):
            year = by_sets(like(n, e, b), like(n, e, h))
            past = by_sets(like(before_n, before_e, b), like(before_n, before_e, h))
            kinds = [past[0], past[1:3].mean(), past[3:4].mean(), past[4]]
            changing += pb * ph * np.outer(year, kinds)
    steady = [np.prod(like(n, e, h)) * np.prod(like(before_n, before_e, h)) for h in H]
    values = np.concatenate([changing.ravel(), steady])
    return values / values.max()


F = np.array([row(*cell) for cell in CELLS])
changing = 7 * 4
alpha = np.full(F.shape[1], 2.0 / (changing - 1))
alpha[0] = 196.0
alpha[changing:] = 2.0 * PH


def loss(x):
    w = np.exp(x - x.max())
    w /= w.sum()
    fit = F @ w
    value = np.log(fit).sum() + OTHERS * np.log(w[0]) + (alpha * np.log(w)).sum()
    grad = (F / fit[:, None]).sum(0) + alpha / w
    grad[0] += OTHERS / w[0]
    return -value, -w * (grad - grad @ w)


best = optimize.minimize(loss, np.log(alpha / alpha.sum()), jac=True, method="BFGS", options=dict(gtol=1e-9, maxiter=20000))
w = np.exp(best.x - best.x.max())
w /= w.sum()
print("numpy", np.__version__, "scipy", scipy.__version__)
print("weights: ordinary", w[0], "steady", w[changing:].sum())
for f in F:
    joint = f * w
    joint /= joint.sum()
    high = joint[:changing].reshape(7, 4).sum(1)
    high[-1] += joint[changing:].sum()
    print("row", [float(f"{f[i]:.6e}") for i in (0, 5, 14, 27, 28, 33)], "high", [float(f"{p:.6f}") for p in high])
for n, mean, phi in [(0, 0.3, 2.0), (3, 0.7, 1.0), (12, 4.5, 2.5), (80, 60.0, 4.0), (5, 900.0, 3.0), (31, 40.0, 1.0)]:
    print((n, mean, phi), float(f"{count_pmf(n, mean, phi):.8e}"))
