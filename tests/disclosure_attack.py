#!/usr/bin/env python3
"""An attacker who knows the city, against an outward edition.

    python3 tests/disclosure_attack.py PUBLISHED ORDERS.csv

The attacker knows which areas and categories lie in which, and which categories an area ever has. Every suppressed figure
of the panel is bounded from below and above by linear programs over everything that the edition publishes of its month:
sums over areas, over categories, the months of topics. Prints how many figures were suppressed, how many of these the
attacker knows exactly, and how many published figures are not the true ones. Ends with 77 where a module is missing,
which is said.
"""
import sys
from pathlib import Path

try:
    import numpy as np
    import pandas as pd
    from scipy.optimize import linprog
    from scipy.sparse import lil_matrix
except ImportError as missing:
    print(missing)
    sys.exit(77)


def truth(orders: pd.DataFrame) -> pd.Series:
    """Orders by area, category and month, on every level that is published."""
    parts = []
    orders = orders.assign(month=pd.to_datetime(orders["received"]).dt.strftime("%Y-%m-01"))
    for level, area in (("city", None), ("district", "district"), ("street", "street")):
        for category in ("l1", "l2"):
            keys = [orders[area] if area else pd.Series("City", orders.index), orders[category], orders["month"]]
            count = orders.groupby(keys).size()
            count.index = pd.MultiIndex.from_tuples([(level, a, category, c, m) for a, c, m in count.index])
            parts.append(count)
    return pd.concat(parts)


def relations(orders: pd.DataFrame, cells: set) -> list:
    """(whole, parts): each area of those in it, each wide category of the fine ones in it."""
    district, wide = (orders.drop_duplicates(key).set_index(key)[of] for key, of in (("street", "district"), ("l2", "l1")))
    found: dict = {}
    for level, area, category_level, category, month in cells:
        if level == "street":
            whole = ("district", district[area], category_level, category, month)
            found.setdefault((whole, "area"), []).append((level, area, category_level, category, month))
        if level == "district":
            whole = ("city", "City", category_level, category, month)
            found.setdefault((whole, "area"), []).append((level, area, category_level, category, month))
        if category_level == "l2":
            whole = (level, area, "l1", wide[category], month)
            found.setdefault((whole, "category"), []).append((level, area, category_level, category, month))
    return [(whole, parts) for (whole, _), parts in found.items() if whole in cells]


def topic_months(published: Path) -> list:
    """(value, cells) of each published month of a topic."""
    progress = pd.read_csv(published / "tables/progress.csv", encoding="utf-8-sig")
    topics = pd.read_csv(published / "tables/topics.csv", encoding="utf-8-sig").set_index("topic_id")
    all_months = []
    for row in progress.itertuples():
        categories = topics.loc[row.topic_id, "categories"].split("; ")
        cells = [("city", "City", "l2", category, row.month) for category in categories]
        all_months.append((None if pd.isna(row.orders) else int(row.orders), cells))
    return all_months


def attack(values: dict, system: list, wanted: list) -> int:
    """How many of the wanted unknown cells have one possible value. `values`: None where suppressed."""
    unknown = [cell for cell, value in values.items() if value is None]
    position = {cell: at for at, cell in enumerate(unknown)}
    lines, right = [], []
    for whole, parts in system:
        signs = [(part, 1.0) for part in parts] + ([(whole, -1.0)] if not isinstance(whole, int) else [])
        known = sum(sign * values[cell] for cell, sign in signs if values.get(cell) is not None)
        line = {position[cell]: sign for cell, sign in signs if cell in position}
        if line:
            lines.append(line)
            right.append((whole if isinstance(whole, int) else 0.0) - known)
    matrix = lil_matrix((len(lines), len(unknown)))
    for row, line in enumerate(lines):
        for column, sign in line.items():
            matrix[row, column] = sign
    matrix = matrix.tocsr()
    exact = 0
    for cell in wanted:
        ends = []
        for direction in (1.0, -1.0):
            cost = np.zeros(len(unknown))
            cost[position[cell]] = direction
            solved = linprog(cost, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
            ends.append(np.inf if solved.status == 3 else direction * solved.fun)
        exact += abs(abs(ends[1]) - abs(ends[0])) < 0.5
    return exact


def main() -> int:
    published, orders = Path(sys.argv[1]), pd.read_csv(sys.argv[2], dtype=str)
    panel = pd.read_csv(published / "tables/panel_month.csv", encoding="utf-8-sig", keep_default_na=False)
    keys = list(zip(panel["area_level"], panel["area"], panel["category_level"], panel["category"], panel["month"]))
    shown = {key: int(text) for key, text in zip(keys, panel["orders"])}
    real = truth(orders).to_dict()
    wrong = sum(value != real.get(key) for key, value in shown.items())
    possible = {key[:4] for key in real}
    suppressed, exact = 0, 0
    months = topic_months(published)
    for month in sorted({key[4] for key in real}):
        # no row: suppressed, or 0
        own = {(*pair, month): shown.get((*pair, month)) for pair in sorted(possible)}
        system = relations(orders, set(own))
        system += [(value, [cell for cell in cells if cell in own]) for value, cells in months
                   if value is not None and cells[0][4] == month and any(cell in own for cell in cells)]
        wanted = [key for key, value in own.items() if value is None and real.get(key, 0) > 0]
        suppressed += len(wanted)
        exact += attack(own, system, wanted)
    print(f"suppressed {suppressed} of {len(real)} exact {exact} wrong {wrong}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
