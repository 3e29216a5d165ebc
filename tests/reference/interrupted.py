"""Reference numbers for pipeline/stats/interrupted.rs: quasi-Poisson baseline with the control as offset, harmonics chosen
by BIC, carried forward. Run: python3 interrupted.py (statsmodels as printed)."""
import numpy as np
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats

t = np.arange(30)
control = 1000 + (t * 37 % 101)
treated = np.floor(control * np.exp(-2.3 + 0.5 * np.cos(2 * np.pi * (t - 1) / 12)) + 2 * (t * 53 % 31) - 30)
treated[24:] = np.floor(treated[24:] * 0.7)
print("statsmodels", statsmodels.__version__)


def design(t, trend, harmonics):
    columns = [np.ones(len(t))] + ([t / 12] if trend else [])
    for k in range(1, harmonics + 1):
        columns += [np.cos(2 * np.pi * k * t / 12), np.sin(2 * np.pi * k * t / 12)]
    return np.column_stack(columns)


for months in (12, 24):
    fits = {}
    for trend in (False, True) if months >= 24 else (False,):
        for h in range(4):
            x = design(t, trend, h)
            if x.shape[1] + 4 > months:
                continue
            model = sm.GLM(treated[:months], x[:months], family=sm.families.Poisson(), offset=np.log(control[:months]))
            fits[trend, h] = (model.fit(tol=1e-12), x)
    phi = lambda f: max(f.pearson_chi2 / f.df_resid, 1.0)
    widest = phi(max(fits.values(), key=lambda f: f[1].shape[1])[0])
    bic = {k: f.deviance / widest + x.shape[1] * np.log(months) for k, (f, x) in fits.items()}
    best = min(bic, key=bic.get)
    f, x = fits[best]
    after = slice(24, 30)
    mean = control[after] * np.exp(x[after] @ f.params)
    y, e = treated[after].sum(), mean.sum()
    g = mean @ x[after]
    v = np.linalg.inv((x[:months].T * f.mu) @ x[:months])
    quantile, uncertain = stats.t.ppf(0.975, months - x.shape[1]), phi(f) * g @ v @ g
    margin = lambda ratio: (y - ratio * e) ** 2 - quantile**2 * (phi(f) * ratio * e + ratio**2 * uncertain)
    low, high = optimize.brentq(margin, 1e-9, y / e), optimize.brentq(margin, y / e, 1e3)
    reach = quantile * np.sqrt(phi(f) * e + uncertain)
    print(months, "model", best, "phi", phi(f), "first", mean[0], "observed", y, "expected", e, "range", e - reach, e + reach,
          "effect", y / e - 1, low - 1, high - 1)
