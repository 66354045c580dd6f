from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from evenborn.registers.births import BirthsTable

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Workbook = Callable[..., Path]

HEADER = ["地区", "年份", "男", "女"]
ROWS = [HEADER, ["甘州区", 2011, 5, 4], ["民乐县", 2011, 3, 2]]


def test_a_statistical_table_as_offices_send_it(workbook: Workbook, read: Read) -> None:
    rows = [
        ["2011年张掖市出生人口性别统计表"],
        [],
        ["地  区", "年份", "男（人）", "女\n（人）", "性别不明"],
        ["甘州区", "2011年", "１，２３４", 1100.0, 0],
        ["", None, None, None, None],
        ["民乐县", 2011.0, 0, " 5 ", 1],
        ["合　计", 2011, 1234, 1105, 1],
    ]
    table = read(workbook(rows, merged=["A1:E1"]))
    assert table.cells.select(["area", "period_label", "male", "female", "unclear"]).to_pylist() == [
        {"area": "民乐县", "period_label": "2011", "male": 0, "female": 5, "unclear": 1},
        {"area": "甘州区", "period_label": "2011", "male": 1234, "female": 1100, "unclear": 0},
    ]
    assert (table.rows, table.skipped_totals, table.sheet, table.format) == (3, 1, "Sheet1", "xlsx")
    assert table.headers["female"] == "女 （人）"


def test_dates_are_dates(workbook: Workbook, read: Read) -> None:
    rows = [
        ["性别", "出生日期"],
        ["男", date(2011, 9, 17)],
        ["女", datetime.fromisoformat("2011-10-01 03:04:05")],
        [1, "2011/9/18"],
    ]
    table = read(workbook(rows), year_kind="statistical")
    assert table.cells["period_label"].to_pylist() == ["2011", "2012"]
    assert table.observed["2011"].months == 1


def test_a_table_that_does_not_start_in_the_corner(tmp_path: Path, read: Read, refused: Refused) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, values in enumerate(ROWS, start=4):
        for column, value in enumerate(values, start=3):
            sheet.cell(row, column, value)
    book.save(tmp_path / "births.xlsx")
    assert read(tmp_path / "births.xlsx").cells["male"].to_pylist() == [3, 5]
    sheet["E6"] = "x"
    book.save(tmp_path / "births.xlsx")
    code, facts = refused(tmp_path / "births.xlsx")
    assert (code, facts["row"], facts["column"]) == ("text-count", 6, "男")


@pytest.mark.parametrize(
    ("merged", "code", "cells"),
    [
        (["A1:A2"], "merged-header", "A1:A2"),
        (["C1:D1"], "merged-header", "C1:D1"),
        (["A2:A3"], "merged-cells", "A2:A3"),
    ],
)
def test_merged_cells_are_named(
    workbook: Workbook, refused: Refused, merged: list[str], code: str, cells: str
) -> None:
    rows = [[*HEADER, "x"], *ROWS[1:]]
    found, facts = refused(workbook(rows, merged), columns={"female": "男"} if merged == ["C1:D1"] else {})
    assert (found, facts["range"]) == (code, cells)


def test_a_header_of_two_merged_rows(workbook: Workbook, refused: Refused) -> None:
    rows = [["地区", "年份", "出生数", None], [None, None, "男", "女"], ["甘州区", 2011, 5, 4]]
    code, facts = refused(workbook(rows, ["A1:A2", "B1:B2", "C1:D1"]))
    assert code == "merged-header"
    assert facts["range"] in {"A1:A2", "B1:B2", "C1:D1"}


def test_cached_values_of_formulas_are_read_and_failed_ones_refused(
    tmp_path: Path, read: Read, refused: Refused
) -> None:
    def saved(result: str | int, order: str | int) -> Path:
        book = xlsxwriter.Workbook(tmp_path / "births.xlsx")
        sheet = book.add_worksheet("Other & first")
        sheet = book.add_worksheet("Births & more")
        sheet.write_row(0, 0, [*HEADER, "孩次"])
        sheet.write_row(1, 0, ["甘州区", 2011, 5])
        sheet.write_formula(1, 3, "=2+2", None, result)
        sheet.write_formula(1, 4, "=IF(1<2,NA(),1)", None, order)
        book.close()
        return tmp_path / "births.xlsx"

    assert read(saved(4, 1)).cells["female"].to_pylist() == [4]
    code, facts = refused(saved("#N/A", 1))
    assert (code, facts["row"], facts["column"], facts["value"]) == ("error-cell", 2, "女", "#N/A")
    assert refused(saved(4, "#DIV/0!"))[0] == "unknown-order"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (-3, "negative-count"),
        (12.5, "fractional-count"),
        ("n/a", "text-count"),
        (None, "blank-count"),
        (1e17, "count-too-large"),
    ],
)
def test_bad_counts_are_named(workbook: Workbook, refused: Refused, cell: object, code: str) -> None:
    found, facts = refused(workbook([*ROWS, ["山丹县", 2011, 1, cell]]))
    assert (found, facts["row"], facts["column"]) == (code, 4, "女")


def test_which_sheet(workbook: Workbook, read: Read, refused: Refused) -> None:
    notes = [["说明"], ["数据来源"]]
    assert read(workbook({"说明": notes, "空": [], "数据": ROWS})).sheet == "数据"
    both = workbook({"2011": ROWS, "2012": ROWS[:2]})
    assert refused(both) == ("several-sheets", {"file": "births.xlsx", "sheets": "2011, 2012"})
    assert read(both, sheet="2012").rows == 1
    assert refused(both, sheet="2013")[0] == "no-such-sheet"
    assert refused(workbook({"a": [], "b": []}))[0] == "empty-file"
    assert refused(workbook({"a": notes}))[0] == "missing-sex-column"
    assert refused(workbook([HEADER]))[0] == "no-rows"


def test_a_hidden_sheet_is_read_only_when_it_is_named(workbook: Workbook, read: Read) -> None:
    path = workbook({"shown": ROWS, "hidden": ROWS[:2]})
    book = openpyxl.load_workbook(path)
    book["hidden"].sheet_state = "hidden"
    book.save(path)
    assert read(path).sheet == "shown"
    assert read(path, sheet="hidden").rows == 1


def _compound_file(*names: str) -> bytes:
    """A minimal OLE2 compound file: header, one sector of allocation table, one of directory."""
    free, end = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48], header[48:52] = (1).to_bytes(4, "little"), (1).to_bytes(4, "little")
    header[56:60], header[60:64], header[68:72] = (4096).to_bytes(4, "little"), end, end
    header[76:80], header[80:] = bytes(4), free * 108
    directory = b""
    for place, name in enumerate(("Root Entry", *names)):
        entry = bytearray(128)
        text = name.encode("utf-16-le")
        entry[: len(text)], entry[64:66] = text, (len(text) + 2).to_bytes(2, "little")
        entry[66], entry[68:80] = (2 if place else 5), free * 3
        directory += entry
    return bytes(header) + b"\xfd\xff\xff\xff" + end + free * 126 + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "password-protected"),
        (("Workbook",), "old-excel"),
        (("Book",), "old-excel"),
    ],
)
def test_compound_files_under_a_new_name(
    tmp_path: Path, refused: Refused, streams: tuple[str, ...], code: str
) -> None:
    path = tmp_path / "births.xlsx"
    path.write_bytes(_compound_file(*streams))
    assert refused(path)[0] == code
