"""How long does a comparison take at the office, beside bare encoding and comparing of the same two files?

    .venv/bin/python benchmarks/comparison_of_office.py [--births 150000] [--profile]
    scripts/postgresql.sh .venv/bin/python benchmarks/comparison_of_office.py

Two simulated registers of a province are taken into the vault. Ours: what the worker does when somebody
starts the comparison on the page – every record opened, encoded under a key of the run, compared, the sheet
of each sender sealed and written, counts and coverage kept. Bare: `encode` of both files and `compare` of the
encodings, in the same process, afterwards, so that ours bears what is read once; nothing is kept. Processor
time is that of this process and, on PostgreSQL, of the processes that serve it.
"""
# ruff: noqa: PLC0415 - the office's models can be imported only once it is set up

import argparse
import cProfile
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq

REGISTERS = ("delivery", "immunisation")
AREA = "99"
PERIOD = (date(2000, 1, 1), date(2025, 12, 31))


def simulated(births: int, folder: Path) -> Path:
    """Two registers of so many births."""
    command = ["simulate", "--profile", "reference", "--births", str(births), "--out", str(folder)]
    subprocess.run([sys.executable, "-m", "evenborn", *command], check=True, stdout=subprocess.DEVNULL)
    return folder


def served() -> float:
    """Processor seconds of the processes of PostgreSQL that serve this one."""
    from django.db import connections

    spent = 0.0
    for store in connections.all():
        if store.vendor == "postgresql":
            store.ensure_connection()
            told = Path(f"/proc/{store.connection.info.backend_pid}/stat").read_text()
            numbers = told.rpartition(")")[2].split()
            spent += (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def took(what: str, work: Callable[[], object]) -> float:
    """Print a line of the table; give the processor seconds."""
    begun, processor, server = time.monotonic(), time.process_time(), served()
    work()
    seconds, serving = time.monotonic() - begun, served() - server
    used = time.process_time() - processor + serving
    print(f"| {what} | {seconds:.1f} | {used:.1f} | {serving:.1f} |", flush=True)
    return used


def taken_in(register: str, path: Path, department: int) -> None:
    """Take a register in from one sender."""
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.intake.actions.batches import Arrived, receive_batch
    from evenborn.apps.intake.checking import check
    from evenborn.apps.intake.kept_files import PIECE, seal_file
    from evenborn.apps.intake.models import Sender
    from evenborn.apps.intake.rules import LegalBasis, Way
    from evenborn.apps.intake.taking_in import take_in

    by = program("benchmark", *Permission)
    whose = Sender.objects.create(
        code=register, name=register, kind=Sender.Kind.DEPARTMENT, area=AREA, department=department
    )
    arrived = Arrived(register, path.name, Way.COMMAND, LegalBasis.STATISTICS)
    batch = receive_batch(by=by, sender=whose, area=AREA, department=department, arrived=arrived)
    with path.open("rb") as file:
        seal_file(iter(lambda: file.read(PIECE), b""), batch.pk)
    batch = take_in(check(batch, by=by), by=by)
    print(f"{register}: {batch.accepted_rows:,} rows of {pq.ParquetFile(path).metadata.num_rows:,} taken in")


def compared(department: int) -> object:
    """What somebody who starts a comparison asks of the worker."""
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.matching.actions.runs import Asked, Commissioned, begin_run, start_run
    from evenborn.apps.matching.comparing import carry_out
    from evenborn.apps.matching.rules import Origin

    by = program("benchmark", *Permission)
    commissioned = Commissioned("estimating-coverage", "Agreement", Origin.VAULT, PERIOD)
    run = begin_run(
        by=by, area=AREA, commissioned=commissioned, purpose=commissioned.purpose, registers="",
        asked=[Asked(name, department) for name in REGISTERS],
    )  # fmt: skip
    done = carry_out(start_run(run, by=by).pk)
    assert (done.state, done.problem) == ("done", {}), (done.state, done.problem)
    return done


def bare(source: Path, folder: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Encoding the two files, and comparing what is encoded."""
    from evenborn.comparison.compare import RegisterFile, compare
    from evenborn.comparison.encode import encode
    from evenborn.comparison.keys import new_key
    from evenborn.registers.check_summary import CheckOptions
    from evenborn.registers.definition import register

    options, key = CheckOptions(datetime.now(UTC).date()), new_key()
    out = {name: folder / f"{name}.encoded.parquet" for name in REGISTERS}

    def encoded() -> None:
        for name, path in out.items():
            encode(source / f"{name}.parquet", register(name), options, key, path, folder / f"{name}.own.csv")

    return encoded, lambda: compare([RegisterFile(path, None, options) for path in out.values()])


def main(source: Path, folder: Path, *, profile: bool) -> None:
    """Print the table."""
    os.environ |= {"EVENBORN_FOLDER": str(folder / "office"), "EVENBORN_HTTPS": "false"}
    from evenborn.site.setting_up import set_up

    set_up()
    from django.db import connections

    from evenborn.apps.access.actions import add_department
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.vault.models import Difference

    home = add_department(by=program("benchmark", *Permission), name="Health", kind="health", area=AREA).pk
    for name in REGISTERS:
        taken_in(name, source / f"{name}.parquet", home)
    print(f"\nstores on {connections['vault'].vendor}; load {os.getloadavg()[0]:.1f}\n")
    print("| work | seconds | processor s | of which server |\n|---|---:|---:|---:|", flush=True)
    profiler = cProfile.Profile(time.process_time) if profile else None
    ours = took(
        "ours, from start to sheets",
        (lambda: profiler.runcall(compared, home)) if profiler else lambda: compared(home),
    )
    encode_, compare_ = bare(source, folder)
    encoding, comparing = took("bare encode", encode_), took("bare compare", compare_)
    rows = Difference.objects.regardless("counting rows of the benchmark").count()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{rows:,} differences on sheets; memory at most {most:,.0f} MB")
    print(f"{ours / comparing:.2f} × bare compare, {ours / (encoding + comparing):.2f} × with bare encode")
    if profiler is not None:
        pstats.Stats(profiler).sort_stats("cumtime").print_stats("evenborn", 40)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--births", type=int, default=150_000)
    parser.add_argument("--folder", type=Path, help="registers that are simulated already")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    try:
        main(asked.folder or simulated(asked.births, place / "simulated"), place, profile=asked.profile)
    finally:
        shutil.rmtree(place)
