"""Smoothed ratios of the areas below one, and their births month by month: for the statistician's desk."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from evenborn.apps.figures.counted import Row, births_table
from evenborn.apps.figures.kept import kept
from evenborn.presentation.monitored_page import monitored_sections
from evenborn.presentation.monitoring import MonitorRequest, monitored_report
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section
from evenborn.presentation.smoothed_page import smoothed_sections
from evenborn.presentation.smoothing import SmoothRequest, smoothed_report
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap
from evenborn.sexratio.cusum import Shift
from evenborn.sexratio.reference import REFERENCE_LEVEL

__all__ = ["Mapped", "monitored", "smoothed"]

Mapped = Callable[[Sequence[str]], AreaMap]
"""Gives the map of areas by their names."""

CONFIDENCE: Final = 0.95
FALSE_ALARM_YEARS: Final = 10.0
"""Mean years between two false alarms of all areas together."""


def smoothed(
    rows: Sequence[Row], names: Mapping[str, str], mapped: Mapped, source: str, language: Language, *,
    of_years: bool, kept_as: tuple[Hashable, ...],
) -> list[Section]:  # fmt: skip
    """Sections about smoothed ratios by area and year.

    Parameters
    ----------
    rows : sequence of Row
        Births of the areas.
    names : mapping
        What they are called, by code.
    mapped : callable
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
        return _sourced(smoothed_sections(report, language), language, source)

    return kept(("smoothed", language, source, *kept_as), make)


def monitored(
    rows: Sequence[Row], names: Mapping[str, str], mapped: Mapped, source: str, language: Language, *,
    kept_as: tuple[Hashable, ...],
) -> list[Section]:  # fmt: skip
    """Sections about births month by month: where a shift to a higher ratio is seen, and since when.

    Parameters and errors are those of :func:`smoothed`; ``rows`` are of months.
    """

    def make() -> list[Section]:
        table = births_table(rows, step="month", names=names, source=source, batches=0)
        request = MonitorRequest(Shift(REFERENCE_LEVEL, 115.0), FALSE_ALARM_YEARS, CONFIDENCE, source)
        report = monitored_report(table, request, mapped)
        return _sourced(monitored_sections(report, language), language, source)

    return kept(("monitored", language, source, *kept_as), make)


def _sourced(sections: Sequence[Section], language: Language, source: str) -> list[Section]:
    said = say("figures.source", language, name=source)
    return [
        replace(one, tables=tuple(replace(table, source=said) for table in one.tables)) for one in sections
    ]
