"""Compares files written by `yiti detect` with R surveillance 1.20.3
(r_surveillance_dev_weekly.csv.gz).

    for m in farrington ears-c1 ears-c2 ears-c3 rki2; do
        yiti detect --input noufaily42_dev.parquet --output $m.parquet --series series_id --time week --count total \
            --from 576 --method $m --alpha 0.01
    done
    python3 detection_parity.py r_surveillance_dev_weekly.csv.gz FOLDER
"""
import sys

import numpy as np
import pandas as pd

NAMES = {"farrington": "FarringtonFlexible_nbPlugin", "ears-c1": "EARS_C1", "ears-c2": "EARS_C2",
         "ears-c3": "EARS_C3", "rki2": "RKI2"}
reference, folder = pd.read_csv(sys.argv[1]), sys.argv[2]
for method, name in NAMES.items():
    ours = pd.read_parquet(f"{folder}/{method}.parquet")
    both = reference[reference.method == name].merge(ours, on=["series_id", "week"], suffixes=("_r", ""))
    same = {"alarm": (both.alarm_r == 1) == both.alarm.astype(bool)}
    close = np.isclose(both.upper, both.upper_r, rtol=1e-9, atol=1e-9)
    same["upper"] = pd.Series(close, both.index) | (both.upper.isna() & both.upper_r.isna())
    if method == "farrington":
        ratio = np.nanmax(np.abs(both.expected / both.expected_r - 1))
        print(f"{method}: largest relative difference of expected {ratio:.1e}")
    print(method, len(both), "weeks;", ", ".join(f"same {what} {share.mean():.4%}" for what, share in same.items()))
