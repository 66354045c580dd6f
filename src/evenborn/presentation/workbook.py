"""The ratio report as a workbook: the numbers of the HTML, in cells that no spreadsheet can mistake."""

import io
from collections.abc import Sequence
from datetime import datetime
from os import PathLike
from typing import BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evenborn.presentation.findings import findings
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_notes import notes_table
from evenborn.presentation.report_sentences import funnel_sentences, groups_sentences, trend_sentences
from evenborn.presentation.report_tables import (
    figures_table,
    funnel_table,
    groups_table,
    headline_table,
    pooled_table,
    trend_table,
)
from evenborn.presentation.sheets import Formats, Place, write_lines, write_table
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say

CREATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook has no time zone
"""What a workbook says of its creation where nothing else is stated: the same for every run."""

FONTS: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}


def write_workbook(
    report: RatioReport,
    language: Language,
    destination: str | PathLike[str] | BinaryIO,
    *,
    created: datetime = CREATED,
) -> None:
    """Write a report as a workbook: summary, figures, trend, groups, funnel, notes.

    Numbers are numbers, rounded as they are shown; words are strings, never formulas or links,
    whatever they begin with; codes stay text. The same report and ``created`` give the same bytes.

    Parameters
    ----------
    report : RatioReport
    language : {"en", "zh"}
    destination : path or binary file
    created : datetime.datetime
        Written into the properties of the workbook.
    """
    title = say("report.document", language, source=report.source.name)
    sheets = [(say(key, language), lines, tables) for key, lines, tables in _sheets(report, language)]
    content = book_of(title, sheets, language, created=created)
    if isinstance(destination, str | PathLike):
        with open(destination, "wb") as stream:  # noqa: PTH123 -- a name or a path alike
            stream.write(content)
    else:
        destination.write(content)


def workbook_bytes(report: RatioReport, language: Language, *, created: datetime = CREATED) -> bytes:
    """Return the workbook of a report; see :func:`write_workbook`."""
    buffer = io.BytesIO()
    write_workbook(report, language, buffer, created=created)
    return buffer.getvalue()


Sheet = tuple[str, Sequence[str], Sequence[Table | None]]


def book_of(title: str, sheets: Sequence[Sheet], language: Language, *, created: datetime = CREATED) -> bytes:
    """Return a workbook of sheets, each with a name, sentences and tables.

    Parameters
    ----------
    title : str
        Stands over every sheet.
    sheets : sequence of (str, sequence of str, sequence of Table or None)
    language : {"en", "zh"}
    created : datetime.datetime
        Written into the properties of the workbook.
    """
    buffer = io.BytesIO()
    book = open_book(buffer, title, created)
    formats = Formats(book, FONTS[language])
    for name, lines, tables in sheets:
        _sheet(book.add_worksheet(name), title, lines, tables, formats, language)
    book.close()
    return buffer.getvalue()


def open_book(buffer: BinaryIO, title: str, created: datetime = CREATED) -> Workbook:
    """Return an empty workbook that takes no string for a formula, a link or a number; close it to write it.

    Parameters
    ----------
    buffer : binary file
    title : str
    created : datetime.datetime
        Written into the properties of the workbook, so that the same content gives the same bytes.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    book.set_properties({"title": title, "created": created})
    return book


def _sheets(report: RatioReport, language: Language) -> list[Sheet]:
    found = findings(report, language)
    summary = [found.verdict, *found.statements, say("cannot.title", language), *found.cannot]
    trend = trend_sentences(report, language)[:1] if report.trend else ()
    groups, funnel = groups_sentences(report, language), funnel_sentences(report, language)
    return [
        ("sheet.summary", summary, [headline_table(report, language)]),
        ("sheet.figures", (), [figures_table(report, language)]),
        ("sheet.trend", trend, [trend_table(report, language), pooled_table(report, language)]),
        ("sheet.groups", [paragraph(groups, language)], [groups_table(report, language)]),
        ("sheet.funnel", [paragraph(funnel, language)], [funnel_table(report, language)]),
        ("sheet.notes", (), [notes_table(report, language)]),
    ]


def _sheet(
    sheet: Worksheet,
    title: str,
    lines: Sequence[str],
    tables: Sequence[Table | None],
    formats: Formats,
    language: Language,
) -> None:
    shown = [table.printed() for table in tables if table is not None]
    widest = max((len(table.columns) for table in shown), default=8)
    place = Place(sheet, formats, widest)
    write_lines(place, [title], formats.title)
    write_lines(place, lines if shown else [say("sheet.empty", language)], formats.words)
    for number, table in enumerate(shown):
        write_table(place, table, main=number == 0)
    set_for_print(sheet, title)


def set_for_print(sheet: Worksheet, title: str) -> None:
    """Set a worksheet for A4 landscape, one page wide, with its title and page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L" + title.replace("&", "&&")[:120] + "&R&P / &N")
    sheet.hide_gridlines(2)
