"""Areas that were followed as one HTML file: alarms, their course, every area; no network and no script."""

from evenborn.presentation import dates
from evenborn.presentation.charts.cusum_svg import AlarmChart, cusum_svg
from evenborn.presentation.legends import Legend
from evenborn.presentation.monitored_sentences import area_name, monitored_sentences
from evenborn.presentation.monitored_tables import alarms_table, areas_table
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.page import Section, render_page
from evenborn.presentation.words import say

_MOST_DRAWN = 20


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
    first, *rest = monitored_sentences(report, language)
    alarms = alarms_table(report, language)
    sections = [
        Section("findings", _title("findings", language), sentences=(first,), points=tuple(rest)),
        *([_alarms(report, language)] if alarms else []),
        *([Section("alarms", _title("alarms", language), tables=(alarms,))] if alarms else []),
        Section("areas", _title("areas", language), tables=(areas_table(report, language),)),
    ]
    return render_page(say("monitor.heading", language), report.source.name, sections, language)


def _title(name: str, language: Language) -> str:
    return say(f"monitor.section.{name}", language)


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
