"""Reference numbers of pipeline/stats/nb_tail.rs, normal.rs and fdr.rs by scipy.

    python3 nb_tail.py
"""
import scipy
import scipy.stats as st

CASES = [(0, 0.3, 2), (3, 0.135, 2), (12, 5, 1), (50, 30, 1), (60, 30, 3), (35, 40, 1.2), (200, 150, 1.5),
         (100, 150, 4), (1000, 600, 30)]


def law(mean, phi):
    """Negative binomial with variance phi * mean; Poisson for phi = 1."""
    return st.poisson(mean) if phi == 1 else st.nbinom(mean / (phi - 1), 1 / phi)


print("scipy", scipy.__version__)
for count, mean, phi in CASES:
    print(count, mean, phi, float(law(mean, phi).sf(count)), float(law(mean, phi).pmf(count)))
print("quantiles", law(26.12, 1).ppf(0.99), law(77.38, 1.332).ppf(0.99))
print("normal", st.norm.sf(1.959963984540054), st.norm.isf(1e-20))
print("fdr", st.false_discovery_control([0.01, 0.5, 0.02, 0.04, 0.03]))
