"""The course of smoothed ratios with what is foretold, over the ratios as they were counted."""

import numpy as np

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import linear
from evenborn.presentation.charts.trend import TrendChart, TrendPoint
from evenborn.presentation.numbers import Language
from evenborn.presentation.smoothed_tables import period_words
from evenborn.presentation.smoothing import SmoothedReport
from evenborn.presentation.words import say
from evenborn.sexratio.ratio import sex_ratio


def course_chart(report: SmoothedReport, language: Language) -> TrendChart | None:
    """Prepare the course; None with fewer than two periods."""
    if len(report.periods) < 2:
        return None
    labels = tuple(period_words(report, at, language) for at in range(len(report.periods)))
    counted, smoothed = _counted(report, labels, language), _smoothed(report, labels, language)
    level = report.request.reference
    shown = [value for point in smoothed for value in (point.lower, point.upper) if value is not None]
    shown += [point.ratio for point in counted if point.ratio is not None]
    return TrendChart(labels, counted, smoothed, level, linear([*shown, level - 1, level + 1]), language)


def _counted(report: SmoothedReport, labels: tuple[str, ...], language: Language) -> tuple[TrendPoint, ...]:
    male, female = report.male.sum(axis=0), report.female.sum(axis=0)
    own = sex_ratio(male, female)
    ends = own.interval(report.request.confidence)
    kept = (male + female >= 200) & np.isfinite(own.estimate)
    points = []
    for at in range(len(male)):
        values = (own.estimate[at], ends.lower[at], ends.upper[at]) if kept[at] else (None, None, None)
        points.append(_point(at, labels[at], values, int(male[at] + female[at]), language))
    return tuple(points)


def _smoothed(report: SmoothedReport, labels: tuple[str, ...], language: Language) -> tuple[TrendPoint, ...]:
    births = report.births.sum(axis=0)
    return tuple(
        _point(at, labels[at], values, int(births[at]) if at < len(births) else 0, language)
        for at, values in enumerate(zip(*report.result.course(), strict=True))
    )


def _point(
    at: int, label: str, values: tuple[float | None, ...], births: int, language: Language
) -> TrendPoint:
    middle, lower, upper = (None if value is None else round(float(value), 4) for value in values)
    said = say(
        "chart.point",
        language,
        name=label,
        ratio="–" if middle is None else numbers.ratio(middle, 1),
        interval=numbers.interval(lower, upper, language, 1),
        births=births,
    )
    return TrendPoint(float(at), middle, lower, upper, said)
