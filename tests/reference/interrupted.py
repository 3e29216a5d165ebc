"""Reference numbers for pipeline/stats/interrupted.rs and placebo.rs: quasi-Poisson baseline with
the control as offset, harmonics chosen by BIC, carried forward; score interval on the logarithmic
scale; widening by placebos.
Run: python3 interrupted.py (versions as printed)."""
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats

print("statsmodels", statsmodels.__version__, "scipy", scipy.__version__, "numpy", np.__version__)
t = np.arange(30)
control = 1000 + (t * 37 % 101)
treated = np.floor(control * np.exp(-2.3 + 0.5 * np.cos(2 * np.pi * (t - 1) / 12)) + 2 * (t * 53 % 31) - 30)
treated[24:] = np.floor(treated[24:] * 0.7)


def design(t, trend, harmonics):
    columns = [np.ones(len(t))] + ([t / 12] if trend else [])
    for k in range(1, harmonics + 1):
        columns += [np.cos(2 * np.pi * k * t / 12), np.sin(2 * np.pi * k * t / 12)]
    return np.column_stack(columns)


def phi(fit):
    return max(fit.pearson_chi2 / fit.df_resid, 1.0)


def interval(y, e, dispersion, model, q):
    """All ratios with (ln(y/e) - ln ratio)^2 <= q^2 ((1/ratio + dispersion - 1)/e + model)."""
    margin = lambda x: (np.log(y / e) - x) ** 2 - q**2 * ((np.exp(-x) + dispersion - 1) / e + model)
    at = np.log(y / e)
    return [np.exp(optimize.brentq(margin, *ends, xtol=1e-14)) - 1 for ends in ((at - 3, at), (at, at + 3))]


for months in (12, 24):
    fits = {}
    for trend in (False, True) if months >= 24 else (False,):
        for h in range(4):
            x = design(t, trend, h)
            if x.shape[1] + 4 > months:
                continue
            model = sm.GLM(treated[:months], x[:months], family=sm.families.Poisson(), offset=np.log(control[:months]))
            fits[trend, h] = (model.fit(tol=1e-12), x)
    widest = phi(max(fits.values(), key=lambda f: f[1].shape[1])[0])
    bic = {k: f.deviance / widest + x.shape[1] * np.log(months) for k, (f, x) in fits.items()}
    best = min(bic, key=bic.get)
    f, x = fits[best]
    after = slice(24, 30)
    mean = control[after] * np.exp(x[after] @ f.params)
    y, e = treated[after].sum(), mean.sum()
    g = mean @ x[after]
    v = np.linalg.inv((x[:months].T * f.mu) @ x[:months])
    q = stats.t.ppf(0.975, months - x.shape[1])
    noise, model = phi(f) / e, phi(f) * (g @ v @ g) / e**2
    reach = q * np.sqrt(noise + model)
    low, high = interval(y, e, phi(f), model, q)
    print(months, "model", best, [phi(f), mean[0], e, e * np.exp(-reach), e * np.exp(reach), y / e - 1, low, high,
                                  np.log(y / e) / np.sqrt(noise + model), 1 - np.exp(-reach)])

# placebos: z and degrees of freedom of K untreated series, an own series
for count in (8, 25):
    k = np.arange(count)
    z, nu = 1.9 * np.sin(2.3 * k + 0.4) + 0.02 * k + np.where(k == 5, 6.0, 0.0), 5 + k * 7 % 13
    square = np.minimum(z**2 * (nu - 2) / nu, 25)
    spread = np.sqrt(square.mean()) * stats.t.ppf(0.975, count) / stats.norm.ppf(0.975)
    shares = np.abs(z) / stats.t.ppf(0.975, nu)
    tail = np.quantile(shares, 0.95, method="weibull") if count >= 19 else 1.0
    width = max(1.0, spread, tail)
    q = stats.t.ppf(0.975, 9) * width
    y, e, dispersion, model = 190.0, 200.0, 2.0, 0.004
    noise = dispersion / e
    print(count, "placebos", [width, spread, tail, *interval(y, e, dispersion, model, q), 1 - np.exp(-q * np.sqrt(noise + model))],
          "rank", 1 + (z < np.log(y / e) / np.sqrt(noise + model)).sum())
