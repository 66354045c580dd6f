"""Intervals drawn as lines against the reference: one beside each row, a large one for the headline."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import linear
from evenborn.presentation.charts.svg import element, path
from evenborn.presentation.figure_cells import strip
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.tables import Strip, Table
from evenborn.presentation.words import say

_SHARE_HELD: Final = 0.9
"""Share of a table's intervals that its scale holds whole."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A horizontal scale: ratios from ``low`` to ``high``, drawn between ``left`` and ``right``."""

    low: float
    high: float
    left: float
    right: float
    reference: float

    def x(self, value: float) -> float:
        """Return where a ratio stands, held inside the scale."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)


def row_strips(table: Table) -> list[Markup]:
    """Draw the interval of each row on one scale, centred on the reference level.

    An interval that reaches beyond the scale, or has one end only, ends in an arrow.

    Returns
    -------
    list of Markup
        One drawing a row, empty where the row has nothing to draw.
    """
    place = next((n for n, column in enumerate(table.columns) if column.kind == "strip"), None)
    if place is None or table.reference is None:
        return [Markup("")] * len(table.rows)
    strips = [row[place].strip for row in table.rows]
    reach = _reach([one for one in strips if one], table.reference)
    scale = Scale(table.reference - reach, table.reference + reach, 6, 126, table.reference)
    return [_row(one, scale) if one else Markup("") for one in strips]


def headline_strip(report: RatioReport, language: Language) -> Markup:
    """Draw the interval of the headline on a numbered scale; empty where none fits one."""
    one = strip(report.headline)
    if one is None:
        return Markup("")
    reach = max(2.0, 1.15 * _reach([one], report.reference))
    if reach > report.reference:
        return Markup("")
    axis = linear([report.reference - reach, report.reference + reach], 6)
    scale = Scale(axis.low, axis.high, 16, 384, report.reference)
    label = say("report.reference-label", language, reference=numbers.level(report.reference))
    middle = scale.x(report.reference)
    return element(
        "svg",
        element("path", d=path([(scale.left, 50), (scale.right, 50)]), class_="axis"),
        *(part for tick in axis.ticks for part in _tick(tick, scale)),
        element("path", d=path([(middle, 16), (middle, 50)]), class_="reference"),
        *_bar(one, scale, 34, 5.5),
        element("text", label, x=middle, y=11, class_="label middle"),
        viewBox="0 0 400 74",
        class_="still ruler",
        aria_hidden="true",
    )


def _tick(value: float, scale: Scale) -> list[Markup]:
    x = scale.x(value)
    return [
        element("path", d=path([(x, 50), (x, 55)]), class_="axis"),
        element("text", numbers.level(value), x=x, y=69, class_="tick middle"),
    ]


def _row(one: Strip, scale: Scale) -> Markup:
    middle = scale.x(scale.reference)
    return element(
        "svg",
        element("path", d=path([(middle, 0), (middle, 14)]), class_="centre"),
        *_bar(one, scale, 7, 2.6),
        viewBox="0 0 132 14",
        class_="still strip",
        aria_hidden="true",
    )


def _bar(one: Strip, scale: Scale, y: float, size: float) -> list[Markup]:
    lower = scale.low - 1 if one.lower is None else one.lower
    upper = scale.high + 1 if one.upper is None else one.upper
    side = "above" if lower > scale.reference else "below" if upper < scale.reference else "across"
    parts = [element("path", d=path([(scale.x(lower), y), (scale.x(upper), y)]), class_=f"bar {side}")]
    if lower < scale.low:
        parts.append(_arrow(scale.left, y, -size, side))
    if upper > scale.high:
        parts.append(_arrow(scale.right, y, size, side))
    if one.middle is not None and scale.low <= one.middle <= scale.high:
        parts.append(element("circle", cx=scale.x(one.middle), cy=y, r=size, class_=f"dot {side}"))
    return parts


def _arrow(x: float, y: float, size: float, side: str) -> Markup:
    corners = [(x + 1.8 * size, y), (x, y - abs(size)), (x, y + abs(size))]
    return element("path", d=path(corners, close=True), class_=f"dot {side}")


def _reach(strips: Sequence[Strip], reference: float) -> float:
    far = sorted(
        max(abs(end - reference) for end in (one.lower, one.upper) if end is not None) for one in strips
    )
    return max(2.0, 1.05 * far[ceil(_SHARE_HELD * (len(far) - 1))]) if far else 2.0
