"""Records that an owner has removed since are left out of its encoding, and all others stay who they are."""

from pathlib import Path

import pytest

from comparison.conftest import PAIR
from comparison.registers import ON
from evenborn.comparison.compare import Compared, RegisterFile, compare
from evenborn.comparison.encode import encode
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from evenborn.simulation.reference import write_reference


@pytest.fixture(scope="module")
def encodings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("left-out")
    write_reference(folder / "pair", births=1_500, seed=11)
    made = []
    for name in PAIR:
        out = folder / f"{name}.encoded.parquet"
        encode(
            folder / "pair" / f"{name}.parquet",
            register(name),
            ON,
            bytes(32),
            out,
            out.with_suffix(".own.csv"),
        )
        made.append(out)
    return made


def links(found: Compared) -> set[tuple[str, str]]:
    """Links by the numbers that the encodings give."""
    ends = []
    for side, records in zip(("l", "r"), found.records, strict=True):
        numbers = records.column("number").to_pylist()
        ends.append([numbers[at] for at in found.linked[0, 1].links.column(side).to_pylist()])
    return set(zip(*ends, strict=True))


def test_what_is_left_takes_no_other_place(encodings: list[Path]) -> None:
    files = [RegisterFile(path, None, ON) for path in encodings]
    whole = compare(files)
    gone = frozenset(map(str, range(100, 400)))
    less = compare([RegisterFile(encodings[0], None, ON, removed=gone), files[1]])
    assert less.described[0].births == len(less.records[0]) == whole.described[0].births - len(gone)
    assert less.records[0].column("record").to_pylist() == list(range(less.described[0].births))
    wanted = {pair for pair in links(whole) if pair[0] not in gone}
    found = links(less)
    assert not any(pair[0] in gone for pair in found)
    assert len(found & wanted) > 0.99 * len(wanted)
    assert len(found - wanted) < 0.02 * len(found)


def test_a_register_of_which_nothing_is_left_is_refused(encodings: list[Path]) -> None:
    gone = frozenset(map(str, range(2_000)))
    with pytest.raises(Refusal, match="no-births"):
        compare([RegisterFile(encodings[0], None, ON, removed=gone), RegisterFile(encodings[1], None, ON)])
