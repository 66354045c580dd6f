"""The workbook is one that other programs read, with the cells that were meant."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from evenborn.simulation import workbook_stream
from evenborn.simulation.workbook_stream import CellKind, WorkbookStream

KINDS: list[CellKind] = ["text", "number", "day"]


def write(path: Path, *columns: list[str | None]) -> Path:
    with WorkbookStream(path, "登记 & 簿", KINDS) as stream:
        stream.write_row(["姓名", "体重", "日期"])
        stream.write([pa.array(column, pa.string()) for column in columns])
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.title == "登记 & 簿"
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_texts_stay_texts_whatever_they_hold(tmp_path: Path) -> None:
    texts = ["<李&梅>", None, " a ", "=1+1", "0012", '𬎆·"x"']
    found = rows(write(tmp_path / "a.xlsx", texts, [None] * 6, [None] * 6))
    assert [row[0] for row in found] == texts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3250", 3250),
        ("3.25", 3.25),
        ("6.29901199003074E+17", 6.29901199003074e17),
        ("629901199003074225", "629901199003074225"),
        ("３２５０", "３２５０"),
        ("3250克", "3250克"),
    ],
)
def test_numbers(tmp_path: Path, text: str, value: object) -> None:
    assert rows(write(tmp_path / "a.xlsx", ["x"], [text], [None]))[0][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-03-08", datetime(2025, 3, 8)),  # noqa: DTZ001 -- a cell has no time zone
        ("2024-02-29", datetime(2024, 2, 29)),  # noqa: DTZ001 -- as above
        ("2025-02-30", "2025-02-30"),
        ("不详", "不详"),
    ],
)
def test_days(tmp_path: Path, text: str, value: object) -> None:
    assert rows(write(tmp_path / "a.xlsx", ["x"], [None], [text]))[0][2] == value


def test_another_reader_agrees_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    columns = (["李梅", "王强"], ["3250", None], ["2025-03-08", "2025-03-09"])
    first, second = (write(tmp_path / name, *columns) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()
    found = CalamineWorkbook.from_path(first).get_sheet_by_index(0).to_python()
    assert found[1][:2] == ["李梅", 3250.0]
    assert str(found[2][2]) == "2025-03-09"
    with zipfile.ZipFile(first) as parts:
        assert parts.testzip() is None


def test_many_columns_have_names_of_two_letters(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with WorkbookStream(path, "a", ["text"] * 30) as stream:
        stream.write_row([str(number) for number in range(30)])
        stream.write([pa.array([str(number)]) for number in range(30)])
    found = openpyxl.load_workbook(path).worksheets[0]
    assert (found["AD2"].value, found["Z2"].value, found["AA1"].value) == ("29", "25", "26")


def test_a_sheet_that_grows_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_stream, "MOST_ROWS", 2)
    with WorkbookStream(tmp_path / "a.xlsx", "a", ["text"]) as stream:
        stream.write_row(["x"])
        with pytest.raises(ValueError, match="at most 2 rows"):
            stream.write([pa.array(["1", "2"])])
