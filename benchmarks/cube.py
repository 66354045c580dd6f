"""How long does a dashboard wait for counts of a country, beside the bare engine on the same rows?

Three years of exact counts by county, month and birth order, sent by 31 provinces, are written to the store
and read into a cube; then four questions are asked of it, each the median of 20.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from evenborn.registers.coarsening import Coarsened
from evenborn.registers.cube import open_cube
from evenborn.registers.definition import register
from evenborn.registers.facts import Facts
from evenborn.registers.manifest import Origin

PROVINCES, COUNTIES, YEARS, ASKED = 31, 92, (2023, 2024, 2025), 20
TABLE = "births_by_county"
QUESTIONS = {
    "country by year": ([], "year", "county"),
    "provinces by quarter": (["area", "period"], "quarter", "province"),
    "prefectures by year and order": (["area", "period", "order"], "year", "prefecture"),
    "counties by month and order": (["area", "period", "order"], "month", "county"),
}
BARE = {
    "country by year": "SELECT sum(male), sum(female) FROM facts",
    "provinces by quarter": "SELECT left(area, 2), left(period, 4), (right(period, 2)::INT - 1) // 3, "
    "sum(male), sum(female) FROM facts GROUP BY ALL ORDER BY ALL",
    "prefectures by year and order": 'SELECT left(area, 4), left(period, 4), "order", sum(male), sum(female) '
    "FROM facts GROUP BY ALL ORDER BY ALL",
    "counties by month and order": 'SELECT area, period, "order", sum(male), sum(female) FROM facts '
    "GROUP BY ALL ORDER BY ALL",
}


def counts(rng: np.random.Generator, province: int, year: int) -> pa.Table:
    """One year of one province."""
    areas = [
        f"{province + 11}{prefecture:02d}{county:02d}"
        for prefecture, county in (divmod(number, 12) for number in range(COUNTIES))
    ]
    keys = [
        (area, f"{year}-{month:02d}", order)
        for area in areas
        for month in range(1, 13)
        for order in ("1", "2", "3+")
    ]
    area, period, order = zip(*keys, strict=True)
    columns = {"area": area, "period": period, "order": order}
    sexes = {"male": rng.poisson(86, len(keys)), "female": rng.poisson(76, len(keys))}
    return pa.table({**columns, **sexes, "unclear": np.zeros(len(keys), np.int64)})


def fill(facts: Facts) -> int:
    """Write all years of all provinces; the number of rows."""
    rng, rows = np.random.default_rng(7), 0
    delivery = register("delivery")
    for province in range(PROVINCES):
        for year in YEARS:
            table = counts(rng, province, year)
            origin = Origin(
                f"province {province}", date(year, 1, 1), date(year, 12, 31), date(year + 1, 2, 1), ""
            )
            facts.write(Coarsened(delivery, {TABLE: table}, {}), origin)
            rows += table.num_rows
    return rows


def median(work: Callable[[], object]) -> float:
    """Median of some runs in milliseconds, after one that is not counted."""
    work()
    found = []
    for _ in range(ASKED):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1_000)
    return statistics.median(found)


def main() -> None:
    """Fill, read, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Facts(Path(folder))
        started = time.perf_counter()
        rows = fill(facts)
        written = time.perf_counter()
        with open_cube(facts, TABLE) as cube:
            print(
                f"{rows:,} rows in {PROVINCES * len(YEARS)} parts: written in {written - started:.1f} s, "
                f"read into a cube in {time.perf_counter() - written:.2f} s"
            )
            connection = duckdb.connect()
            connection.register("rows", facts.read(TABLE))
            connection.execute("CREATE TABLE facts AS SELECT * FROM rows")
            print(f"{'question':32}  bare ms  ours ms")
            for question, asked in QUESTIONS.items():
                bare = median(lambda sql=BARE[question]: connection.execute(sql).to_arrow_table())
                ours = median(lambda asked=asked: cube.count(*asked))
                print(f"{question:32} {bare:8.1f} {ours:8.1f}")


if __name__ == "__main__":
    main()
