"""The trend: each period with its band, windows of several periods over it, and the reference level."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import Axis, linear
from evenborn.presentation.figure import Figure
from evenborn.presentation.figure_cells import places_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_tables import period_of
from evenborn.presentation.tokens import colour
from evenborn.presentation.words import say


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure in the chart: where it stands, its ratio and band, and what it says when pointed at."""

    at: float
    ratio: float | None
    lower: float | None
    upper: float | None
    said: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A trend ready to be drawn.

    Attributes
    ----------
    labels : tuple of str
        The periods; the first stands at 0, the next at 1.
    annual, pooled : tuple of TrendPoint
        Each period, and windows of periods at their middle.
    reference : float
        Males per 100 females.
    axis : Axis
        Of the ratio.
    language : {"en", "zh"}
    """

    labels: tuple[str, ...]
    annual: tuple[TrendPoint, ...]
    pooled: tuple[TrendPoint, ...]
    reference: float
    axis: Axis
    language: Language


def trend_chart(report: RatioReport, language: Language) -> TrendChart | None:
    """Prepare the trend of a report.

    Returns
    -------
    TrendChart or None
        None with fewer than two periods that have a ratio to show.
    """
    if sum(figure.ratio is not None for figure in report.trend) < 2:
        return None
    annual = tuple(
        _point(float(place), figure, report.trend, language) for place, figure in enumerate(report.trend)
    )
    pooled = (
        ()
        if not has_pooled_line(report)
        else tuple(
            _point(middle, figure, report.pooled_trend, language)
            for figure in report.pooled_trend
            if (middle := _middle(figure, report.trend)) is not None
        )
    )
    labels = tuple(period_of(figure, language) for figure in report.trend)
    axis = _axis([*annual, *pooled], report.reference)
    return TrendChart(labels, annual, pooled, report.reference, axis, language)


def has_pooled_line(report: RatioReport) -> bool:
    """Whether there are windows enough to draw a line; a single one stands in its table only."""
    return len(report.pooled_trend) > 1


def trend_option(chart: TrendChart) -> dict[str, Any]:
    """Return the options with which ECharts draws a trend.

    Returns
    -------
    dict
        Plain data: it can be written as JSON and holds no function.
    """
    line = {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": colour("reference"), "type": [5, 4], "width": 1.2},
        "label": {"formatter": numbers.level(chart.reference), "position": "end", "color": colour("ink")},
        "data": [{"yAxis": chart.reference}],
    }
    series = [
        *_band(chart.annual, "annual", chart),
        *_band(chart.pooled, "pooled", chart),
        {**_line(chart.annual, "annual", 1.0, 5, chart), "markLine": line},
    ]
    if chart.pooled:
        series.append(_line(chart.pooled, "pooled", 2.2, 4, chart))
    return {
        "animation": False,
        "grid": {"left": 56, "right": 44, "top": 34, "bottom": 34},
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{b}"},
        "xAxis": {
            "type": "category",
            "data": list(chart.labels),
            "axisLine": {"lineStyle": {"color": colour("line-strong")}},
            "axisTick": {"alignWithLabel": True},
            "axisLabel": {"color": colour("ink-soft"), "hideOverlap": True},
        },
        "yAxis": {
            "type": "value",
            "name": say("chart.ratio-axis", chart.language),
            "nameTextStyle": {"align": "left", "padding": [0, 0, 0, -44], "color": colour("ink-soft")},
            "min": chart.axis.low,
            "max": chart.axis.high,
            "interval": chart.axis.step,
            "axisLabel": {"color": colour("ink-soft")},
            "splitLine": {"lineStyle": {"color": colour("line")}},
        },
        "series": series,
    }


def _line(
    points: Sequence[TrendPoint], name: str, width: float, size: int, chart: TrendChart
) -> dict[str, Any]:
    data: list[dict[str, Any] | None] = [None] * len(chart.labels)
    for point in points:
        if point.ratio is not None:
            data[int(point.at)] = {"value": point.ratio, "name": point.said}
    return {
        "type": "line",
        "data": data,
        "symbol": "circle",
        "symbolSize": size,
        "showAllSymbol": True,
        "lineStyle": {"width": width, "color": colour(name)},
        "itemStyle": {"color": colour(name)},
        "z": 4 if name == "pooled" else 3,
    }


def _band(points: Sequence[TrendPoint], name: str, chart: TrendChart) -> list[dict[str, Any]]:
    if not points:
        return []
    floors: list[float | None] = [None] * len(chart.labels)
    heights: list[float | None] = [None] * len(chart.labels)
    for point in points:
        if point.lower is not None or point.upper is not None:
            lower = max(point.lower or 0.0, 0.0)
            floors[int(point.at)] = lower
            heights[int(point.at)] = (chart.axis.high if point.upper is None else point.upper) - lower
    shared = {
        "type": "line",
        "stack": name,
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "z": 2 if name == "pooled" else 1,
    }
    return [
        {**shared, "data": floors},
        {**shared, "data": heights, "areaStyle": {"color": colour(f"{name}-band"), "opacity": 0.75}},
    ]


def _point(at: float, figure: Figure, beside: Sequence[Figure], language: Language) -> TrendPoint:
    places = places_of(beside)
    said = say(
        "chart.point",
        language,
        name=period_of(figure, language),
        ratio=numbers.ratio(figure.ratio, places) if figure.ratio is not None else "–",
        interval=numbers.interval(figure.lower, figure.upper, language, places),
        births=figure.births or 0,
    )
    shown = [
        None if value is None else round(value, 4) for value in (figure.ratio, figure.lower, figure.upper)
    ]
    return TrendPoint(at, shown[0], shown[1], shown[2], said)


def _middle(window: Figure, trend: Sequence[Figure]) -> float | None:
    if window.period is None:
        return None
    first, last = window.period.start, window.period.end
    inside = [
        place
        for place, figure in enumerate(trend)
        if figure.period and figure.period.start >= first and figure.period.end <= last
    ]
    return sum(inside) / len(inside) if inside else None


def _axis(points: Sequence[TrendPoint], reference: float) -> Axis:
    """Hold every ratio and nearly every band; the few widest bands may run out of the frame."""
    shown = [point for point in points if point.ratio is not None]
    ratios = [point.ratio for point in shown if point.ratio is not None]
    lowers = [point.lower for point in shown if point.lower is not None]
    uppers = [point.upper for point in shown if point.upper is not None]
    low = quantiles(lowers, n=20)[0] if len(lowers) > 20 else min(lowers, default=reference)
    high = quantiles(uppers, n=20)[-1] if len(uppers) > 20 else max(uppers, default=reference)
    return linear([*ratios, max(low, 0.0), high, reference - 1, reference + 1])
