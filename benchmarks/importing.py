"""Rows a second from a checked file into the vault and the counts, beside a bare parse and a bare insert.

    .venv/bin/python benchmarks/importing.py [--births 1000000] [--file delivery.parquet]
    scripts/postgresql.sh .venv/bin/python benchmarks/importing.py

The file is a simulated delivery register. *Bare parse* reads it with Arrow and gives each row as Python
values; *bare insert* puts rows of the same width (those that the vault holds afterwards) into a table without
any index by executemany or COPY, in one transaction; then once more with the vault's indexes. Processor time
is that of this process and, on PostgreSQL, of the process that serves it.
"""
# ruff: noqa: PLC0415 - the office's models can be imported only once it is set up

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

PART = 50_000
WANTED = (
    "token, register, area, birth_month, kept_since, version, key_id, nonce, ciphertext, sealed_at, "
    "sealed_by, imported_id, record_index, content, birth_index"
)
INDEXES = (
    "btree (token)", "btree (area, id, imported_id)", "brin (kept_since)", "btree (key_id)",
    "hash (birth_index)", "btree (imported_id)", "btree (record_index)",
)  # fmt: skip
"""As PostgreSQL has them; SQLite knows one kind."""


@dataclass(slots=True)
class Used:
    """Seconds and processor seconds of a piece of work; ``serving`` are those of the server among them."""

    server: int | None
    seconds: float = 0
    processor: float = 0
    serving: float = 0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Add what the block takes."""
        begun, used, served = time.monotonic(), time.process_time(), self._served()
        yield
        serving = self._served() - served
        self.seconds += time.monotonic() - begun
        self.serving += serving
        self.processor += time.process_time() - used + serving

    def _served(self) -> float:
        if self.server is None:
            return 0.0
        told = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def printed(self, what: str, rows: int) -> "Used":
        """Print the line of the table."""
        print(
            f"| {what} | {self.seconds:.1f} | {rows / self.seconds:,.0f} | {self.processor:.1f} | "
            f"{self.serving:.1f} | {rows / self.processor:,.0f} |",
            flush=True,
        )
        return self


def simulated(births: int, folder: Path) -> Path:
    """A delivery register of so many births."""
    command = ["simulate", "--profile", "reference", "--births", str(births), "--out", str(folder)]
    subprocess.run([sys.executable, "-m", "evenborn", *command], check=True, stdout=subprocess.DEVNULL)
    return next(folder.rglob("delivery.parquet"))


def parse(path: Path) -> None:
    """Each row as Python values, and nothing more."""
    for batch in pq.ParquetFile(path).iter_batches(PART):
        for _ in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            pass


def main(path: Path, folder: Path) -> None:  # noqa: PLR0915 - one table from top to bottom
    os.environ |= {"EVENBORN_FOLDER": str(folder), "EVENBORN_HTTPS": "false"}
    from evenborn.site.setting_up import set_up

    set_up()
    from django.db import connections, transaction

    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.intake.actions.batches import Arrived, receive_batch
    from evenborn.apps.intake.checking import check
    from evenborn.apps.intake.kept_files import PIECE, seal_file
    from evenborn.apps.intake.models import Sender
    from evenborn.apps.intake.rules import LegalBasis, Way
    from evenborn.apps.intake.taking_in import take_in

    store = connections["vault"]
    store.ensure_connection()
    server = store.connection.info.backend_pid if store.vendor == "postgresql" else None
    by = program("benchmark", *Permission)
    sender = Sender.objects.create(code="X1", name="X1", kind=Sender.Kind.FACILITY, area="990101")

    def received() -> Any:  # noqa: ANN401 - a model of the office
        arrived = Arrived("delivery", path.name, Way.COMMAND, LegalBasis.MATERNAL_HEALTH)
        batch = receive_batch(by=by, sender=sender, area=sender.area, arrived=arrived)
        with path.open("rb") as file:
            seal_file(iter(lambda: file.read(PIECE), b""), batch.pk)
        return batch

    def stored() -> Iterator[list[tuple[Any, ...]]]:
        with store.cursor() as cursor:
            for first in range(0, rows, PART):
                cursor.execute(
                    f"SELECT {WANTED} FROM vault_sealedrecord ORDER BY id LIMIT {PART} OFFSET {first}"
                )
                yield cursor.fetchall()

    def insert(part: list[tuple[Any, ...]]) -> None:
        with store.cursor() as cursor:
            if store.vendor == "postgresql":
                with cursor.copy(f"COPY bare ({WANTED}) FROM STDIN") as copy:
                    for row in part:
                        copy.write_row(row)
            else:
                marks = ", ".join(["?"] * 15)
                store.connection.executemany(f"INSERT INTO bare ({WANTED}) VALUES ({marks})", part)

    def took(what: str, count: int, work: Callable[[], Any]) -> Used:
        used = Used(server)
        with used.measured():
            work()
        return used.printed(what, count)

    def bare(what: str, indexes: tuple[str, ...]) -> Used:
        with store.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bare")
            cursor.execute(f"CREATE TABLE bare AS SELECT {WANTED} FROM vault_sealedrecord LIMIT 0")
            if store.vendor == "postgresql":
                cursor.execute("ALTER TABLE bare ADD COLUMN id BIGSERIAL PRIMARY KEY")
            else:
                cursor.execute("DROP TABLE bare")
                cursor.execute(f"CREATE TABLE bare (id INTEGER PRIMARY KEY, {WANTED})")
            for number, index in enumerate(indexes):
                shape = f"USING {index}" if store.vendor == "postgresql" else index.partition(" ")[2]
                cursor.execute(f"CREATE INDEX bare_{number} ON bare {shape}")
        used = Used(server)
        transaction.set_autocommit(False, using="vault")
        for part in stored():  # read outside what is timed
            with used.measured():
                insert(part)
        with used.measured():
            transaction.commit(using="vault")
        transaction.set_autocommit(True, using="vault")
        return used.printed(what, rows)

    batch = received()
    total = pq.ParquetFile(path).metadata.num_rows
    print(f"{total:,} rows; stores on {store.vendor}; load {os.getloadavg()[0]:.1f}\n")
    print(
        "| work | seconds | rows/s | processor s | of which server | rows/processor s |\n"
        "|---|---:|---:|---:|---:|---:|",
        flush=True,
    )
    took("check, rows kept", total, lambda: check(batch, by=by))
    batch.refresh_from_db()
    rows = batch.accepted_rows
    whole = took("take in: sealed, inserted, counted", rows, lambda: take_in(batch, by=by))
    parsed = took("bare parse", total, lambda: parse(path))
    inserted = bare("bare insert", ())
    indexed = bare("bare insert, indexes of the vault", INDEXES)
    for name in ("seconds", "processor"):
        ours, read, bare_, with_indexes = (getattr(one, name) for one in (whole, parsed, inserted, indexed))
        print(
            f"{name}: {ours / (read + bare_):.2f} x bare parse + bare insert, "
            f"{ours / (read + with_indexes):.2f} x with its indexes"
        )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {most:,.0f} MB; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--births", type=int, default=1_000_000)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    try:
        main(asked.file or simulated(asked.births, place / "simulated"), place / "data")
    finally:
        shutil.rmtree(place)
