"""The trend as a static drawing."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.svg import HEIGHT, WIDTH, Frame, clipped, drawing, element, level_line, path
from evenborn.presentation.charts.trend import TrendChart, TrendPoint
from evenborn.presentation.words import say


def trend_svg(chart: TrendChart, name: str = "trend") -> Markup:
    """Draw a trend; ``name`` must be its own where a page holds several.

    Returns
    -------
    Markup
        One ``<svg>`` element; its looks are in ``static/figures.css``.
    """
    frame = Frame(chart.axis, bottom=34)
    described = say(
        "chart.trend-described",
        chart.language,
        periods=len(chart.labels),
        first=chart.labels[0],
        last=chart.labels[-1],
    )
    inside = [
        *_bands(chart.annual, "annual", chart, frame),
        *_bands(chart.pooled, "pooled", chart, frame),
        *_lines(chart.annual, "annual", chart, frame),
        *_dots(chart, frame),
        *_lines(chart.pooled, "pooled", chart, frame),
    ]
    label = numbers.level(chart.reference)
    parts = [clipped(name, *inside), *level_line(frame, chart.reference, label), *_periods(chart, frame)]
    return drawing(name, frame, parts, chart.language, described)


def _x(at: float, chart: TrendChart, frame: Frame) -> float:
    return frame.x((at + 0.5) / len(chart.labels))


def _runs(points: Sequence[TrendPoint]) -> Iterator[list[TrendPoint]]:
    """Cut a series where a figure is missing."""
    run: list[TrendPoint] = []
    for point in points:
        if point.ratio is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _bands(points: Sequence[TrendPoint], name: str, chart: TrendChart, frame: Frame) -> list[Markup]:
    drawn = []
    for run in _runs(points):
        over = [
            (_x(p.at, chart, frame), frame.y(chart.axis.high if p.upper is None else p.upper)) for p in run
        ]
        under = [
            (_x(p.at, chart, frame), frame.y(chart.axis.low if p.lower is None else p.lower)) for p in run
        ]
        drawn.append(element("path", d=path([*over, *reversed(under)], close=True), class_=f"{name}-band"))
    return drawn


def _lines(points: Sequence[TrendPoint], name: str, chart: TrendChart, frame: Frame) -> list[Markup]:
    return [
        element(
            "path",
            d=path((_x(p.at, chart, frame), frame.y(p.ratio or 0.0)) for p in run),
            class_=f"{name}-line",
        )
        for run in _runs(points)
    ]


def _dots(chart: TrendChart, frame: Frame) -> list[Markup]:
    size = 3.5 if len(chart.labels) < 30 else 2.2
    return [
        element("circle", cx=_x(p.at, chart, frame), cy=frame.y(p.ratio), r=size, class_="annual-dot")
        for p in chart.annual
        if p.ratio is not None
    ]


def _periods(chart: TrendChart, frame: Frame) -> list[Markup]:
    base = HEIGHT - frame.bottom
    parts = [element("path", d=path([(frame.left, base), (WIDTH - frame.right, base)]), class_="axis")]
    widest = max(len(label) for label in chart.labels) * (7 if chart.language == "en" else 10) + 18
    every = max(1, round(0.5 + widest * len(chart.labels) / frame.width))
    for place in range(0, len(chart.labels), every):
        x = _x(place, chart, frame)
        parts.append(element("path", d=path([(x, base), (x, base + 5)]), class_="axis"))
        parts.append(element("text", chart.labels[place], x=x, y=base + 20, class_="tick middle"))
    return parts
