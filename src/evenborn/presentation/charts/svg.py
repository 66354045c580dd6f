"""Elements of a static drawing, escaped, and the frame that the charts share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from evenborn.presentation import numbers
from evenborn.presentation.charts.axis import Axis
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

WIDTH: Final = 1200
HEIGHT: Final = 360


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle in which a chart is drawn, and its axes (``across`` None: places are given as shares)."""

    upright: Axis
    across: Axis | None = None
    left: int = 56
    right: int = 44
    top: int = 34
    bottom: int = 46

    @property
    def width(self) -> int:
        """Of the rectangle."""
        return WIDTH - self.left - self.right

    @property
    def height(self) -> int:
        """Of the rectangle."""
        return HEIGHT - self.top - self.bottom

    def x(self, value: float) -> float:
        """Return where a value of the horizontal axis, or a share of the width, stands."""
        share = self.across.place(value) if self.across else value
        return round(self.left + share * self.width, 2)

    def y(self, value: float) -> float:
        """Return where a ratio stands."""
        return round(HEIGHT - self.bottom - self.upright.place(value) * self.height, 2)


def element(tag: str, *children: str, **attributes: str | float) -> Markup:
    """Make one element; children are escaped unless they are markup, ``class_`` becomes ``class``.

    Examples
    --------
    >>> str(element("text", "a < b", x=3, class_="label"))
    '<text x="3" class="label">a &lt; b</text>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items()
    )
    inner = "".join(escape(child) for child in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")  # noqa: S704 -- every part of it is escaped above


def path(points: Iterable[tuple[float, float]], *, close: bool = False) -> str:
    """Write a line through points.

    Examples
    --------
    >>> path([(0, 1), (2, 3.5)], close=True)
    'M0 1L2 3.5Z'
    """
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if close else "")


def drawing(name: str, frame: Frame, parts: Sequence[str], language: Language, described: str) -> Markup:
    """Put a chart together: frame, ratio axis, and the parts, cut off at the frame."""
    clip = element(
        "clipPath",
        element("rect", x=frame.left, y=frame.top, width=frame.width, height=frame.height),
        id=f"{name}-frame",
    )
    title = element("text", say("chart.ratio-axis", language), x=frame.left - 44, y=16, class_="axis-title")
    return element(
        "svg",
        element("title", described),
        element("defs", clip),
        *_ratio_axis(frame),
        title,
        *parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        class_="still static",
    )


def clipped(name: str, *parts: str) -> Markup:
    """Cut parts off at the frame."""
    return element("g", *parts, clip_path=f"url(#{name}-frame)")


def level_line(frame: Frame, value: float, label: str) -> list[Markup]:
    """Draw the dashed line of a reference level or centre with its label."""
    height, end = frame.y(value), WIDTH - frame.right
    return [
        element("path", d=path([(frame.left, height), (end, height)]), class_="reference"),
        element("text", label, x=end + 5, y=height + 4, class_="label"),
    ]


def _ratio_axis(frame: Frame) -> list[Markup]:
    end = WIDTH - frame.right
    parts = []
    for tick in frame.upright.ticks:
        height = frame.y(tick)
        parts.append(element("path", d=path([(frame.left, height), (end, height)]), class_="grid"))
        parts.append(element("text", numbers.level(tick), x=frame.left - 8, y=height + 4, class_="tick end"))
    return parts
