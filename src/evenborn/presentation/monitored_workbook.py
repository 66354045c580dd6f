"""Areas that were followed as a workbook: alarms, areas, every area and month."""

import io
from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook

from evenborn.presentation.monitored_sentences import monitored_sentences
from evenborn.presentation.monitored_tables import alarms_table, areas_table, cells_table
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.sheets import Formats, Place, write_lines, write_table
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.presentation.workbook import CREATED

_FONTS: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}


def monitored_workbook(report: MonitoredReport, language: Language) -> bytes:
    """Write what was found as a workbook; the same report gives the same bytes.

    Parameters
    ----------
    report : MonitoredReport
    language : {"en", "zh"}

    Returns
    -------
    bytes
    """
    buffer = io.BytesIO()
    as_they_are = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = Workbook(buffer, {"in_memory": True, **dict.fromkeys(as_they_are, False)})
    title = say("monitor.document", language, source=report.source.name)
    book.set_properties({"title": title, "created": CREATED})
    formats = Formats(book, _FONTS[language])
    for name, lines, table in _sheets(report, language):
        place = Place(book.add_worksheet(say(f"monitor.sheet.{name}", language)), formats, len(table.columns))
        write_lines(place, [title], formats.title)
        write_lines(place, lines, formats.words)
        write_table(place, table, main=True)
        place.sheet.set_landscape()
        place.sheet.set_paper(9)
        place.sheet.fit_to_pages(1, 0)
        place.sheet.hide_gridlines(2)
    book.close()
    return buffer.getvalue()


def _sheets(report: MonitoredReport, language: Language) -> list[tuple[str, Sequence[str], Table]]:
    alarms, sentences = alarms_table(report, language), monitored_sentences(report, language)
    areas = areas_table(report, language)
    first: list[tuple[str, Sequence[str], Table]] = (
        [("areas", sentences, areas)]
        if alarms is None
        else [("alarms", sentences, alarms), ("areas", (), areas)]
    )
    return [*first, ("cells", (), cells_table(report, language))]
