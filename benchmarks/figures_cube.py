"""How long does a cube of 15 million births take, beside the bare engine grouping the births themselves?

``python benchmarks/figures_cube.py [--counties 100] [--months 120] [--births 15000000]``

Ours: the sums by county and month that were kept as batches came in are added up to every level of area, and
put in the place of the cube before, with what is withheld of them decided, in one transaction with its
entry in the trail; best of three. Bare: DuckDB groups one
row a birth by county, month, order and sex, from memory, on two threads, best of three; nothing is written.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "keys").mkdir()
(FOLDER / "keys/cookie_secret").write_text("a secret that only this benchmark uses, " * 2)
os.environ |= {"EVENBORN_FOLDER": str(FOLDER), "EVENBORN_MODE": "test", "EVENBORN_HTTPS": "false"}
os.environ["DJANGO_SETTINGS_MODULE"] = "evenborn.site.settings"

import django  # noqa: E402
import duckdb  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from evenborn.apps.births.models import BirthsOfMonth  # noqa: E402
from evenborn.apps.figures.models import AreaBirths, Cube  # noqa: E402
from evenborn.apps.figures.refreshing import refresh  # noqa: E402
from evenborn.apps.intake.models import Batch, BatchState, Sender  # noqa: E402
from evenborn.apps.stores import Store  # noqa: E402

ORDERS = ("1", "2", "3+", "")


def month_of(place: int) -> date:
    """The month so many after January 2016."""
    return date(2016 + place // 12, place % 12 + 1, 1)


def scene(counties: int, months: int, births: int) -> None:
    """Sums by county, month and order, and the batch that brought them."""
    for store in Store:
        call_command("migrate", database=store.value, verbosity=0)
    each = births // (counties * months * len(ORDERS))
    rows = (
        BirthsOfMonth(
            register="delivery", table="births_by_county", area=f"62{place // 12 + 1:02}{place % 12 + 1:02}",
            month=month_of(number), order=order, male=each // 2 + place % 7, female=each - each // 2,
            unclear=0,
        )
        for place in range(counties) for number in range(months) for order in ORDERS
    )  # fmt: skip
    BirthsOfMonth.objects.bulk_create(rows, batch_size=2000)
    sender = Sender.objects.create(code="62-MCH", name="Benchmark", kind=Sender.Kind.DEPARTMENT, area="62")
    Batch.objects.create(
        sender=sender, area="62", register="delivery", state=BatchState.ACCEPTED, file_name="x.csv",
        file_sha256="0" * 64, received_at=datetime.now(UTC), received_by="1", way="command",
        legal_basis="statistics", decided_at=datetime.now(UTC),
    )  # fmt: skip


def bare(counties: int, months: int, births: int) -> float:
    """Seconds in which DuckDB groups one row a birth."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
    connection.execute(
        f"CREATE TABLE births AS SELECT (hash(i) % {counties})::INT AS county, "
        f"(hash(i + 1) % {months})::INT AS month, (hash(i + 2) % 4)::INT AS parity, hash(i + 3) % 2 AS sex "
        f"FROM range({births}) t(i)"
    )
    start = time.perf_counter()
    connection.execute(
        "SELECT county, month, parity, count(*) FILTER (sex = 0), count(*) FILTER (sex = 1) "
        "FROM births GROUP BY ALL"
    ).fetchall()
    return time.perf_counter() - start


def once() -> tuple[float, Cube]:
    """Seconds in which the cube is made anew after a decision; from the second time on it replaces one."""
    Batch.objects.regardless("a batch of the benchmark").update(decided_at=datetime.now(UTC))
    start = time.perf_counter()
    cube = refresh("delivery")
    assert cube is not None
    return time.perf_counter() - start, cube


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--counties", type=int, default=100)
    arguments.add_argument("--months", type=int, default=120)
    arguments.add_argument("--births", type=int, default=15_000_000)
    asked = arguments.parse_args()
    grouped = min(bare(asked.counties, asked.months, asked.births) for _ in range(3))
    scene(asked.counties, asked.months, asked.births)
    taken, cube = min((once() for _ in range(3)), key=lambda one: one[0])
    rows = AreaBirths.objects.regardless("counting rows of the benchmark").filter(cube=cube).count()
    print(
        f"{cube.births:,} births, {asked.counties} counties, {asked.months} months: {rows:,} rows of the cube"
    )
    print(f"  bare DuckDB, GROUP BY of one row a birth   {grouped:6.2f} s")
    print(f"  ours, the cube made anew and put in place  {taken:6.2f} s   {taken / grouped:.2f} ×")


if __name__ == "__main__":
    main()
