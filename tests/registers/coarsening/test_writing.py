"""Coarsened tables on disk: whole, all together, ready to be read as births, nothing else in them."""

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from evenborn.registers.births import read_births
from evenborn.registers.coarsening import Coarsened, Coarsening, files_of, write_coarsened
from evenborn.registers.coarsening.tables import schema_of
from evenborn.registers.definition import register
from evenborn.registers.manifest import Origin, manifest_of
from evenborn.registers.reading import ReadingOptions
from evenborn.registers.refusal import Refusal
from registers.coarsening.invented import DELIVERY, births

ORIGIN = Origin("云溪县妇幼保健院", date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 31), "ab" * 32)
NAMES = ["births-facilities.parquet", "births-townships.parquet", "births.parquet"]


@pytest.fixture(scope="module")
def coarsened() -> Coarsened:
    coarsening = Coarsening(DELIVERY)
    coarsening.add(births(4_000))
    return coarsening.finish()


def test_each_table_has_a_file_and_there_is_no_other(coarsened: Coarsened, tmp_path: Path) -> None:
    written = write_coarsened(coarsened, tmp_path / "births.parquet", origin=ORIGIN)
    assert sorted(file.name for file in tmp_path.iterdir()) == NAMES
    for name, file in written.items():
        table = pq.read_table(file)
        assert table.schema.remove_metadata() == schema_of(DELIVERY.tables[name])
        assert table.replace_schema_metadata(None).equals(coarsened.tables[name])
        manifest = manifest_of(table.schema)
        assert manifest is not None
        assert (manifest.register, manifest.table, manifest.rows) == ("delivery", name, table.num_rows)
        assert (manifest.smallest, manifest.origin) == (DELIVERY.tables[name].smallest, ORIGIN)


@pytest.mark.parametrize(
    ("name", "step"),
    [("births.parquet", "month"), ("births.parquet", "year"), ("births-townships.parquet", "year")],
)
def test_exact_tables_are_read_as_births(coarsened: Coarsened, tmp_path: Path, name: str, step: str) -> None:
    write_coarsened(coarsened, tmp_path / "births.parquet")
    counts = pq.read_table(tmp_path / name)
    read = read_births(tmp_path / name, ReadingOptions(period_step="month" if step == "month" else "year"))
    assert (read.shape, read.skipped_totals) == ("counts", 0)
    for sex in ("male", "female", "unclear"):
        assert pc.sum(read.cells[sex]) == pc.sum(counts[sex])
    assert set(read.cells["area"].to_pylist()) == set(counts["area"].to_pylist())
    assert set(read.cells["order"].to_pylist()) == {"1", "2", "3+"}
    if step == "month":
        assert set(read.cells["period_label"].to_pylist()) == set(counts["period"].to_pylist())


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("household", ["out.parquet", "out-townships.parquet"]),
        (
            "child_benefit",
            [
                "out.parquet",
                "out-townships.parquet",
                "out-benefit-counties.parquet",
                "out-benefit-townships.parquet",
            ],
        ),
        ("ultrasound_log", ["out.parquet", "out-declarations.parquet"]),
        ("drug_ledger", ["out.parquet"]),
    ],
)
def test_other_registers_name_their_files_alike(name: str, files: list[str]) -> None:
    assert [file.name for file in files_of(register(name), Path("out.parquet")).values()] == files


def test_the_same_tables_are_the_same_bytes(coarsened: Coarsened, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_coarsened(coarsened, tmp_path / folder / "births.parquet", origin=ORIGIN)
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_table_that_cannot_be_written_leaves_all_as_they_were(coarsened: Coarsened, tmp_path: Path) -> None:
    (tmp_path / "births-townships.parquet").mkdir()
    (tmp_path / "births.parquet").write_bytes(b"of last year")
    with pytest.raises(Refusal) as refused:
        write_coarsened(coarsened, tmp_path / "births.parquet")
    assert refused.value.code == "cannot-write"
    assert (tmp_path / "births.parquet").read_bytes() == b"of last year"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_file_that_was_read_is_not_replaced(coarsened: Coarsened, tmp_path: Path) -> None:
    read = tmp_path / "births-facilities.parquet"
    read.write_bytes(b"the register")
    with pytest.raises(Refusal, match="would-overwrite-input"):
        write_coarsened(coarsened, tmp_path / "births.parquet", inputs=[read])
    assert read.read_bytes() == b"the register"


WRITING = """
import sys
from pathlib import Path
from evenborn.registers.coarsening import Coarsening, write_coarsened
from registers.coarsening.invented import DELIVERY, births
done = []
for rows in (300, 900):
    coarsening = Coarsening(DELIVERY)
    coarsening.add(births(rows))
    done.append(coarsening.finish())
print("ready", flush=True)
while True:
    for one in done:
        write_coarsened(one, Path(sys.argv[1], "births.parquet"))
"""


@pytest.mark.parametrize("milliseconds", [1, 13, 47, 110])
def test_a_kill_leaves_whole_files(milliseconds: int, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, tmp_path]
    tests = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": tests}) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(milliseconds / 1000)
        writer.send_signal(signal.SIGKILL)
    for file in tmp_path.glob("*.parquet"):
        assert file.name in NAMES
        total = sum(sum(pq.read_table(file)[sex].to_pylist()) for sex in ("male", "female", "unclear"))
        assert total in (
            {300, 900} if "facilities" in file.name else set(range(280, 301)) | set(range(860, 901))
        )
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".evenborn-")} <= set(NAMES)
