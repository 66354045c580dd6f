"""The funnel plot: each area by its births, between the limits that chance alone would draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, Literal

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import Axis, births, linear
from evenborn.presentation.figure_cells import places_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import FunnelPoint, RatioReport
from evenborn.presentation.text import printable
from evenborn.presentation.tokens import colour
from evenborn.presentation.words import say

Flag = Literal["high", "low", "inside"]

COLOURS: Final[dict[Flag, str]] = {"inside": "neutral", "low": "below", "high": "above"}

_LABELLED: Final = 8
_ALL_LABELLED: Final = 12
"""So few areas that each has room for its name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One area: births, ratio, flag, its name where it is labelled, and what it says when pointed at."""

    births: int
    ratio: float
    flag: Flag
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """A funnel plot ready to be drawn.

    Attributes
    ----------
    marks : tuple of Mark
        The areas that have a ratio to show.
    limits : dict of float to tuple
        Confidence to its lower and upper curve: pairs of births and males per 100 females.
    target : float
        The centre, males per 100 females.
    across, upright : Axis
        Of the births and of the ratio.
    language : {"en", "zh"}
    """

    marks: tuple[Mark, ...]
    limits: dict[float, tuple[tuple[tuple[float, float], ...], ...]]
    target: float
    across: Axis
    upright: Axis
    language: Language


def funnel_chart(report: RatioReport, language: Language) -> FunnelChart | None:
    """Prepare the funnel plot of a report.

    Returns
    -------
    FunnelChart or None
        None where the report has no funnel, or fewer than three areas with a ratio to show.
    """
    funnel = report.funnel
    if funnel is None:
        return None
    drawn = [point for point in funnel.points if point.figure.ratio is not None and point.figure.births]
    if len(drawn) < 3:
        return None
    flagged = sorted((point for point in drawn if point.flag != "inside"), key=_far(funnel.target))
    named = flagged[:_LABELLED] if len(drawn) > _ALL_LABELLED else drawn
    labelled = {id(point) for point in named}
    places = places_of(point.figure for point in drawn)
    marks = tuple(_mark(point, places, language, labelled=id(point) in labelled) for point in drawn)
    across = births([mark.births for mark in marks])
    limits = {
        confidence: tuple(_curve(funnel.births, side, across) for side in sides)
        for confidence, sides in sorted(funnel.limits.items())
    }
    return FunnelChart(marks, limits, funnel.target, across, _upright(marks, limits, funnel.target), language)


def funnel_option(chart: FunnelChart) -> dict[str, Any]:
    """Return the options with which ECharts draws a funnel plot.

    Returns
    -------
    dict
        Plain data: it can be written as JSON and holds no function.
    """
    series = [
        {
            "type": "line",
            "data": [[round(x, 1), round(y, 4)] for x, y in curve],
            "symbol": "none",
            "silent": True,
            "lineStyle": {
                "color": colour("limit-inner" if place == 0 else "limit-outer"),
                "width": 1.2,
                "type": "solid" if place == 0 else [4, 3],
            },
            "z": 2,
        }
        for place, curves in enumerate(chart.limits.values())
        for curve in curves
    ]
    return {
        "animation": False,
        "grid": {"left": 56, "right": 44, "top": 34, "bottom": 46},
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{b}"},
        "xAxis": _across(chart),
        "yAxis": {
            "type": "value",
            "name": say("chart.ratio-axis", chart.language),
            "nameTextStyle": {"align": "left", "padding": [0, 0, 0, -44], "color": colour("ink-soft")},
            "min": chart.upright.low,
            "max": chart.upright.high,
            "interval": chart.upright.step,
            "axisLabel": {"color": colour("ink-soft")},
            "splitLine": {"lineStyle": {"color": colour("line")}},
        },
        "series": [*series, *(_scatter(chart, flag) for flag in COLOURS)],
    }


def births_title(chart: FunnelChart) -> str:
    """Return the title of the axis of births."""
    return say("chart.births-axis-log" if chart.across.logarithmic else "chart.births-axis", chart.language)


def _across(chart: FunnelChart) -> dict[str, Any]:
    ticks = list(chart.across.ticks)
    return {
        "type": "log" if chart.across.logarithmic else "value",
        "name": births_title(chart),
        "nameLocation": "middle",
        "nameGap": 28,
        "nameTextStyle": {"color": colour("ink-soft")},
        "min": chart.across.low,
        "max": chart.across.high,
        "axisLine": {"onZero": False, "lineStyle": {"color": colour("line-strong")}},
        "axisTick": {"customValues": ticks},
        "axisLabel": {"customValues": ticks, "color": colour("ink-soft"), "hideOverlap": True},
        "splitLine": {"show": False},
    }


def _scatter(chart: FunnelChart, flag: Flag) -> dict[str, Any]:
    few = len(chart.marks) < 150
    series: dict[str, Any] = {
        "type": "scatter",
        "symbol": "circle" if flag == "inside" else "triangle",
        "symbolRotate": 180 if flag == "low" else 0,
        "symbolSize": (8 if few else 5) if flag == "inside" else (10 if few else 7),
        "itemStyle": {"color": colour(COLOURS[flag]) + ("d9" if few else "99")},
        "labelLayout": {"hideOverlap": True},
        "z": 3 if flag == "inside" else 4,
        "data": [_datum(mark) for mark in chart.marks if mark.flag == flag],
    }
    if flag == "inside":
        series["markLine"] = {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": colour("reference"), "type": [5, 4], "width": 1.2},
            "label": {
                "formatter": numbers.level(round(chart.target, 1)),
                "position": "end",
                "color": colour("ink"),
            },
            "data": [{"yAxis": chart.target}],
        }
    return series


def _datum(mark: Mark) -> dict[str, Any]:
    datum: dict[str, Any] = {"value": [mark.births, mark.ratio], "name": mark.said}
    if mark.label:
        datum["label"] = {"show": True, "position": "right", "formatter": mark.label, "color": colour("ink")}
    return datum


def _mark(point: FunnelPoint, places: int, language: Language, *, labelled: bool) -> Mark:
    figure = point.figure
    name, ratio, total = (
        printable(figure.area or figure.facility or ""),
        figure.ratio or 0.0,
        figure.births or 0,
    )
    shown = numbers.interval(figure.lower, figure.upper, language, places)
    said = say(
        "chart.point", language, name=name, ratio=numbers.ratio(ratio, places), interval=shown, births=total
    )
    return Mark(total, round(ratio, 4), point.flag, name if labelled else "", said)


def _far(target: float) -> Callable[[FunnelPoint], tuple[float, str]]:
    return lambda point: (-abs((point.figure.ratio or target) - target), point.figure.area or "")


def _curve(totals: Sequence[float], side: Sequence[float], across: Axis) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in zip(totals, side, strict=True) if across.low <= x <= across.high)


def _upright(marks: Sequence[Mark], limits: dict[float, Any], target: float) -> Axis:
    """Hold every mark, and the limits from the middling number of births on."""
    ratios = [mark.ratio for mark in marks]
    middle = median(mark.births for mark in marks)
    edges = [
        min(curve, key=lambda point: abs(point[0] - middle))[1]
        for curves in limits.values()
        for curve in curves
        if curve
    ]
    return linear([*ratios, *edges, target - 1, target + 1])
