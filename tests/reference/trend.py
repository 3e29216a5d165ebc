"""Reference numbers for pipeline/stats/trend.rs. Run: pip install pymannkendall; python3 trend.py
(version as printed)."""
import importlib.metadata

import numpy as np
import pymannkendall as mk

print("pymannkendall", importlib.metadata.version("pymannkendall"))
i = np.arange(48)
month = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])
series = {
    "four years": 20 + 3 * month[i % 12] + i // 6 + (i * 7 % 11) - 5,
    "two years": (20 + 3 * month[i % 12] + i // 6 + (i * 7 % 11) - 5)[:24],
    "ties": (i * 5 % 4) + i // 24,
}
for name, x in series.items():
    print(name, x.tolist())
    for test in (mk.seasonal_test, mk.correlated_seasonal_test):
        r = test(x, period=12)
        print("  ", test.__name__, r.s, r.var_s, r.z, r.p, r.slope, r.Tau)
    gap = x.astype(float).copy()
    gap[[3, 17]] = np.nan
    r = mk.seasonal_test(gap, period=12)
    print("   with gaps at 3 and 17", r.s, r.var_s, r.z, r.p, r.slope)
