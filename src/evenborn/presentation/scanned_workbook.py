"""Clusters as a workbook: the clusters, and every area of each."""

from collections.abc import Sequence

from evenborn.presentation.numbers import Language
from evenborn.presentation.scanned_tables import (
    clusters_table,
    members_table,
    scanned_sentences,
)
from evenborn.presentation.scanning import ScannedReport
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.presentation.workbook import Sheet, book_of


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
    title = say("scan.document", language, source=report.source.name)
    sheets: list[Sheet] = [
        (say(f"scan.sheet.{name}", language), lines, [table])
        for name, lines, table in _sheets(report, language)
        if table is not None
    ]
    return book_of(title, sheets, language)


def _sheets(report: ScannedReport, language: Language) -> list[tuple[str, Sequence[str], Table | None]]:
    clusters = members_table(report, report.clusters, language) if report.clusters else None
    return [
        ("clusters", scanned_sentences(report, language), clusters_table(report, language)),
        ("members", (), clusters),
    ]
