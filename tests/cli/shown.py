"""What a report shows, read back: rows of its HTML tables and of its worksheets, as a person sees them."""

from html.parser import HTMLParser
from pathlib import Path

import openpyxl

Rows = list[list[str]]


class _Tables(HTMLParser):
    """Texts of the cells of every table, by the name of the table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, Rows] = {}
        self._rows: Rows | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = self.tables.setdefault(dict(attrs).get("class") or "", [])
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows is not None and self._cell is not None:
            self._rows[-1].append("".join(self._cell).strip())
            self._cell = None
        elif tag == "table":
            self._rows = None


def html_tables(path: Path) -> dict[str, Rows]:
    """Rows of every table of a report, by the table's name (``figures``, ``trend`` …)."""
    reader = _Tables()
    reader.feed(path.read_text("utf-8"))
    return reader.tables


def worksheets(path: Path) -> dict[str, Rows]:
    """Rows of every worksheet as they are displayed, by the name of the sheet."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            [_displayed(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()
        ]
        for sheet in book.worksheets
    }


def _displayed(value: object, number_format: str) -> str:
    if isinstance(value, int | float):
        _, point, decimals = number_format.partition(".")
        places = len(decimals) if point else 0
        return f"{value:,.{places}f}" if "," in number_format else f"{value:.{places}f}"
    return "" if value is None else str(value)


def columns_named(rows: Rows, *names: str) -> list[list[str]]:
    """Cells below each heading of that name, wherever a table with it stands in the rows."""
    found = []
    for at, row in enumerate(rows):
        places = [place for place, cell in enumerate(row) if cell in names]
        for place in places:
            below = []
            for later in rows[at + 1 :]:
                if not any(later):
                    break
                if place < len(later):  # else the second row of a heading
                    below.append(later[place])
            found.append(below)
    return found
