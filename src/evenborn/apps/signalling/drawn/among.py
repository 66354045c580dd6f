"""A facility among all others, drawn: each by its size, between the limits that chance alone would draw."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
from markupsafe import Markup

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import Axis, births, linear
from evenborn.presentation.charts.svg import HEIGHT, WIDTH, Frame, clipped, element, level_line, path
from evenborn.presentation.legends import Legend
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.signals import measured
from evenborn.presentation.words import say
from evenborn.signals import KINDS, Evidence
from evenborn.signals.evidence import Finding
from evenborn.signals.limits import chance_limits, size_of

__all__ = ["Compared", "Drawn", "among_lines", "compared_of", "drawn_among"]

Compared = Mapping[str, Mapping[str, tuple[float, float]]]
"""By kind and facility: its size, and what was observed of it."""

CONFIDENCES: Final = (0.95, 0.998)
_DIGITS: Final = 3
_ACROSS: Final = {
    "scans-per-device-day": "events-scans-per-device-day",
    "missing-returns": "total-units-per-procedure",
    "copied-returns": "total-units-per-procedure",
}
"""What is counted across, where it is not the total of the kind."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with what its marks mean."""

    drawing: Markup
    legend: Legend


def compared_of(tested: Sequence[Finding]) -> dict[str, dict[str, tuple[float, float]]]:
    """Where each facility lies, of those that rest on at least ten persons; rounded, as a drawing shows it.

    Examples
    --------
    >>> compared_of([Evidence("F1", "scans-without-indication", 0.4012, 0.3, 0.5, 0.02, 0, 300, 120, 300)])
    {'scans-without-indication': {'F1': (300.0, 0.401)}}
    >>> compared_of([Evidence("F1", "scans-without-indication", 0.03, 0.01, 0.08, 0.02, 0, 300, 9, 300)])
    {}
    """
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for one in tested:
        if isinstance(one, Evidence) and one.rests_on_enough:
            found.setdefault(one.kind, {})[one.facility] = (_rounded(size_of(one)), _rounded(one.observed))
    return found


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _others(one: Evidence, compared: Compared) -> list[tuple[float, float]]:
    held = compared.get(one.kind, {})
    return [
        (size, value) for code, (size, value) in sorted(held.items()) if code != one.facility and size > 0
    ]


def among_lines(
    one: Evidence, compared: Compared, assessed: int, language: Language
) -> Iterator[tuple[str, str]]:
    """What the drawing shows, in words: the limits at the facility’s size, and where the others lie."""
    for confidence in CONFIDENCES:
        limits = chance_limits(one, [size_of(one)], confidence)
        if limits is not None:
            lower, upper = (measured(one, float(end[0])) for end in limits)
            heading = say("signalling.among.limits", language, confidence=numbers.percent(confidence))
            yield heading, numbers.span(lower, upper, language)
    values = [value for _, value in _others(one, compared)]
    if not values:
        return
    least, most = measured(one, min(values)), measured(one, max(values))
    told = say(
        "signalling.among.others-said", language, number=len(values), least=least, most=most,
        middle=measured(one, median(values)),
    )  # fmt: skip
    left_out = assessed - 1 - len(values)
    if left_out > 0:
        told = paragraph([told, say("signalling.among.left-out", language, number=left_out)], language)
    yield say("signalling.among.others", language), told


def drawn_among(one: Evidence, compared: Compared, language: Language) -> Drawn | None:
    """Draw a facility among the others; None where it has no size to be drawn by."""
    own, others = (size_of(one), one.observed), _others(one, compared)
    if own[0] <= 0:
        return None
    across = births([own[0] / 2, own[0] * 2, *(size for size, _ in others)])
    limits = _curves(one, across)
    frame = Frame(_upright(one, others), across, left=64, right=60)
    dots = [element("circle", cx=frame.x(x), cy=frame.y(y), r=4, class_="mark-inside") for x, y in others]
    parts = [
        *_upright_axis(one, frame, language),
        clipped("among", *_lines(limits, frame)),
        *dots,
        *level_line(frame, one.expected, measured(one, one.expected)),
        *_own(one, frame, language),
        *_across_axis(one, frame, language),
    ]
    return Drawn(_svg(parts, frame, say("signalling.among.described", language, number=len(others))),
                 _legend(one, bool(others), bool(limits), language))  # fmt: skip


