"""The workbook: the numbers of the HTML, cells that are safe, bytes that do not change."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from evenborn.presentation import report_tables
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.tables import Table
from evenborn.presentation.workbook import workbook_bytes, write_workbook
from presentation import reports

TABLES: list[tuple[str, Callable[[RatioReport, Language], Table | None]]] = [
    ("Summary", report_tables.headline_table),
    ("Figures", report_tables.figures_table),
    ("Trend", report_tables.trend_table),
    ("Trend", report_tables.pooled_table),
    ("Groups", report_tables.groups_table),
    ("Funnel", report_tables.funnel_table),
]


def opened(report: RatioReport, language: Language = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(report, language)))


def shown(sheet: Worksheet) -> list[list[str]]:
    """Write each row of a sheet as a spreadsheet shows it."""
    return [[written(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]


def written(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, int | float):
        return str(value)
    places = len(number_format.partition(".")[2])
    return f"{value:,.{places}f}" if number_format.startswith("#") else f"{value:.{places}f}"


@pytest.mark.parametrize(
    "make", [reports.london, reports.townships, reports.no_girls, reports.published, reports.hostile]
)
def test_a_workbook_shows_what_the_tables_say(make: Callable[[], RatioReport]) -> None:
    report = make()
    book = opened(report)
    for name, table_of in TABLES:
        table = table_of(report, "en")
        if table is None:
            continue
        rows = [row[: len(table.printed().columns)] for row in shown(book[name])]
        expected = [[cell.text for cell in row] for row in table.printed().rows]
        first = rows.index(expected[0])
        assert rows[first : first + len(expected)] == expected


def test_counts_and_ratios_are_numbers() -> None:
    sheet = opened(reports.townships())["Figures"]
    kinds = {
        cell.data_type for row in sheet.iter_rows(min_row=6, max_row=20, min_col=3, max_col=9) for cell in row
    }
    assert kinds == {"n"}


def test_what_looks_like_a_formula_is_text() -> None:
    book = opened(reports.hostile())
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    found = {str(cell.value): cell for cell in cells}
    for text in ("=1+1", "@SUM(A1)", "+86", "-2"):
        assert found[text].data_type == "s"
        assert found[text].quotePrefix
    assert found["620702001003000001"].data_type == "s"
    assert not [text for text in found if "\x1b" in text or "\u2028" in text]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Summary", "Figures", "Trend", "Groups", "Funnel", "Notes"]),
        ("zh", ["概要", "全部数据", "趋势", "分组", "漏斗图", "说明"]),
    ],
)
def test_sheets_are_named_in_the_language(language: Language, names: list[str]) -> None:
    assert opened(reports.london(), language).sheetnames == names


def test_sheets_are_ready_to_read_and_print() -> None:
    book = opened(reports.townships())
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
    assert book["Figures"].freeze_panes == "C6"
    assert book["Figures"].print_title_rows == "$4:$5"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(language: Language) -> None:
    report = reports.townships()
    assert workbook_bytes(report, language) == workbook_bytes(report, language)


def test_the_day_of_creation_is_the_one_that_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_workbook(reports.no_girls(), "en", path, created=datetime(2011, 9, 17))  # noqa: DTZ001 -- as the property
    assert openpyxl.load_workbook(path).properties.created == datetime(2011, 9, 17)  # noqa: DTZ001
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_notes_name_the_source_and_its_hash() -> None:
    statements = [row[1] for row in opened(reports.london())["Notes"].iter_rows(values_only=True)]
    assert reports.SHA in statements
    assert any("london_christenings.csv" in str(statement) for statement in statements)
