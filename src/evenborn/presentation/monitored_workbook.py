"""Areas that were followed as a workbook: alarms, areas, every area and month."""

from collections.abc import Sequence

from evenborn.presentation.monitored_sentences import monitored_sentences
from evenborn.presentation.monitored_tables import alarms_table, areas_table, cells_table
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.presentation.workbook import Sheet, book_of


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
    title = say("monitor.document", language, source=report.source.name)
    sheets: list[Sheet] = [
        (say(f"monitor.sheet.{name}", language), lines, [table])
        for name, lines, table in _sheets(report, language)
    ]
    return book_of(title, sheets, language)


def _sheets(report: MonitoredReport, language: Language) -> list[tuple[str, Sequence[str], Table]]:
    alarms, sentences = alarms_table(report, language), monitored_sentences(report, language)
    areas = areas_table(report, language)
    first: list[tuple[str, Sequence[str], Table]] = (
        [("areas", sentences, areas)]
        if alarms is None
        else [("alarms", sentences, alarms), ("areas", (), areas)]
    )
    return [*first, ("cells", (), cells_table(report, language))]
