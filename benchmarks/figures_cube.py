"""How long does a cube of 15 million births take, beside the bare engine grouping the births themselves?

    .venv/bin/python benchmarks/figures_cube.py [--counties 100] [--months 120] [--births 15000000]
    scripts/postgresql.sh .venv/bin/python benchmarks/figures_cube.py

Ours: the sums by county and month that were kept as batches came in are added up to every level of area, and
put in the place of the cube before, with what is withheld of them decided, in one transaction with its
entry in the trail; every row of it is another one than before. Bare: DuckDB groups one row a birth by county,
month, order and sex, from memory, on two threads; nothing is written. Both in turn, once to warm up and then
seven times: medians, and the fastest and slowest. Processor time is that of this process and, on PostgreSQL,
of the one that serves it.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

FOLDER = Path(tempfile.mkdtemp())
(FOLDER / "keys").mkdir()
(FOLDER / "keys/cookie_secret").write_text("a secret that only this benchmark uses, " * 2)
os.environ |= {"EVENBORN_FOLDER": str(FOLDER), "EVENBORN_MODE": "test", "EVENBORN_HTTPS": "false"}
os.environ["DJANGO_SETTINGS_MODULE"] = "evenborn.site.settings"

import django  # noqa: E402
import duckdb  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models import F  # noqa: E402

from evenborn.apps.births.models import BirthsOfMonth  # noqa: E402
from evenborn.apps.figures.models import AreaBirths, Cube  # noqa: E402
from evenborn.apps.figures.refreshing import refresh  # noqa: E402
from evenborn.apps.intake.models import Batch, BatchState, Sender  # noqa: E402
from evenborn.apps.stores import Store  # noqa: E402


@dataclass(slots=True)
class Used:
    """Seconds, and processor seconds of this process and of the server of the store."""

    seconds: float = 0
    processor: float = 0


@contextmanager
def measured() -> Iterator[Used]:
    """What the block takes."""
    used, begun, processor = Used(), time.perf_counter(), time.process_time() + served()
    yield used
    used.seconds, used.processor = time.perf_counter() - begun, time.process_time() + served() - processor


def served() -> float:
    """Processor seconds of the process of PostgreSQL that serves this one."""
    store = connections[Store.STATISTICS]
    if store.vendor != "postgresql":
        return 0.0
    store.ensure_connection()
    told = Path(f"/proc/{store.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


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


def births_table(counties: int, months: int, births: int) -> duckdb.DuckDBPyConnection:
    """One row a birth, in the memory of DuckDB."""
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
    connection.execute(
        f"CREATE TABLE births AS SELECT (hash(i) % {counties})::INT AS county, "
        f"(hash(i + 1) % {months})::INT AS month, (hash(i + 2) % 4)::INT AS parity, hash(i + 3) % 2 AS sex "
        f"FROM range({births}) t(i)"
    )
    return connection


def bare(connection: duckdb.DuckDBPyConnection) -> Used:
    """DuckDB groups one row a birth."""
    with measured() as used:
        connection.execute(
            "SELECT county, month, parity, count(*) FILTER (sex = 0), count(*) FILTER (sex = 1) "
            "FROM births GROUP BY ALL"
        ).fetchall()
    return used


def ours() -> Used:
    """The cube is made anew after a decision that changed every number of it; it replaces one."""
    BirthsOfMonth.objects.regardless("a batch of the benchmark").update(male=F("male") + 1)
    Batch.objects.regardless("a batch of the benchmark").update(decided_at=datetime.now(UTC))
    with measured() as used:
        assert refresh("delivery") is not None
    return used


def printed(what: str, runs: list[Used]) -> tuple[float, float]:
    """Print a line of the table; give the medians."""
    seconds, processor = ([getattr(one, name) for one in runs] for name in ("seconds", "processor"))
    print(
        f"  {what:42} {median(seconds):6.2f} s ({min(seconds):.2f}–{max(seconds):.2f}), processor "
        f"{median(processor):5.2f} s ({min(processor):.2f}–{max(processor):.2f})"
    )
    return median(seconds), median(processor)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--months", type=int, default=120)
    parser.add_argument("--births", type=int, default=15_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    asked = parser.parse_args()
    scene(asked.counties, asked.months, asked.births)
    connection = births_table(asked.counties, asked.months, asked.births)
    both = [(bare(connection), ours()) for _ in range(asked.repeats + 1)][1:]
    cube = Cube.objects.get(register="delivery")
    rows = AreaBirths.objects.regardless("counting rows of the benchmark").filter(cube=cube).count()
    print(
        f"{cube.births:,} births, {asked.counties} counties, {asked.months} months: {rows:,} rows of the "
        f"cube on {connections[Store.STATISTICS].vendor}; load {os.getloadavg()[0]:.1f}"
    )
    grouped = printed("bare DuckDB, GROUP BY of one row a birth", [one for one, _ in both])
    taken = printed("ours, the cube made anew and put in place", [one for _, one in both])
    each = [one.seconds / other.seconds for other, one in both]
    print(f"  {taken[0] / grouped[0]:.2f} ×; of the turns {min(each):.2f} to {max(each):.2f} ×")
    print(f"  {2 * taken[1] / grouped[1]:.2f} × were both cores free: half the bare processor time")


if __name__ == "__main__":
    main()
