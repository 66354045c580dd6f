"""Files of births with one fault each, and what a person has to be told about it."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import openpyxl

Rows = Sequence[Sequence[object]]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BEST_PACKED = 40_000_000  # blanks that pack to a thousandth


@dataclass(frozen=True)
class BadFile:
    """A file that is refused.

    ``said`` must stand in the sentence of either language; ``remedy`` in English and in Chinese.
    """

    name: str
    content: bytes
    code: str
    said: tuple[str, ...]
    remedy: tuple[str, str]
    facts: dict[str, str | int] = field(default_factory=dict)


def bad_files() -> list[BadFile]:
    """All of them."""
    return [*_with_a_bad_cell(), *_of_text(), *_of_workbooks()]


HEADER = "年份,地区,男,女\n2010,甘州区,5,4\n"


def _with_a_bad_cell() -> list[BadFile]:
    def bad(name: str, code: str, column: str, value: str, remedy: tuple[str, str]) -> BadFile:
        male, female = (value, "4") if column == "男" else ("5", value)
        content = f"{HEADER}2011,甘州区,{male},{female}\n".encode()
        facts: dict[str, str | int] = {"row": 3, "column": column, "value": value}
        return BadFile(name, content, code, ("3", column, value), remedy, facts)

    return [
        bad("negative.csv", "negative-count", "男", "-5", ("correct the cell", "请更正该单元格")),
        bad("fraction.csv", "fractional-count", "女", "4.5", ("write the count", "请填写实际出生人数")),
        bad("text.csv", "text-count", "男", "many", ("Write the count in digits", "请用数字填写")),
        BadFile(
            "sex.csv",
            b"year,sex\n2010,M\n2010,X7\n",
            "unknown-sex",
            ("3", "sex", "X7"),
            ("Use 1 or male", "请用 1 或男"),
            {"row": 3, "column": "sex", "value": "X7"},
        ),
    ]


def _of_text() -> list[BadFile]:
    offset = len(HEADER.encode()) + len("2011,")
    return [
        BadFile("empty.csv", b"", "empty-file", (), ("Export the table again", "请重新导出")),
        BadFile(
            "no-sex.csv",
            b"year,area,remarks\n2010,A,5\n",
            "missing-sex-column",
            ("1", "year, area, remarks"),
            ("Name one column", "请设“性别”列"),
            {"row": 1},
        ),
        BadFile(
            "damaged.csv",
            HEADER.encode() + b"2011,\xff\xfe,5,4\n",
            "wrong-encoding",
            ("3", "UTF-8", str(offset)),
            ("Save the file as UTF-8", "另存为 UTF-8"),
            {"row": 3, "offset": offset},
        ),
        BadFile(
            "twice.csv",
            f"{HEADER}2011,甘州区,5,4\n2010,甘州区,7,6\n".encode(),
            "duplicate-rows",
            ("2", "4", "甘州区", "2010"),
            ("Keep one of them", "请只保留一行"),
            {"row": 2, "other_row": 4},
        ),
    ]


def _of_workbooks() -> list[BadFile]:
    rows: Rows = [["year", "male", "female"], [2010, 5, 4]]
    merged = _workbook([["births of the year", None, "female"], *rows], "A1:B1")
    password = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    again = ("Open it in Excel", "请用 Excel 打开")
    copy = ("Copy the cells into a new workbook", "复制到新的工作簿")
    return [
        BadFile(
            "renamed.xlsx", OLE + "Workbook".encode("utf-16-le") + bytes(512), "old-excel", (".xls",), again
        ),
        BadFile("locked.xlsx", password, "password-protected", (), ("remove the password", "取消密码")),
        BadFile("merged.xlsx", merged, "merged-header", ("A1:B1", "Sheet1"), ("Unmerge them", "请取消合并")),
        BadFile("bomb.xlsx", _blown_up(_workbook(rows)), "zip-bomb", (), copy),
    ]


def _workbook(rows: Rows, merged: str | None = None) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    book.save(packed)
    return packed.getvalue()


def _blown_up(workbook: bytes) -> bytes:
    blown = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(blown, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            more = b" " * BEST_PACKED if name == "xl/worksheets/sheet1.xml" else b""
            new.writestr(name, old.read(name) + more)
    return blown.getvalue()
