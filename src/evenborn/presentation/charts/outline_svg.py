"""Boundaries as a static drawing without any figure: an area, and the areas in it, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from evenborn.presentation.charts.area_chart import Frame, frame_of
from evenborn.presentation.charts.area_svg import visible_corners
from evenborn.presentation.charts.svg import element, path
from evenborn.registers.area_map import AreaMap

__all__ = ["OutlineLink", "outline_svg"]

_WIDTH: Final = 640
_HIGHEST: Final = 480
_MARGIN: Final = 6.0


@dataclass(frozen=True, slots=True)
class OutlineLink:
    """What an area of a drawing is called, and the address that it leads to; none where that is empty."""

    name: str
    address: str


def outline_svg(area_map: AreaMap, links: Sequence[OutlineLink], described: str) -> Markup:
    """Draw boundaries. The looks are attributes, so that the drawing needs no style sheet.

    Parameters
    ----------
    area_map : AreaMap
        Areas in the order in which they are drawn: the later ones lie above.
    links : sequence of OutlineLink
        In the same order.
    described : str
        For who cannot see it.

    Returns
    -------
    Markup
        One ``<svg>`` element.
    """
    frame = frame_of(area_map, _WIDTH, _HIGHEST, _MARGIN)
    drawn = [_area(area_map, place, link, frame) for place, link in enumerate(links)]
    return element(
        "svg",
        element("title", described),
        *drawn,
        viewBox=f"0 0 {_WIDTH} {frame.height:.0f}",
        width=_WIDTH,
        height=f"{frame.height:.0f}",
        role="img" if not any(link.address for link in links) else "group",
        aria_label=described,
        class_="outline",
    )


def _area(area_map: AreaMap, place: int, link: OutlineLink, frame: Frame) -> Markup:
    rings = "".join(path(visible_corners(ring, frame), close=True) for ring in area_map.outlines[place])
    looks = {"fill_rule": "evenodd", "stroke": "currentColor", "stroke_linejoin": "round"}
    if not link.address:
        return element("path", element("title", link.name), d=rings, fill="none", stroke_width=2, **looks)
    # a surface that is filled, if ever so faintly, can be pointed at
    surface = element(
        "path",
        element("title", link.name),
        d=rings,
        fill="currentColor",
        fill_opacity="0.06",
        stroke_width=0.8,
        **looks,
    )
    return element("a", surface, href=link.address, aria_label=link.name)
