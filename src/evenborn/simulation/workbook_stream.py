"""A workbook written row by row in bounded memory, whole columns of cells at a time.

XlsxWriter writes one cell in about six microseconds; a register of 45,000 rows has 750,000 cells. Here the
cells of a batch are put together as columns of texts, which is about twenty times as fast. Only what a
register needs can be written: one sheet of texts, numbers and days, without formulas.
"""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.text_columns import Texts, either, joined, whole_numbers

CellKind = Literal["text", "number", "day"]
"""What the cells of a column are; a text that is no number, or no day, stays text."""

MOST_ROWS: Final = 1_000_000
"""Rows that one sheet may have; the format ends at 1,048,576."""

_NUMBER: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,14})?(E\+[0-9]{2})?$"
_EPOCH: Final = 25_569
"""Serial number of 1970-01-01 in a spreadsheet."""
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final[Mapping[str, str]] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/xl/{part}.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
            for part, kind in (
                ("workbook", ".".join(("sheet", "main"))),
                ("worksheets/sheet1", "worksheet"),
                ("styles", "styles"),
            )
        )
        + "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '</numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}


class WorkbookStream:
    """One sheet that grows.

    Parameters
    ----------
    path : pathlib.Path
        The file; the same rows give the same bytes.
    sheet : str
        Name of the sheet.
    kinds : sequence of CellKind
        Of each column.

    Raises
    ------
    ValueError
        When it grows over :data:`MOST_ROWS`.

    Examples
    --------
    >>> import tempfile
    >>> from openpyxl import load_workbook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.xlsx")
    ...     with WorkbookStream(path, "登记", ["text", "number", "day"]) as stream:
    ...         stream.write_row(["姓名", "体重", "日期"])
    ...         stream.write([pa.array(["李&梅"]), pa.array(["3250"]), pa.array(["2025-03-08"])])
    ...     [[cell.value for cell in row] for row in load_workbook(path).active][1]
    ['李&梅', 3250, datetime.datetime(2025, 3, 8, 0, 0)]
    """

    def __init__(self, path: Path, sheet: str, kinds: Sequence[CellKind]) -> None:
        self.rows = 0
        self._kinds = tuple(kinds)
        self._archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        workbook = (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{_escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        for name, content in {**_PARTS, "xl/workbook.xml": workbook}.items():
            with self._part(name) as part:
                part.write((_XML + content).encode("utf-8"))
        self._sheet = self._part("xl/worksheets/sheet1.xml")
        self._sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())

    def __enter__(self) -> "WorkbookStream":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()
        self._archive.close()

    def _part(self, name: str) -> IO[bytes]:
        entry = zipfile.ZipInfo(name, _TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return self._archive.open(entry, "w", force_zip64=name.endswith("sheet1.xml"))

    def write_row(self, texts: Sequence[str]) -> None:
        """One row of texts: a title, the header."""
        self._write([pa.array([text]) for text in texts], ["text"] * len(texts))

    def write(self, columns: Sequence[Texts]) -> None:
        """Rows as columns of texts, all of one length."""
        self._write(columns, self._kinds)

    def _write(self, columns: Sequence[Texts], kinds: Sequence[str]) -> None:
        count = len(columns[0])
        if self.rows + count > MOST_ROWS:
            raise ValueError(f"A workbook has at most {MOST_ROWS} rows.")
        numbers = whole_numbers(np.arange(self.rows + 1, self.rows + count + 1))
        cells = [
            _CELLS[kind](column, joined(f'<c r="{_letter(place)}', numbers))
            for place, (column, kind) in enumerate(zip(columns, kinds, strict=True))
        ]
        rows: Any = joined('<row r="', numbers, '">', *cells, "</row>")
        self._sheet.write("".join(rows.to_pylist()).encode("utf-8"))
        self.rows += count


def _letter(place: int) -> str:
    """Name of a column: A, B … Z, AA."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _text_cells(column: Texts, begun: Texts) -> Texts:
    escaped: Any = column
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        escaped = pc.replace_substring(escaped, character, entity)
    cells: Any = joined(begun, '" t="inlineStr"><is><t xml:space="preserve">', escaped, "</t></is></c>")
    found: Texts = cells.fill_null("")
    return found


def _number_cells(column: Texts, begun: Texts) -> Texts:
    numbers: Any = pc.match_substring_regex(column, _NUMBER)
    is_number = np.asarray(numbers.fill_null(False).to_numpy(zero_copy_only=False))
    return either(is_number, joined(begun, '"><v>', column, "</v></c>"), _text_cells(column, begun))


def _day_cells(column: Texts, begun: Texts) -> Texts:
    day: Any = pc.strptime(column, "%Y-%m-%d", unit="s", error_is_null=True)
    again: Any = pc.equal(day.cast(pa.date32()).cast(pa.string()), column)  # 30 February is no day
    is_day = np.asarray(again.fill_null(False).to_numpy(zero_copy_only=False))
    serial = day.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False) // 86_400 + _EPOCH
    days = joined(begun, '" s="1"><v>', whole_numbers(serial), "</v></c>")
    return either(is_day, days, _text_cells(column, begun))


_CELLS: Final = {"text": _text_cells, "number": _number_cells, "day": _day_cells}
