"""The store of coarsened tables: parts replace parts, overlaps are refused, readers see old or new."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from evenborn.registers.coarsening import Coarsening
from evenborn.registers.facts import Facts
from evenborn.registers.refusal import Refusal
from registers.coarsened import household, origin
from registers.coarsening.invented import DELIVERY, births
from registers.refusal_words import said

JANUARY, FEBRUARY, MARCH = (
    ("2025-01-01", "2025-01-31"),
    ("2025-02-01", "2025-02-28"),
    ("2025-03-01", "2025-03-31"),
)
GIRL, BOY = ("990101001", "2025-01-08", "female"), ("990102001", "2025-02-09", "male")


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts(tmp_path / "facts")


def total(facts: Facts, table: str = "births_by_county") -> int:
    return sum(pc.sum(facts.read(table)[sex]).as_py() or 0 for sex in ("male", "female", "unclear"))


def test_what_is_written_is_read(facts: Facts) -> None:
    written = facts.write(household(GIRL, BOY), origin("2025-01-01", "2025-03-31"))
    assert set(written) == {"births_by_county", "births_by_township"}
    table = facts.read("births_by_township")
    assert table.to_pylist() == [
        {
            "register": "household",
            "area": "990101001",
            "period": "2025",
            "male": 0,
            "female": 1,
            "unclear": 0,
        },
        {
            "register": "household",
            "area": "990102001",
            "period": "2025",
            "male": 1,
            "female": 0,
            "unclear": 0,
        },
    ]
    [manifest] = facts.manifests("births_by_county")
    assert manifest.origin == origin("2025-01-01", "2025-03-31")


def test_registers_stay_apart_and_what_one_does_not_tell_is_null(facts: Facts) -> None:
    delivery = Coarsening(DELIVERY)
    delivery.add(births(200))
    facts.write(delivery.finish(), origin("2025-01-01", "2025-12-31"))
    facts.write(household(GIRL), origin("2025-01-01", "2025-12-31"))
    table = facts.read("births_by_county")
    orders = Counter(zip(table["register"].to_pylist(), table["order"].to_pylist(), strict=True))
    assert orders["household", None] == 1
    assert facts.read("births_by_county", ["household"]).num_rows == 1
    with pytest.raises(ValueError, match="no_such"):
        facts.read("no_such")


def test_a_period_is_replaced_with_all_that_lies_inside_it(facts: Facts) -> None:
    for month in (JANUARY, FEBRUARY):
        facts.write(household(GIRL), origin(*month))
    facts.write(household(BOY), origin(*FEBRUARY, sender="other"))
    assert total(facts) == 3
    facts.write(household(GIRL, GIRL), origin(*JANUARY))
    assert total(facts) == 4
    facts.write(household(BOY, BOY, BOY, BOY, BOY), origin("2025-01-01", "2025-03-31"))
    assert total(facts) == 6
    assert len(list(facts.folder.rglob("births_by_county/*.parquet"))) == 2


@pytest.mark.parametrize("days", [("2025-02-15", "2025-04-30"), ("2025-03-10", "2025-03-20")])
def test_a_part_that_overlaps_is_refused_and_nothing_changes(facts: Facts, days: tuple[str, str]) -> None:
    facts.write(household(GIRL), origin("2025-01-01", "2025-03-31"))
    facts.write(household(GIRL), origin("2025-01-01", "2025-03-31", sender="other"))
    with pytest.raises(Refusal) as refused:
        facts.write(household(BOY), origin(*days))
    assert refused.value.code == "facts-overlap"
    assert all("2025-01-01" in sentence and days[0] in sentence for sentence in said(refused.value))
    assert total(facts) == 2


def test_only_parts_that_share_a_day_are_read(facts: Facts) -> None:
    facts.write(household(GIRL), origin(*JANUARY))
    facts.write(household(BOY), origin(*FEBRUARY))
    assert facts.read("births_by_county", start=date(2025, 2, 1))["male"].to_pylist() == [1]
    assert facts.read("births_by_county", end=date(2025, 1, 31))["female"].to_pylist() == [1]
    assert facts.read("births_by_county", start=date(2025, 3, 1)).num_rows == 0


def test_what_a_kill_left_inside_a_wider_part_is_passed_over_and_removed_later(facts: Facts) -> None:
    file = facts.write(household(GIRL), origin(*JANUARY))["births_by_county"]
    old = file.read_bytes()
    facts.write(household(GIRL, BOY), origin("2025-01-01", "2025-03-31"))
    file.write_bytes(old)  # as if the run had been killed before it could remove it
    assert total(facts) == 2
    facts.write(household(GIRL, BOY, BOY), origin("2025-01-01", "2025-03-31"))
    assert not file.exists()
    assert total(facts) == 3


@pytest.mark.parametrize("content", [b"", b"PAR1 no table", "csv"])
def test_a_file_that_is_no_part_is_refused(facts: Facts, content: bytes | str) -> None:
    file = facts.write(household(GIRL), origin(*JANUARY))["births_by_county"]
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        pq.write_table(pa.table({"name": ["李梅"]}), file)
    with pytest.raises(Refusal) as refused:
        facts.read("births_by_county")
    assert refused.value.code == "facts-unreadable"
    assert all(file.name in sentence for sentence in said(refused.value))


def test_other_files_and_an_empty_store_are_no_trouble(facts: Facts) -> None:
    assert facts.read("births_by_county", ["household"]).schema.names[:3] == ["register", "area", "period"]
    file = facts.write(household(GIRL), origin(*JANUARY, sender="../../etc/passwd\0"))["births_by_county"]
    assert file.is_relative_to(facts.folder)
    (file.parent / "notes.txt").write_text("mine")
    (file.parent / ".evenborn-0123456789abcdef.partial").mkdir()
    assert total(facts) == 1


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "facts").write_text("a file")
    with pytest.raises(Refusal, match="cannot-write"):
        Facts(tmp_path / "facts").write(household(GIRL), origin(*JANUARY))


def test_a_reader_between_two_parts_of_a_replacement_reads_again(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The months are gone and the quarter is there by the time the second month is opened."""
    for month in (JANUARY, FEBRUARY, MARCH):
        facts.write(household(GIRL), origin(*month))
    opened: list[Path] = []
    really = pq.ParquetFile

    def slowly(path: Path) -> pq.ParquetFile:
        opened.append(path)
        if len(opened) == 2:
            facts.write(household(GIRL, GIRL, GIRL, BOY), origin("2025-01-01", "2025-03-31"))
        return really(path)

    monkeypatch.setattr(pq, "ParquetFile", slowly)
    assert total(facts) == 4


