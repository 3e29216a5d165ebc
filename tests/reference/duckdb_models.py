"""Every kept table of a warehouse against DuckDB, which runs the same files of sql/ on the same
Parquet.

Usage: python duckdb_models.py WAREHOUSE SQL
Prints one line a model; exits with 1 when a row differs. Needs the packages duckdb, pandas and
pyarrow. The models of a city whose finest areas are streets are compared (areas_are_streets), all
months of the warehouse, over the orders of the last run.
"""

import json
import re
import sys
from pathlib import Path

import duckdb


def select(file: Path) -> str:
    """A model's select without its comments."""
    return re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))


def select_of(sql: Path, name: str, params: dict[str, str]) -> str:
    """The model's select with its parameters written in."""
    text = select(next(sql.glob(f"*/{name}.sql")))
    return re.sub(r"\$(\w+)", lambda found: params[found[1]], text)


def next_month(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12}-{number % 12 + 1:02}-01"


def with_read(sql: Path, names: list[str]) -> list[str]:
    """Models and those that they read, directly or not."""
    known = {file.stem: select(file) for folder in ("staging", "marts") for file in sql.glob(f"{folder}/*.sql")}
    needed = list(names)
    for name in needed:  # grows while it is walked
        read = (other for other in known if re.search(rf"\b{other}\b", known[name]))
        needed += [other for other in read if other not in needed]
    return needed


def outcome_days(key: str) -> dict[str, str]:
    """What the name of a mart says of the days up to which outcomes were known."""
    found = {}
    for letter, name in (("s", "seen_until"), ("o", "old_before")):
        if day := re.search(rf"-{letter}(\d{{4}}-\d\d-\d\d)", key):
            found[name] = f"timestamp '{day[1]} 00:00:00'"
    if age := re.search(r"-a(\d+)", key):
        found["age_days"] = age[1]
    return found


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    """Sorted rows; nulls are below all values."""
    key = lambda row: tuple((value is not None, str(value)) for value in row)
    return sorted(connection.execute(query).fetchall(), key=key)


def compare_month(warehouse: Path, sql: Path, manifest: dict, month: str) -> dict[str, tuple[int, bool]]:
    current = manifest["current"]
    entry = current["months"][month]
    files = [
        str(warehouse / file["name"])
        for source in entry["sources"]
        for file in manifest["sources"][source]["months"][month]
    ]
    replaced = warehouse / "replaced_orders" / f"{current['replaced']}.parquet"
    params = {
        "city_key": "0",
        "stat_month": f"date '{month}'",
        "areas_are_streets": "true",
        "until": f"timestamp '{next_month(month)} 00:00:00'",
    }
    for key in entry["marts"].values():
        params |= outcome_days(key)
    connection = duckdb.connect()
    connection.execute(f"create view fact_orders as select * from read_parquet({files})")
    connection.execute(f"create view replaced_orders as select * from read_parquet('{replaced}')")
    waiting = with_read(sql, list(entry["marts"]))
    while waiting:  # each after those that it reads
        for name in waiting:
            query = select_of(sql, name, params)
            if not any(re.search(rf"\b{other}\b", query) for other in waiting if other != name):
                break
        connection.execute(f"create table {name} as {query}")
        waiting.remove(name)
    compared = {}
    for name, key in entry["marts"].items():
        kept = warehouse / "marts" / name
        kept = next(kept.rglob(f"*{key}*.parquet"))
        columns = [row[0] for row in connection.execute(f"describe {name}").fetchall()]
        listed = ", ".join(f"cast({column} as varchar) as {column}" for column in columns)
        made = rows(connection, f"select {listed} from {name}")
        theirs = rows(connection, f"select {listed} from read_parquet('{kept}')")
        compared[name] = (len(made), made == theirs)
    return compared


def main() -> int:
    warehouse, sql = Path(sys.argv[1]), Path(sys.argv[2])
    manifest = json.loads((warehouse / "manifest.json").read_text())
    total: dict[str, list] = {}
    for month, entry in manifest["current"]["months"].items():
        if not entry["marts"]:
            continue
        for name, (count, same) in compare_month(warehouse, sql, manifest, month).items():
            sums = total.setdefault(name, [0, 0, True])
            sums[0] += 1
            sums[1] += count
            sums[2] &= same
    for name, (months, count, same) in sorted(total.items()):
        print(f"{name}: {months} months, {count} rows, {'equal' if same else 'DIFFERENT'}")
    return 0 if total and all(same for *_, same in total.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
