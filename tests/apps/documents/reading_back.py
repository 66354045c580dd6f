"""Documents read back, each by a program that did not write it: what every cell of every form shows."""

import io
import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

import docx
import openpyxl
import pypdfium2
from openpyxl.worksheet.worksheet import Worksheet

Matrix = list[list[str]]


class TableReader(HTMLParser):
    """Reads every table of a page into rows of cells, merged ones in each place that they cover."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self.row = -1
        self.places: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row += 1
        elif tag in {"td", "th"}:
            given = dict(attributes)
            cells = self.tables[-1]
            column = 0
            while (self.row, column) in cells:
                column += 1
            self.places = [
                (self.row + down, column + right)
                for down in range(int(given.get("rowspan") or 1))
                for right in range(int(given.get("colspan") or 1))
            ]
            cells.update(dict.fromkeys(self.places, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.places = []

    def handle_data(self, data: str) -> None:
        for place in self.places:
            self.tables[-1][place] += data


def page_tables(content: bytes) -> list[Matrix]:
    """Every table of an HTML document."""
    reader = TableReader()
    reader.feed(content.decode("utf-8"))
    found = []
    for cells in reader.tables:
        rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
        found.append([[cells[row, column] for column in range(columns)] for row in range(rows)])
    return found


def word_tables(content: bytes) -> list[Matrix]:
    """Every table of a Word document."""
    document = docx.Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def word_lines(content: bytes) -> list[str]:
    """Every paragraph outside tables."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs if paragraph.text]


def opened(content: bytes) -> Worksheet:
    """The worksheet of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def workbook_matrix(content: bytes) -> Matrix:
    """Every cell as a spreadsheet shows it, merged ones in each place that they cover."""
    sheet = opened(content)
    rows = [[shown(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        text = rows[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, merged.max_row):
            for column in range(merged.min_col - 1, merged.max_col):
                rows[row][column] = text
    return rows


def shown(value: object, number_format: str) -> str:
    """What a spreadsheet writes for a value under a number format, worked out in decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        pattern = number_format.replace("\\", "").replace('"', "")
        parts = {"yyyy": str(value.year), "mm": f"{value.month:02}", "dd": f"{value.day:02}"}
        parts |= {"m": str(value.month), "d": str(value.day)}
        return re.sub("yyyy|mm|dd|m|d", lambda found: parts[found[0]], pattern)
    if not isinstance(value, int | float):
        return str(value)
    percent = number_format.endswith("%")
    places = len(number_format.rstrip("%").partition(".")[2])
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}" + ("%" if percent else "")


def pdf_pages(content: bytes) -> list[str]:
    """The text of every page of a PDF, in the order of reading, without spaces."""
    document = pypdfium2.PdfDocument(content)
    return [squeezed(page.get_textpage().get_text_bounded()) for page in document]


def squeezed(text: str) -> str:
    """A text without spaces and ends of line: a page breaks lines where it must."""
    return re.sub(r"[\s\u00ad\ufffe\u0002]", "", text)


def within(part: Matrix, whole: Matrix) -> bool:
    """Whether the rows of a table stand in a worksheet, one below the other."""
    cut = [row[: len(part[0])] for row in whole]
    return any(cut[at : at + len(part)] == part for at in range(len(cut)))
