"""Smoothed ratios as a workbook: areas, course, every area and period, the model."""

import io
from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook

from evenborn.presentation.numbers import Language
from evenborn.presentation.sheets import Formats, Place, write_lines, write_table
from evenborn.presentation.smoothed_tables import (
    areas_table,
    cells_table,
    course_table,
    parameters_table,
    smoothed_sentences,
)
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.presentation.workbook import CREATED

_FONTS: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}


def smoothed_workbook(report: SmoothedReport, language: Language) -> bytes:
    """Write smoothed ratios as a workbook; the same report gives the same bytes.

    Parameters
    ----------
    report : SmoothedReport
    language : {"en", "zh"}

    Returns
    -------
    bytes
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    title = say("smooth.document", language, source=report.source.name)
    book.set_properties({"title": title, "created": CREATED})
    formats = Formats(book, _FONTS[language])
    for name, lines, table in _sheets(report, language):
        if table is None:
            continue
        place = Place(book.add_worksheet(say(f"smooth.sheet.{name}", language)), formats, len(table.columns))
        write_lines(place, [title], formats.title)
        write_lines(place, lines, formats.words)
        write_table(place, table, main=True)
        place.sheet.set_landscape()
        place.sheet.set_paper(9)
        place.sheet.fit_to_pages(1, 0)
        place.sheet.hide_gridlines(2)
    book.close()
    return buffer.getvalue()


def _sheets(report: SmoothedReport, language: Language) -> list[tuple[str, Sequence[str], Table | None]]:
    return [
        ("summary", smoothed_sentences(report, language), areas_table(report, language)),
        ("course", (), course_table(report, language)),
        ("cells", (), cells_table(report, language)),
        ("parameters", (), parameters_table(report, language)),
    ]
