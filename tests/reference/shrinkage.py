"""Reference numbers for pipeline/stats/shrinkage.rs: DuMouchel's two-gamma prior by maximum
likelihood with scipy, on unbinned cells. Run: python3 shrinkage.py (made with Python 3.11, scipy as
printed)."""
import numpy as np
import scipy
from scipy import optimize, special, stats

i = np.arange(600)
e = 0.2 * 1.01**i
ratio = np.exp(1.2 * (i * 37 % 101) / 101 - 0.7) + np.where(i % 13 == 0, (i * 29 % 53) / 13, 0.0)
n = np.floor(e * ratio * (0.5 + (i * 17 % 23) / 23) + (i * 7 % 19) / 19)


def log_nb(n, e, a, b):
    return special.gammaln(a + n) - special.gammaln(a) + a * np.log(b) - (a + n) * np.log(b + e) + n * np.log(e)


def unpack(x):
    a1, a2 = np.exp(x[1]), np.exp(x[3])
    return a1, a1 / np.exp(x[0]), a2, a2 / np.exp(x[2]), special.expit(x[4])


def loss(x):
    a1, b1, a2, b2, p = unpack(x)
    return -np.logaddexp(np.log(p) + log_nb(n, e, a1, b1), np.log1p(-p) + log_nb(n, e, a2, b2)).mean()


best = min(
    (optimize.minimize(loss, s, method="L-BFGS-B", bounds=[(-6.9, 6.9), (-4.6, 6.9)] * 2 + [(-6.9, 6.9)], options=dict(ftol=1e-15, gtol=1e-9, maxiter=5000))
     for s in ([-0.1, 1.5, 0.9, 1.0, 2.2], [0.0, 2.0, 1.2, 3.0, 3.0])), key=lambda r: r.fun)
a1, b1, a2, b2, p = unpack(best.x)
print("scipy", scipy.__version__, "log-likelihood", -best.fun, "prior", a1, b1, a2, b2, p)
for no, ex in [(0.0, 0.5), (1.0, 0.1), (3.0, 0.4), (12.0, 3.0), (12.0, 9.0), (400.0, 120.0)]:
    odds = np.exp(log_nb(no, ex, a2, b2) - log_nb(no, ex, a1, b1)) * (1 - p) / p
    q = 1 / (1 + odds)
    g1, g2 = stats.gamma(a1 + no, scale=1 / (b1 + ex)), stats.gamma(a2 + no, scale=1 / (b2 + ex))
    ebgm = np.exp(q * (special.digamma(a1 + no) - np.log(b1 + ex)) + (1 - q) * (special.digamma(a2 + no) - np.log(b2 + ex)))
    eb05 = optimize.brentq(lambda t: q * g1.cdf(t) + (1 - q) * g2.cdf(t) - 0.05, 1e-9, 100, xtol=1e-13)
    print((no, ex, round(ebgm, 7), round(eb05, 7), round(q * g1.sf(2) + (1 - q) * g2.sf(2), 7)))
