"""Reference numbers for pipeline/stats/rates.rs. Run: python3 rates.py (statsmodels as printed)."""
import statsmodels
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

print("statsmodels", statsmodels.__version__)
for yes, n in [(7, 20), (0, 5), (9712, 10000)]:
    print((yes, n), proportion_confint(yes, n, alpha=0.05, method="wilson"))
for a, b, c, d in [(56, 70, 48, 80), (10, 10, 0, 20)]:
    print((a, b, c, d), a / b - c / d, confint_proportions_2indep(a, b, c, d, method="newcomb", alpha=0.05))
