"""What owners answer, and which months a register covers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.differences import REPLIES
from evenborn.comparison.months import months_covered
from evenborn.comparison.own_numbers import OwnList, with_own_numbers, without_own_numbers
from evenborn.comparison.replies import gathered
from evenborn.registers.refusal import Refusal

WHY = Commission("correcting-registers", "a law", date(2025, 1, 1))
LIST = DifferenceList("run", "delivery", "ab", True, WHY, None, None, 9, 1, 0, ())


def told(*rows: Listed) -> DifferenceList:
    return replace(LIST, rows=rows)


def test_each_reply_does_what_it_says() -> None:
    rows = [Listed(str(n), n, "only-here", reply) for n, reply in enumerate((*REPLIES, ""))]
    found = gathered(
        "delivery", [told(*rows), replace(told(Listed("9", 9, "only-here", "confirmed")), register="x")]
    )
    assert found.corrected == {("0", "only-here")}
    assert found.confirmed == {("1", "only-here")}
    assert found.removed == {"2", "3"}
    assert found.not_found == 1


def test_the_later_sheet_counts() -> None:
    first, later = (told(Listed("1", 1, "only-here", reply)) for reply in ("confirmed", "entered-by-mistake"))
    found = gathered("delivery", [first, later])
    assert (found.confirmed, found.removed) == (frozenset(), {"1"})


def test_own_numbers_come_out_as_they_went_in() -> None:
    own = OwnList("d.own.csv", {"0": ("A", 7), "1": ("", 8)}, "ab")
    before = told(Listed("0", 0, "only-here"), Listed("1", 1, "sex-differs", "confirmed"))
    during = with_own_numbers(before, own, "s.xlsx")
    assert [one.own for one in during.rows] == ["A", None]
    assert [one.row for one in during.rows] == [7, 8]
    assert without_own_numbers(during, own) == (before, 0)


def test_a_new_encoding_gives_new_numbers() -> None:
    old, new = OwnList("o", {"0": ("A", 7), "1": ("B", 8)}, "ab"), OwnList("n", {"5": ("B", 3)}, "cd")
    during = with_own_numbers(told(Listed("0", 0, "only-here"), Listed("1", 1, "only-here")), old, "s")
    after, dropped = without_own_numbers(during, new)
    assert (after.sha256, after.with_own, dropped) == ("cd", False, 1)
    assert after.rows == (Listed("5", 5, "only-here"),)


def test_the_list_beside_another_encoding_is_refused() -> None:
    with pytest.raises(Refusal, match="own-list-of-another"):
        with_own_numbers(told(Listed("0", 0, "only-here")), OwnList("o", {"0": ("A", 7)}, "cd"), "s")


def test_months_are_those_that_hold_births() -> None:
    months = np.repeat(np.arange("2025-01", "2026-01", dtype="datetime64[M]"), 50).astype("datetime64[D]")
    slips = np.array(["1925-03-01", "2052-03-01"], "datetime64[D]")
    column = pa.chunked_array([pa.array(np.concatenate([months, slips])), pa.array([None], pa.date32())])
    assert months_covered(column) == (date(2025, 1, 1), date(2025, 12, 1))
    assert months_covered(pa.chunked_array([], pa.date32())) is None


def test_a_deadline_is_thirty_days_away_and_never_before() -> None:
    assert WHY.deadline == date(2025, 1, 31)
    with pytest.raises(Refusal, match="deadline-before"):
        Commission("correcting-registers", "a law", date(2025, 1, 1), date(2024, 12, 31))
    with pytest.raises(ValueError, match="no purpose"):
        Commission("visiting-families", "a law", date(2025, 1, 1))


def test_this_room_reads_no_other_persons_file(tmp_path: Path) -> None:
    (tmp_path / "x.own.csv").write_text("encoded_number,row\n", "utf-8")
    from evenborn.comparison.own_numbers import read_own_list

    with pytest.raises(Refusal, match="not-an-own-list"):
        read_own_list(tmp_path / "x.own.csv")
