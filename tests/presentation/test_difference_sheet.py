"""A sheet of differences: whatever an owner replies is read back, in either language."""

import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.differences import KINDS, REPLIES
from evenborn.presentation import difference_sheet
from evenborn.presentation.difference_reading import read_difference_sheet
from evenborn.presentation.difference_sheet import KEPT, write_difference_sheet
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.registers.refusal import Refusal

WHY = Commission("correcting-registers", "Statistics Law", date(2025, 1, 1))
TOLD = DifferenceList(
    "20250101-ab", "household", "cd", False, WHY, date(2024, 1, 1), date(2024, 12, 1), 99, 7, 2,
    (Listed("HJ1", 2, "only-here"), Listed("HJ2", 3, "sex-differs", "corrected"),
     Listed(None, 4, "day-differs")),
)  # fmt: skip

NUMBERS = st.text(
    st.sampled_from(string.ascii_letters + string.digits + "=+-@'<&#,中"), min_size=1, max_size=20
)
ROWS = st.lists(
    st.builds(
        Listed, NUMBERS, st.integers(2, 10**6), st.sampled_from(KINDS), st.sampled_from([*REPLIES, ""])
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from(LANGUAGES), st.booleans())
def test_a_sheet_is_read_as_it_was_written(
    tmp_path: Path, rows: list[Listed], language: Language, with_own: bool
) -> None:
    written = [replace(one, own=f"own {one.row}") if with_own else one for one in rows]
    told = replace(TOLD, rows=tuple(written), with_own=with_own, encoded=with_own)
    write_difference_sheet(tmp_path / "sheet.xlsx", told, language)
    assert read_difference_sheet(tmp_path / "sheet.xlsx") == (told, language)


def test_a_long_list_stands_in_several_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference_sheet, "ROWS_OF_SHEET", 2)
    told = replace(TOLD, rows=tuple(Listed(str(n), n, "only-here") for n in range(2, 7)))
    write_difference_sheet(tmp_path / "sheet.xlsx", told, "zh")
    assert openpyxl.load_workbook(tmp_path / "sheet.xlsx").sheetnames == [
        "说明",
        "记录",
        "记录 2",
        "记录 3",
        KEPT,
    ]
    assert read_difference_sheet(tmp_path / "sheet.xlsx")[0] == told


def changed(path: Path, sheet: int, row: int, column: int, value: object) -> Path:
    book = openpyxl.load_workbook(path)
    book.worksheets[sheet].cell(row, column).value = value  # type: ignore[union-attr,assignment]
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code"),
    [
        (1, 2, 4, "lives at number 5", "unknown-reply"),
        (1, 3, 3, "something else", "unknown-kind"),
        (1, 2, 2, "first", "unknown-row"),
        (2, 1, 2, "9", "newer-sheet"),
        (2, 1, 1, "other", "no-difference-sheet"),
        (2, 3, 2, "device2", "no-difference-sheet"),
        (2, 10, 2, "soon", "no-difference-sheet"),
    ],
)
def test_what_was_changed_is_told(
    sheet: int, row: int, column: int, value: str, code: str, tmp_path: Path
) -> None:
    write_difference_sheet(tmp_path / "sheet.xlsx", TOLD, "en")
    with pytest.raises(Refusal, match=code):
        read_difference_sheet(changed(tmp_path / "sheet.xlsx", sheet, row, column, value))


def test_replies_are_read_in_either_language_and_any_case(tmp_path: Path) -> None:
    write_difference_sheet(tmp_path / "sheet.xlsx", TOLD, "en")
    changed(tmp_path / "sheet.xlsx", 1, 2, 4, "核实无误")
    changed(tmp_path / "sheet.xlsx", 1, 4, 4, " Right as it Stands ")
    replies = [one.reply for one in read_difference_sheet(tmp_path / "sheet.xlsx")[0].rows]
    assert replies == ["confirmed", "corrected", "confirmed"]
