"""What following areas month by month says: the alarms, the budget of false ones, and what an alarm is."""

from collections.abc import Sequence

import numpy as np

from evenborn.presentation import dates, numbers
from evenborn.presentation.monitoring import MonitoredReport
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure import reliability
from evenborn.sexratio.ratio import SexRatio

_MOST_NAMES = 20
_MOST_TOLD = 8


def monitored_sentences(report: MonitoredReport, language: Language) -> list[str]:
    """Alarms first, then what was followed, how often an alarm is false, and what one means."""
    return [*_alarms(report, language), *_grounds(report, language), say("monitor.meaning", language)]


def _alarms(report: MonitoredReport, language: Language) -> list[str]:
    found, alarmed = report.monitored, report.alarmed
    facts: dict[str, str | int] = {
        "watched": watched(report, language),
        "areas": max(len(report.areas), 1),
        "first": _month(report, 0, language),
        "last": _month(report, len(report.months) - 1, language),
    }
    if not len(alarmed):
        return [say("monitor.none", language, **facts), *_how_long(report, language)]
    names = [area_name(report, place, language) for place in alarmed.tolist()]
    listed = say(
        "monitor.alarms",
        language,
        number=len(names),
        ongoing=int(found.ongoing.sum()),
        named=_names(names, language),
        **facts,
    )
    since, after = found.since, found.after
    lines = [listed]
    for place in alarmed[:_MOST_TOLD].tolist():
        told = say(
            "monitor.alarm",
            language,
            area=area_name(report, place, language),
            first=_month(report, int(found.first_alarm[place]), language),
            start=_start(report, place, language),
            state=state(report, place, language),
            figure=figure(since, place, report.request.confidence, language),
        )
        if after.births[place]:
            behind = figure(after, place, report.request.confidence, language)
            told = paragraph([told, say("monitor.after", language, figure=behind)], language)
        lines.append(told)
    return lines


def _how_long(report: MonitoredReport, language: Language) -> list[str]:
    delay = report.monitored.delay
    months = [round(float(value)) for value in delay[np.isfinite(delay)]]
    if not months:
        return []
    shifted = numbers.level(report.request.shift.shifted)
    shortest, longest = numbers.count(min(months), language), numbers.count(max(months), language)
    span = numbers.span(shortest, longest, language)
    return [say("monitor.how-long", language, shifted=shifted, months=span)]


def _grounds(report: MonitoredReport, language: Language) -> list[str]:
    found, request = report.monitored, report.request
    shift = request.shift
    levels = {"reference": numbers.level(shift.reference), "shifted": numbers.level(shift.shifted)}
    margin = "rise" if shift.shifted > shift.reference else "fall"
    lines = [
        say(
            "monitor.what",
            language,
            areas=max(len(report.areas), 1),
            months=len(report.months),
            births=int(found.births.sum()),
            source=report.source.name,
        ),
        paragraph(
            [
                say(
                    "monitor.budget",
                    language,
                    years=numbers.level(request.years),
                    reference=levels["reference"],
                    expected=f"{found.expected_false_alarms:.2f}",
                    months=len(report.months),
                ),
                say(f"monitor.margin-{margin}", language, **levels),
            ],
            language,
        ),
    ]
    lacking = [
        area_name(report, place, language) for place in np.flatnonzero(~found.births.any(axis=1)).tolist()
    ]
    if lacking:
        lines.append(say("monitor.no-births", language, areas=_names(lacking, language)))
    if report.area_map is not None and report.area_map.lacking:
        lines.append(say("monitor.off-the-map", language, areas=_names(report.area_map.lacking, language)))
    return lines


def watched(report: MonitoredReport, language: Language) -> str:
    """What was watched for, such as ``a rise from 107 to 115``."""
    shift = report.request.shift
    return say(
        "monitor.rise" if shift.shifted > shift.reference else "monitor.fall",
        language,
        reference=numbers.level(shift.reference),
        shifted=numbers.level(shift.shifted),
    )


def state(report: MonitoredReport, place: int, language: Language) -> str:
    """Whether the shift behind an alarm is over, and since when."""
    end = int(report.monitored.end[place])
    if end < 0:
        return say("monitor.ongoing", language)
    return say("monitor.over", language, end=_month(report, end, language))


def figure(ratio: SexRatio, place: int, confidence: float, language: Language) -> str:
    """A ratio with its interval and births; births alone below 200."""
    births = int(ratio.births[place])
    shown = shown_ratio(ratio, place, confidence)
    if shown is None:
        return say("monitor.births-only", language, births=births)
    middle, lower, upper = shown
    return say(
        "monitor.figure",
        language,
        ratio=numbers.ratio(middle),
        interval=numbers.interval(lower, upper, language),
        births=births,
    )


def shown_ratio(ratio: SexRatio, place: int, confidence: float) -> tuple[float, float, float] | None:
    """A ratio and its interval as the office sees them: None below 200 births, or with one sex only."""
    births, ends = ratio.births[place], ratio.interval(confidence)
    values = (float(ratio.estimate[place]), float(ends.lower[place]), float(ends.upper[place]))
    kept = str(reliability(births, "office")) in ("reliable", "unreliable") and np.isfinite(values).all()
    return values if kept else None


def area_name(report: MonitoredReport, place: int, language: Language) -> str:
    """An area as the file names it; all births where it names none."""
    return report.areas[place] if report.areas else say("monitor.all", language)


def _start(report: MonitoredReport, place: int, language: Language) -> str:
    """Month in which the shift behind an alarm began; the first of the file, or one before it."""
    start = int(report.monitored.start[place])
    month = _month(report, start, language)
    return month if start else say("monitor.or-before", language, month=month)


def _month(report: MonitoredReport, place: int, language: Language) -> str:
    return dates.period(report.months[place], language)


def _names(areas: Sequence[str], language: Language) -> str:
    between = ", " if language == "en" else "、"
    shown = between.join(areas[:_MOST_NAMES])
    more = len(areas) - _MOST_NAMES
    return shown if more <= 0 else say("smooth.and-more", language, areas=shown, more=more)
