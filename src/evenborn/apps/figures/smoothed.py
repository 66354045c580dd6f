"""Smoothed ratios of the areas below one, and their births month by month: for the statistician's desk."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from evenborn.apps.figures.counted import Row, births_table
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.leading import Links, Time, TimeAt, led
from evenborn.presentation.monitored_page import monitored_sections
from evenborn.presentation.monitoring import MonitorRequest, monitored_report
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section
from evenborn.presentation.smoothed_page import smoothed_sections
from evenborn.presentation.smoothing import SmoothRequest, smoothed_report
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap
from evenborn.registers.period import Period
from evenborn.sexratio.cusum import Shift
from evenborn.sexratio.reference import REFERENCE_LEVEL

__all__ = ["Mapped", "monitored", "smoothed"]

Mapped = Callable[[Sequence[str]], AreaMap]
"""Gives the map of areas by their names."""

CONFIDENCE: Final = 0.95
FALSE_ALARM_YEARS: Final = 10.0
"""Mean years between two false alarms of all areas together."""


def smoothed(
    rows: Sequence[Row], names: Mapping[str, str], mapped: Mapped, links: Links, source: str,
    language: Language, *, of_years: bool, kept_as: tuple[Hashable, ...],
) -> list[Section]:  # fmt: skip
    """Sections about smoothed ratios by area and year.

    Parameters
    ----------
    rows : sequence of Row
        Births of the areas.
    names : mapping
        What they are called, by code.
    mapped : callable
    links : Links
    source : str
        Where the births come from, for use within a sentence.
    language : {"en", "zh"}
    of_years : bool
        Whether ``rows`` are of years.
    kept_as : tuple
        What the answer is kept under: whatever else it depends on.

    Raises
    ------
    Refusal
        Those of :func:`~evenborn.presentation.smoothing.smoothed_report`.
    """

    def make() -> list[Section]:
        table = births_table(rows, step="year", names=names, source=source, batches=0, of_years=of_years)
        request = SmoothRequest(("area", "year"), REFERENCE_LEVEL, CONFIDENCE, "ar1", 0, source)
        report = smoothed_report(table, request, mapped)
        periods, latest = report.periods, report.latest
        times: dict[str, TimeAt] = {
            "smoothed": lambda _row, _column: _within(periods, latest, latest),
            "course": lambda row, _column: _within(periods, row, row),
        }
        said = say("figures.source", language, name=source)
        return _led(smoothed_sections(report, language), links, times, said)

    return kept(("smoothed", language, source, *kept_as), make)


def monitored(
    rows: Sequence[Row], names: Mapping[str, str], mapped: Mapped, links: Links, source: str,
    language: Language, *, kept_as: tuple[Hashable, ...],
) -> list[Section]:  # fmt: skip
    """Sections about births month by month: where a shift to a higher ratio is seen, and since when.

    Parameters and errors are those of :func:`smoothed`; ``rows`` are of months.
    """

    def make() -> list[Section]:
        table = births_table(rows, step="month", names=names, source=source, batches=0)
        request = MonitorRequest(Shift(REFERENCE_LEVEL, 115.0), FALSE_ALARM_YEARS, CONFIDENCE, source)
        report = monitored_report(table, request, mapped)
        periods, found = report.months, report.monitored
        last = len(periods) - 1

        def of_alarm(row: int, column: str) -> Time | None:
            area = int(report.alarmed[row])
            first = found.start[area] if column.startswith("since-") else found.first_alarm[area] + 1
            return _within(periods, int(first), int(found.end[area]) if found.end[area] >= 0 else last)

        times: dict[str, TimeAt] = {
            "monitored": lambda _row, _column: _within(periods, 0, last), "alarms": of_alarm,
        }  # fmt: skip
        said = say("figures.source", language, name=source)
        return _led(monitored_sections(report, language), links, times, said)

    return kept(("monitored", language, source, *kept_as), make)


def _within(periods: Sequence[Period], first: int, last: int) -> Time | None:
    """From the first day of one period to the last day of another; None where there is none between them."""
    if not 0 <= first <= last < len(periods):
        return None
    return periods[first].start, periods[last].end


def _led(
    sections: Sequence[Section], links: Links, times: Mapping[str, TimeAt], source: str
) -> list[Section]:
    """Sections whose tables state the source as the office does, and lead to the counts behind them."""

    def leading(table: Table) -> Table:
        time_at = times.get(table.name)
        return led(table, links, time_at, source) if time_at else replace(table, source=source)

    return [replace(one, tables=tuple(leading(table) for table in one.tables)) for one in sections]