WRITING = """
import sys
from pathlib import Path
from evenborn.registers.facts import Facts
from registers.coarsened import household, origin
boy = ("990101001", "2025-01-08", "male")
one, three = household(boy), household(boy, boy, boy)
facts = Facts(Path(sys.argv[1]))
print("ready", flush=True)
for sender in map(str, range(10_000)):
    for month in ("2025-01-01 2025-01-31", "2025-02-01 2025-02-28", "2025-03-01 2025-03-31"):
        facts.write(one, origin(*month.split(), sender=sender))
    facts.write(three, origin("2025-01-01", "2025-03-31", sender=sender))
    print(sender, flush=True)
"""


@pytest.mark.parametrize("milliseconds", [20, 90, 160, 300])
def test_readers_see_old_or_new_whole_also_after_a_kill(milliseconds: int, facts: Facts) -> None:
    command = [sys.executable, "-c", WRITING, facts.folder]
    tests = str(Path(__file__).resolve().parents[1])
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": tests}) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        end = time.monotonic() + milliseconds / 1000
        seen = 0
        while time.monotonic() < end:
            now = total(facts)
            assert now >= seen
            seen = now
        writer.send_signal(signal.SIGKILL)
        finished = len(writer.stdout.readlines())
    by_sender = Counter(one.origin.sender for one in facts.manifests("births_by_county") if one.origin)
    assert 3 * finished <= total(facts) <= 3 * (finished + 1)
    assert all(parts <= 3 for parts in by_sender.values())
