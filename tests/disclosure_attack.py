#!/usr/bin/env python3
"""An attacker who knows the city, against an outward edition.

    python3 tests/disclosure_attack.py PUBLISHED ORDERS.csv

The attacker knows which areas and categories lie in which, and which categories an area has had so
far. Every suppressed figure of the panel is bounded from below and above by linear programs over
everything that the edition publishes of its month: sums over areas, over categories, the months of
topics; of orders, of answers that are known and of answers that are yes, where no cell has more
answers than orders nor more yes than answers, and no more reporters than orders.
Prints how many figures were suppressed, how many of these the attacker knows exactly, and how many
published figures are not the true ones. Ends with 77 where a module is missing, which is said.
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

# Figures that add up over areas and categories, each at most the one named beside it.
LIMITS = {
    "orders": None,
    "resolved_known": "orders",
    "resolved": "resolved_known",
    "satisfied_known": "orders",
    "satisfied": "satisfied_known",
}
KNOWN = {"resolved_known": ("resolved", ("yes", "no")), "resolved": ("resolved", ("yes",)),
         "satisfied_known": ("satisfied", ("yes", "no")), "satisfied": ("satisfied", ("yes",))}


def truth(orders: pd.DataFrame) -> dict:
    """Figures by area, category and month, on every level that is published."""
    parts = []
    orders = orders.assign(month=pd.to_datetime(orders["received"]).dt.strftime("%Y-%m-01"))
    figures = pd.DataFrame({"orders": 1}, index=orders.index)
    for name, (column, values) in KNOWN.items():
        figures[name] = orders[column].isin(values).astype(int)
    figures["reporters"] = orders["reporter"]
    how = {name: "sum" for name in LIMITS} | {"reporters": "nunique"}
    for level, area in (("city", None), ("district", "district"), ("street", "street")):
        for category in ("l1", "l2"):
            keys = [orders[area] if area else pd.Series("City", orders.index), orders[category], orders["month"]]
            counted = figures.groupby(keys).agg(how)
            counted.index = pd.MultiIndex.from_tuples([(level, a, category, c, m) for a, c, m in counted.index])
            parts.append(counted)
    return pd.concat(parts).to_dict("index")


def relations(orders: pd.DataFrame, cells: set) -> list:
    """(whole, parts): each area of those in it, each wide category of the fine ones in it."""
    district, wide = (orders.drop_duplicates(key).set_index(key)[of] for key, of in (("street", "district"), ("l2", "l1")))
    found: dict = {}
    for level, area, category_level, category, month in sorted(cells):
        own = (level, area, category_level, category, month)
        if level == "street":
            found.setdefault((("district", district[area], category_level, category, month), "area"), []).append(own)
        if level == "district":
            found.setdefault((("city", "City", category_level, category, month), "area"), []).append(own)
        if category_level == "l2":
            found.setdefault(((level, area, "l1", wide[category], month), "category"), []).append(own)
    return [(whole, parts) for (whole, _), parts in found.items() if whole in cells]


def topic_months(published: Path) -> list:
    """(figures, cells) of each month of a topic; a figure that is not published is missing."""
    progress = pd.read_csv(published / "tables/progress.csv", encoding="utf-8-sig")
    topics = pd.read_csv(published / "tables/topics.csv", encoding="utf-8-sig").set_index("topic_id")
    all_months = []
    for row in progress.to_dict("records"):
        categories = topics.loc[row["topic_id"], "categories"].split("; ")
        cells = [("city", "City", "l2", category, row["month"]) for category in categories]
        figures = {"orders": row["orders"], "resolved_known": row["answered"], "resolved": row["resolution_rate"] * row["answered"]}
        all_months.append(({name: value for name, value in figures.items() if not pd.isna(value)}, cells))
    return all_months


class Program:
    """Rows of a linear program over the unknown figures of a month."""

    def __init__(self, own: dict):
        self.own = own
        names = [*LIMITS, "reporters"]
        self.position = {(cell, name): at for at, (cell, name) in enumerate(
            (cell, name) for cell, figures in own.items() for name in names if figures is None or name not in figures)}
        self.rows = {"equal": ([], []), "most": ([], [])}

    def add(self, kind: str, signs: list, right: float) -> None:
        """Sum of sign x figure = right, or at most right. Figures: (cell, name)."""
        line: dict = {}
        for (cell, name), sign in signs:
            if (cell, name) not in self.position:
                right -= sign * self.own[cell][name]
            else:
                line[self.position[cell, name]] = line.get(self.position[cell, name], 0.0) + sign
        if line:
            lines, rights = self.rows[kind]
            lines.append(line)
            rights.append(right)

    def matrix(self, kind: str):
        lines, rights = self.rows[kind]
        matrix = lil_matrix((len(lines), len(self.position)))
        for row, line in enumerate(lines):
            for column, sign in line.items():
                matrix[row, column] = sign
        return matrix.tocsr(), rights

    def exact(self, wanted: list) -> int:
        """How many of the wanted cells can have one number of orders only."""
        (equal, equals), (most, at_most) = self.matrix("equal"), self.matrix("most")
        found = 0
        for cell in wanted:
            ends = []
            for direction in (1.0, -1.0):
                cost = np.zeros(len(self.position))
                cost[self.position[cell, "orders"]] = direction
                solved = linprog(cost, A_eq=equal, b_eq=equals, A_ub=most, b_ub=at_most, bounds=(0, None), method="highs")
                assert solved.status in (0, 3), solved.message
                ends.append(np.inf if solved.status == 3 else direction * solved.fun)
            found += abs(abs(ends[1]) - abs(ends[0])) < 0.5
        return found


def program(own: dict, orders: pd.DataFrame, topics: list) -> Program:
    """All that a month's publication tells."""
    made = Program(own)
    for cell, figures in own.items():
        for name, limit in (*LIMITS.items(), ("reporters", "orders")):
            if limit and (figures is None or name not in figures):
                made.add("most", [((cell, name), 1.0), ((cell, limit), -1.0)], 0.0)
    for whole, parts in relations(orders, set(own)):
        for name in LIMITS:
            made.add("equal", [((part, name), 1.0) for part in parts] + [((whole, name), -1.0)], 0.0)
        # who reports in one part may report in another
        made.add("most", [((whole, "reporters"), 1.0)] + [((part, "reporters"), -1.0) for part in parts], 0.0)
        for part in parts:
            made.add("most", [((part, "reporters"), 1.0), ((whole, "reporters"), -1.0)], 0.0)
    for figures, cells in topics:
        for name, value in figures.items():
            made.add("equal", [((cell, name), 1.0) for cell in cells if cell in own], value)
    return made


