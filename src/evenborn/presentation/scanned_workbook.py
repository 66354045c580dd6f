"""Clusters as a workbook: the clusters, and every area of each."""

import io
from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook

from evenborn.presentation.numbers import Language
from evenborn.presentation.scanned_tables import (
    clusters_table,
    members_table,
    scanned_sentences,
)
from evenborn.presentation.scanning import ScannedReport
from evenborn.presentation.sheets import Formats, Place, write_lines, write_table
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.presentation.workbook import CREATED

_FONTS: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}


def scanned_workbook(report: ScannedReport, language: Language) -> bytes:
    """Write clusters as a workbook; the same report gives the same bytes.

    Parameters
    ----------
    report : ScannedReport
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
    title = say("scan.document", language, source=report.source.name)
    book.set_properties({"title": title, "created": CREATED})
    formats = Formats(book, _FONTS[language])
    for name, lines, table in _sheets(report, language):
        if table is None:
            continue
        place = Place(book.add_worksheet(say(f"scan.sheet.{name}", language)), formats, len(table.columns))
        write_lines(place, [title], formats.title)
        write_lines(place, lines, formats.words)
        write_table(place, table, main=True)
        place.sheet.set_landscape()
        place.sheet.set_paper(9)
        place.sheet.fit_to_pages(1, 0)
        place.sheet.hide_gridlines(2)
    book.close()
    return buffer.getvalue()


def _sheets(report: ScannedReport, language: Language) -> list[tuple[str, Sequence[str], Table | None]]:
    clusters = members_table(report, report.clusters, language) if report.clusters else None
    return [
        ("clusters", scanned_sentences(report, language), clusters_table(report, language)),
        ("members", (), clusters),
    ]
