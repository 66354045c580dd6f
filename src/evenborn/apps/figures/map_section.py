"""The map of an area: how the interval of each area below it stands to the reference level."""

from evenborn.apps.figures.leading import Links
from evenborn.apps.figures.showing import led_of
from evenborn.apps.figures.smoothed import Mapped
from evenborn.presentation.charts.area_chart import MapChart, map_legend, shown_area
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_tables import compared_period, funnel_table, groups_table
from evenborn.presentation.words import say

__all__ = ["map_section"]


def map_section(
    report: RatioReport | None, mapped: Mapped, links: Links, source: str, language: Language
) -> list[Section]:
    """The map with its table; empty where no areas are compared.

    Parameters
    ----------
    report : RatioReport or None
        The areas below, held against each other, as the reader may see them.
    mapped : callable
        Gives the map of areas by their names.
    links : Links
    source : str
        In a sentence.
    language : {"en", "zh"}
    """
    if report is None:
        return []
    figures = _compared(report)
    if not figures:
        return []
    table = funnel_table(report, language) or groups_table(report, language)
    area_map = mapped([figure.area or "" for figure in figures])
    shown = tuple(
        shown_area(figure.area or "", figure.births or 0, _ratio(figure), report.reference, language)
        for figure in figures
    )
    described = say("figures.map.described", language, period=compared_period(report, language))
    drawn = len(area_map.lacking) < len(figures)
    return [
        Section(
            "map", say("figures.map.title", language, period=compared_period(report, language)), (described,),
            area_map_svg(MapChart(area_map, shown, described, language)) if drawn else None,
            map_legend(shown, report.reference, language) if drawn else (),
            (led_of(table, links, report, source, language),) if table else (),
            () if drawn else (say("figures.map.none", language),),
        )
    ]  # fmt: skip


def _compared(report: RatioReport) -> list[Figure]:
    if report.funnel is not None:
        return [point.figure for point in report.funnel.points]
    return [area.figure for area in report.ranking]


def _ratio(figure: Figure) -> tuple[float, float, float] | None:
    if figure.ratio is None or figure.lower is None or figure.upper is None:
        return None
    return figure.ratio, figure.lower, figure.upper
