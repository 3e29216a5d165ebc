"""Reference numbers of pipeline/stats/glm.rs: a Poisson regression by statsmodels.

    python3 glm.py
"""
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm

x = np.linspace(-1, 1, 9)
counts = [2, 3, 6, 7, 8, 9, 10, 12, 15]
fit = sm.GLM(counts, sm.add_constant(x), family=sm.families.Poisson()).fit(tol=1e-14)
end = np.array([1.0, 1.0])
print("statsmodels", statsmodels.__version__, "scipy", scipy.__version__)
print("coefficients", [float(c) for c in fit.params])
print("variance of the predictor at x = 1", float(end @ fit.cov_params(scale=1) @ end))
