"""Records of a register that was encoded anew are told again by the owner’s own numbers only."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.comparison.renumbering import read_renumbering, renumbered, write_renumbering
from evenborn.registers.refusal import Refusal

NUMBERS = st.lists(st.sampled_from(["", "7", "8", "9", "甲/10", "11"]), min_size=1, max_size=8)


def own_list(folder: Path, name: str, numbers: list[str]) -> Path:
    """A list as encode writes it, beside a file that stands for its encoding."""
    path = folder / f"{name}.encoded.own.csv"
    rows = [f'{at},{at + 2},"{number}"' if number else f"{at},{at + 2}," for at, number in enumerate(numbers)]
    path.write_text("\n".join(['"encoded_number","row","record_number"', *rows]) + "\n", encoding="utf-8")
    (folder / f"{name}.encoded.parquet").write_bytes(f"{name}{numbers}".encode())
    return path


def refused(code: str, act: object) -> None:
    with pytest.raises(Refusal) as caught:
        act()  # type: ignore[operator]
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(before=NUMBERS, now=NUMBERS)
def test_a_record_is_found_again_where_its_number_says_one_record_in_both(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], now: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    earlier = own_list(folder, "old", before)
    sha256, table, (found,) = renumbered(own_list(folder, "new", now), [earlier])
    out = folder / "carried.parquet"
    write_renumbering(out, sha256, table, [found])
    wanted = {
        str(before.index(one)): str(now.index(one))
        for one in before
        if one and before.count(one) == 1 and now.count(one) == 1
    }
    read = read_renumbering(out)
    assert (read.sha256, dict(read.numbers)) == (sha256, {found.sha256: wanted})
    unnumbered = sum(not one or before.count(one) > 1 for one in before)
    assert (found.records, found.carried, found.unnumbered) == (len(before), len(wanted), unnumbered)
    assert found.gone == len(before) - len(wanted) - unnumbered


def test_no_number_of_the_owner_is_in_what_goes_to_the_desk(tmp_path: Path) -> None:
    numbers = [f"YX-2025-{at:06}" for at in range(40)]
    earlier, now = own_list(tmp_path, "old", numbers), own_list(tmp_path, "new", numbers[::-1])
    out = tmp_path / "carried.parquet"
    write_renumbering(out, *renumbered(now, [earlier]))
    table = pq.read_table(out)
    assert [str(one.type) for one in table.schema] == ["uint8", "int32", "int32"]
    assert b"YX-" not in out.read_bytes()
    wanted = frozenset({"3", "5"})
    (numbers_,) = read_renumbering(out, {read_renumbering(out).sha256: wanted}).numbers.values()
    assert numbers_ == {}
    (of,) = read_renumbering(out).numbers
    assert read_renumbering(out, {of: wanted}).numbers[of] == {"3": "36", "5": "34"}


def test_lists_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    earlier, now = own_list(tmp_path, "old", ["1"]), own_list(tmp_path, "new", ["1", "2"])
    refused("own-list-same", lambda: renumbered(now, [now]))
    refused("own-list-same", lambda: renumbered(now, [earlier, earlier]))
    (tmp_path / "old.encoded.parquet").unlink()
    refused("own-list-alone", lambda: renumbered(now, [earlier]))
    earlier.write_text("a,b\n1,2\n", encoding="utf-8")
    refused("not-an-own-list", lambda: renumbered(now, [earlier]))
    refused("unreadable", lambda: renumbered(now, [tmp_path / "none.encoded.own.csv"]))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"of,before,now\n0,1,2\n"])
def test_another_file_is_no_such_list(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(content)
    refused("no-renumbering", lambda: read_renumbering(path))
    pq.write_table(pa.table({"of": [0], "before": [1], "now": [2]}), path)
    refused("no-renumbering", lambda: read_renumbering(path))
