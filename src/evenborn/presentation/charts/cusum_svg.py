"""The statistic of each area with an alarm against its threshold: small drawings side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.svg import WIDTH, element, path
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.sexratio.counts import BoolArray, FloatArray

_GAP: Final = 40
_PANEL: Final = (WIDTH - _GAP) / 2
_HIGH, _TOP, _BOTTOM, _LEFT, _RIGHT = 190, 30, 26, 34, 44


@dataclass(frozen=True, slots=True, eq=False)
class AlarmChart:
    """One area.

    Attributes
    ----------
    area : str
    statistic : ndarray of float, shape (months,)
    alarm : ndarray of bool, shape (months,)
    threshold : float
    start, end : int
        First month of the shift as estimated, and the month in which it was over; -1 where it is not.
    """

    area: str
    statistic: FloatArray
    alarm: BoolArray
    threshold: float
    start: int
    end: int


def cusum_svg(charts: Sequence[AlarmChart], months: Sequence[str], language: Language) -> Markup:
    """Draw the statistics of some areas, two in a row.

    Parameters
    ----------
    charts : sequence of AlarmChart
    months : sequence of str
        As they are written below each drawing.
    language : {"en", "zh"}

    Returns
    -------
    Markup
        One ``<svg>`` element; its looks are in ``static/figures.css``.
    """
    rows = (len(charts) + 1) // 2
    panels = [
        element(
            "g",
            *_panel(chart, months),
            transform=f"translate({place % 2 * (_PANEL + _GAP):g} {place // 2 * _HIGH})",
        )
        for place, chart in enumerate(charts)
    ]
    described = say("monitor.chart-described", language, areas=len(charts))
    return element(
        "svg",
        element("title", described),
        *panels,
        viewBox=f"0 0 {WIDTH} {rows * _HIGH}",
        role="img",
        class_="still static",
    )


def _panel(chart: AlarmChart, months: Sequence[str]) -> list[Markup]:
    number = len(months)
    wide, base = _PANEL - _LEFT - _RIGHT, _HIGH - _BOTTOM
    top = max(float(chart.statistic.max()), chart.threshold) * 1.08

    def x(month: float) -> float:
        return round(_LEFT + (month + 0.5) / number * wide, 2)

    def y(value: float) -> float:
        return round(base - value / top * (base - _TOP), 2)

    begins, ends = x(chart.start - 0.5), x((chart.end if chart.end >= 0 else number) - 0.5)
    shaded = [(begins, y(top)), (ends, y(top)), (ends, base), (begins, base)]
    limit, end = y(chart.threshold), _LEFT + wide
    parts = [
        element("text", chart.area, x=_LEFT, y=18, class_="label"),
        element("path", d=path(shaded, close=True), class_="annual-band"),
        element("path", d=path([(_LEFT, limit), (end, limit)]), class_="reference"),
        element("text", numbers.ratio(chart.threshold), x=end + 5, y=limit + 4, class_="label"),
        element("path", d=path([(_LEFT, base), (end, base)]), class_="axis"),
        element("text", "0", x=_LEFT - 8, y=base + 4, class_="tick end"),
    ]
    line = [(x(month), y(float(value))) for month, value in enumerate(chart.statistic)]
    parts.append(element("path", d=path(line), class_="pooled-line"))
    for month in np.flatnonzero(chart.alarm).tolist():
        parts.append(_mark(x(month), y(float(chart.statistic[month]))))
    for month in _marked(number):
        parts.append(element("path", d=path([(x(month), base), (x(month), base + 5)]), class_="axis"))
        parts.append(element("text", months[month], x=x(month), y=base + 19, class_="tick middle"))
    return parts


def _mark(x: float, y: float) -> Markup:
    corners = [(x, y - 5.2), (x - 4.6, y + 3.2), (x + 4.6, y + 3.2)]
    return element(
        "path", d=path(((round(a, 2), round(b, 2)) for a, b in corners), close=True), class_="mark-high"
    )


def _marked(months: int) -> list[int]:
    """Five months at most, the first and the last among them."""
    return sorted({round(place) for place in np.linspace(0, months - 1, min(5, months))})
