"""Smoothed ratios as a workbook: areas, course, every area and period, the model."""

from collections.abc import Sequence

from evenborn.presentation.numbers import Language
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
from evenborn.presentation.workbook import Sheet, book_of


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
    title = say("smooth.document", language, source=report.source.name)
    sheets: list[Sheet] = [
        (say(f"smooth.sheet.{name}", language), lines, [table])
        for name, lines, table in _sheets(report, language)
        if table is not None
    ]
    return book_of(title, sheets, language)


def _sheets(report: SmoothedReport, language: Language) -> list[tuple[str, Sequence[str], Table | None]]:
    return [
        ("summary", smoothed_sentences(report, language), areas_table(report, language)),
        ("course", (), course_table(report, language)),
        ("cells", (), cells_table(report, language)),
        ("parameters", (), parameters_table(report, language)),
    ]
