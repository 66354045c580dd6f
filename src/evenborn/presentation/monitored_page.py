"""Areas that were followed as one HTML file: alarms, their course, every area; no network and no script."""

import numpy as np

from evenborn.presentation import dates
from evenborn.presentation.charts.area_chart import MapChart, Ring, map_legend, shown_area
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.charts.cusum_svg import AlarmChart, cusum_svg
from evenborn.presentation.legends import Legend
from evenborn.presentation.monitored_sentences import area_name, monitored_sentences, shown_ratio
from evenborn.presentation.monitored_tables import alarms_table, areas_table
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.words import say
from evenborn.registers.area_map import AreaMap
from evenborn.sexratio.ratio import sex_ratio

_MOST_DRAWN = 20
_A_YEAR = 12


def monitored_page(report: MonitoredReport, language: Language) -> str:
    """Write what was found as one HTML document.

    Parameters
    ----------
    report : MonitoredReport
    language : {"en", "zh"}

    Returns
    -------
    str
        The same report gives the same characters.
    """
    heading = say("monitor.heading", language)
    return render_page(heading, report.source.name, monitored_sections(report, language), language)


def monitored_sections(report: MonitoredReport, language: Language) -> list[Section]:
    """The sections of such a page: findings, map, courses with their alarms, areas."""
    first, *rest = monitored_sentences(report, language)
    alarms = alarms_table(report, language)
    return [
        Section("findings", _title("findings", language), sentences=(first,), points=tuple(rest)),
        *([_map(report, language)] if _can_be_drawn(report.area_map) else []),
        *([_alarms(report, language)] if alarms else []),
        *([Section("alarms", _title("alarms", language), tables=(alarms,))] if alarms else []),
        Section("areas", _title("areas", language), tables=(areas_table(report, language),)),
    ]


def _title(name: str, language: Language) -> str:
    return say(f"monitor.section.{name}", language)


def _can_be_drawn(area_map: AreaMap | None) -> bool:
    return area_map is not None and bool(np.isfinite(area_map.points).any() or any(area_map.outlines))


def _map(report: MonitoredReport, language: Language) -> Section:
    """Ratios of the last year against the reference, and over them the alarms that are not over."""
    area_map, found, level = report.area_map, report.monitored, report.request.shift.reference
    if area_map is None:
        raise ValueError("there is no map to draw.")
    months = min(len(report.months), _A_YEAR)
    first, last = (dates.period(report.months[at], language) for at in (-months, -1))
    year = sex_ratio(found.male[:, -months:].sum(axis=1), found.female[:, -months:].sum(axis=1))
    shown = tuple(
        shown_area(
            area,
            int(year.births[place]),
            shown_ratio(year, place, report.request.confidence),
            level,
            language,
        )
        for place, area in enumerate(report.areas)
    )
    described = say("monitor.map-described", language, months=months, first=first, last=last)
    rings = tuple(Ring((place,), "!") for place in np.flatnonzero(found.ongoing).tolist())
    legend = map_legend(shown, level, language)
    if rings:
        legend += (("swatch-ringed", say("monitor.legend.ringed", language)),)
    return Section(
        "map",
        say("monitor.section.map", language, months=months),
        (described,),
        area_map_svg(MapChart(area_map, shown, described, language, rings)),
        legend,
    )


def _alarms(report: MonitoredReport, language: Language) -> Section:
    found = report.monitored
    drawn = report.alarmed[:_MOST_DRAWN].tolist()
    charts = [
        AlarmChart(
            area_name(report, place, language),
            found.path[place],
            found.alarm[place],
            float(found.threshold[place]),
            int(found.start[place]),
            int(found.end[place]),
        )
        for place in drawn
    ]
    months = [dates.period(month, language) for month in report.months]
    more = len(report.alarmed) - len(drawn)
    said = (say("monitor.not-drawn", language, areas=more),) if more else ()
    drawing = cusum_svg(charts, months, language)
    return Section("courses", _title("courses", language), said, drawing, _legend(language))


def _legend(language: Language) -> Legend:
    marks = {
        "swatch-pooled": "statistic",
        "swatch-reference": "threshold",
        "swatch-high": "alarm",
        "swatch-annual-band": "since",
    }
    return tuple((mark, say(f"monitor.legend.{name}", language)) for mark, name in marks.items())