def main() -> int:
    published, orders = Path(sys.argv[1]), pd.read_csv(sys.argv[2], dtype=str)
    panel = pd.read_csv(published / "tables/panel_month.csv", encoding="utf-8-sig", keep_default_na=False)
    keys = list(zip(panel["area_level"], panel["area"], panel["category_level"], panel["category"], panel["month"]))
    names = [*LIMITS, "reporters"]
    figures = panel[names].apply(pd.to_numeric).to_dict("records")
    # answers may be withheld of a row
    shown = {key: {name: int(value) for name, value in row.items() if not pd.isna(value)} for key, row in zip(keys, figures)}
    real = truth(orders)
    wrong = sum(value != real[key].get(name) for key, row in shown.items() for name, value in row.items())
    withheld = sum("resolved" not in row for row in shown.values())
    first: dict = {}
    for key in real:
        first[key[:4]] = min(key[4], first.get(key[:4], key[4]))
    suppressed, exact = 0, 0
    topics = topic_months(published)
    for month in sorted({key[4] for key in real}):
        # no row: suppressed, or 0; what no month had so far is taken for 0
        own = {(*pair, month): shown.get((*pair, month)) for pair in sorted(first) if first[pair] <= month}
        of_month = [(figures, cells) for figures, cells in topics if cells[0][4] == month]
        wanted = [key for key, figures in own.items() if figures is None and key in real]
        suppressed += len(wanted)
        exact += program(own, orders, of_month).exact(wanted)
    print(f"suppressed {suppressed} of {len(real)}, without answers {withheld}, exact {exact} wrong {wrong}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