def _svg(parts: Sequence[Markup], frame: Frame, described: str) -> Markup:
    room = element("rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height)
    clip = element("defs", element("clipPath", room, id="among-frame"))
    box = f"0 0 {WIDTH} {HEIGHT}"
    title = element("title", described)
    return element("svg", title, clip, *parts, viewBox=box, role="img", class_="still static")


def _curves(one: Evidence, across: Axis) -> list[list[tuple[float, float]]]:
    """Lower and upper limit of each confidence, inner ones first."""
    size = np.geomspace(max(across.low, 1.0), across.high, 160)
    found = []
    for confidence in CONFIDENCES:
        limits = chance_limits(one, size, confidence)
        if limits is not None:
            found += [list(zip(size.tolist(), side.tolist(), strict=True)) for side in limits]
    return found


def _lines(limits: Sequence[Sequence[tuple[float, float]]], frame: Frame) -> list[Markup]:
    return [
        element("path", d=path((frame.x(x), frame.y(y)) for x, y in curve), class_=f"limit-{place // 2}")
        for place, curve in enumerate(limits)
    ]


def _upright(one: Evidence, others: Sequence[tuple[float, float]]) -> Axis:
    values = [value for _, value in others]
    held = [*values, one.observed, one.lower, one.upper, one.expected]
    if KINDS[one.kind].measure == "ratio":
        return linear([*held, one.expected - 2, one.expected + 2])
    return linear([0.0, *held])


def _own(one: Evidence, frame: Frame, language: Language) -> list[Markup]:
    """The facility: its interval as a line, a triangle of its own, and its name for the reader."""
    x, y, up = frame.x(size_of(one)), frame.y(one.observed), -1 if one.observed >= one.expected else 1
    corners = [(x, y + up * 7), (x - 6, y - up * 4), (x + 6, y - up * 4)]
    look, left = ("mark-high" if up < 0 else "mark-low"), x > WIDTH - 220
    span = path([(x, frame.y(one.lower)), (x, frame.y(one.upper))])
    said = say("signalling.among.this", language)
    return [
        element("path", d=span, class_="axis"),
        element("path", d=path(((round(a, 2), round(b, 2)) for a, b in corners), close=True), class_=look),
        element("text", said, x=x - 11 if left else x + 11, y=y + 4, class_="label end" if left else "label"),
    ]


def _upright_axis(one: Evidence, frame: Frame, language: Language) -> list[Markup]:
    title = say(f"signalling.line.observed-{KINDS[one.kind].measure}", language)
    parts = [element("text", title, x=frame.left - 44, y=16, class_="axis-title")]
    for tick in frame.upright.ticks:
        height = frame.y(tick)
        line = path([(frame.left, height), (WIDTH - frame.right, height)])
        parts.append(element("path", d=line, class_="grid"))
        parts.append(element("text", _tick(one)(tick), x=frame.left - 8, y=height + 4, class_="tick end"))
    return parts


def _tick(one: Evidence) -> Callable[[float], str]:
    if KINDS[one.kind].measure == "share":
        return lambda value: f"{100 * value:g}%"
    return lambda value: f"{value:,g}"


def _across_axis(one: Evidence, frame: Frame, language: Language) -> list[Markup]:
    base, axis = HEIGHT - frame.bottom, frame.across
    parts = [element("path", d=path([(frame.left, base), (WIDTH - frame.right, base)]), class_="axis")]
    for tick in axis.ticks if axis else ():
        x = frame.x(tick)
        parts.append(element("path", d=path([(x, base), (x, base + 5)]), class_="axis"))
        parts.append(
            element("text", numbers.count(round(tick), language), x=x, y=base + 19, class_="tick middle")
        )
    title = say(f"signalling.line.{_ACROSS.get(one.kind, f'total-{one.kind}')}", language)
    middle = frame.left + frame.width / 2
    return [*parts, element("text", title, x=middle, y=HEIGHT - 6, class_="axis-title middle")]


def _legend(one: Evidence, others: bool, limits: bool, language: Language) -> Legend:
    look = "swatch-high" if one.observed >= one.expected else "swatch-low"
    marks = [(look, say("signalling.among.own", language))]
    if others:
        marks.append(("swatch-inside", say("signalling.among.other", language)))
    if limits:
        marks += [
            (
                f"swatch-limit-{place}",
                say("signalling.among.limits", language, confidence=numbers.percent(one_)),
            )
            for place, one_ in enumerate(CONFIDENCES)
        ]
    return (
        *marks,
        ("swatch-reference", say(f"signalling.line.expected-{KINDS[one.kind].measure}", language)),
    )
