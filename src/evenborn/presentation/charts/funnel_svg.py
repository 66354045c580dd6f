"""The funnel plot as a static drawing."""

from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.funnel import FunnelChart, Mark, births_title
from evenborn.presentation.charts.svg import HEIGHT, WIDTH, Frame, clipped, drawing, element, level_line, path
from evenborn.presentation.words import say


def funnel_svg(chart: FunnelChart) -> Markup:
    """Draw a funnel plot.

    Returns
    -------
    Markup
        One ``<svg>`` element; its looks are in ``static/figures.css``.
    """
    frame = Frame(chart.upright, chart.across)
    limits = [
        element("path", d=path((frame.x(x), frame.y(y)) for x, y in curve), class_=f"limit-{place}")
        for place, curves in enumerate(chart.limits.values())
        for curve in curves
        if curve
    ]
    order = {"inside": 0, "low": 1, "high": 1}
    marks = [_mark(mark, frame, chart) for mark in sorted(chart.marks, key=lambda mark: order[mark.flag])]
    centre = numbers.level(round(chart.target, 1))
    parts = [
        clipped("funnel", *limits),
        *level_line(frame, chart.target, centre),
        *marks,
        *_labels(chart, frame),
        *_births(chart, frame),
    ]
    described = say("chart.funnel-described", chart.language, areas=len(chart.marks))
    return drawing("funnel", frame, parts, chart.language, described)


def _mark(mark: Mark, frame: Frame, chart: FunnelChart) -> Markup:
    x, y, size = frame.x(mark.births), frame.y(mark.ratio), 4.0 if len(chart.marks) < 150 else 2.6
    if mark.flag == "inside":
        return element("circle", cx=x, cy=y, r=size, class_="mark-inside")
    up = -1 if mark.flag == "high" else 1
    corners = [
        (x, y + up * 1.3 * size),
        (x - 1.15 * size, y - up * 0.8 * size),
        (x + 1.15 * size, y - up * 0.8 * size),
    ]
    return element(
        "path",
        d=path(((round(a, 2), round(b, 2)) for a, b in corners), close=True),
        class_=f"mark-{mark.flag}",
    )


def _labels(chart: FunnelChart, frame: Frame) -> list[Markup]:
    """Name the labelled areas, leaving out a name that would lie on another."""
    parts: list[Markup] = []
    taken: list[tuple[float, float]] = []
    for mark in chart.marks:
        x, y = frame.x(mark.births), frame.y(mark.ratio)
        if not mark.label or any(abs(x - a) < 130 and abs(y - b) < 14 for a, b in taken):
            continue
        taken.append((x, y))
        left = x > WIDTH - 170
        parts.append(
            element(
                "text",
                mark.label,
                x=x - 9 if left else x + 9,
                y=y + 4,
                class_="label end" if left else "label",
            )
        )
    return parts


def _births(chart: FunnelChart, frame: Frame) -> list[Markup]:
    base = HEIGHT - frame.bottom
    parts = [element("path", d=path([(frame.left, base), (WIDTH - frame.right, base)]), class_="axis")]
    for tick in chart.across.ticks:
        x = frame.x(tick)
        parts.append(element("path", d=path([(x, base), (x, base + 5)]), class_="axis"))
        parts.append(
            element("text", numbers.count(int(tick), chart.language), x=x, y=base + 19, class_="tick middle")
        )
    parts.append(
        element(
            "text",
            births_title(chart),
            x=frame.left + frame.width / 2,
            y=HEIGHT - 6,
            class_="axis-title middle",
        )
    )
    return parts
