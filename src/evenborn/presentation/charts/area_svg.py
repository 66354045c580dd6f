"""The map of areas as a static drawing: surfaces where outlines are known, dots where only points are."""

from typing import Final

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray
from shapely import get_coordinates, linestrings, simplify

from evenborn.presentation.charts.area_chart import Frame, MapChart, Ring, frame_of
from evenborn.presentation.charts.svg import WIDTH, element, path

HIGHEST: Final = 560
_MARGIN: Final = 12.0
_DETAIL: Final = 0.6  # of a unit of the drawing, which is less than a dot of the screen
_MOST_NAMES: Final = 40
_LETTER: Final = 13.0  # width of a Chinese character; a Latin one takes about half of it
_ORDER: Final = ("none", "across", "below", "above", "far-below", "far-above")


def area_map_svg(chart: MapChart) -> Markup:
    """Draw a map.

    Parameters
    ----------
    chart : MapChart

    Returns
    -------
    Markup
        One ``<svg>`` element; its looks are in ``static/figures.css``.
    """
    frame = frame_of(chart.area_map, WIDTH, HIGHEST, _MARGIN)
    rings = {place for ring in chart.rings for place in ring.members}
    order = sorted(range(len(chart.shown)), key=lambda place: _height(chart, place, place in rings))
    drawn = [part for place in order if (part := _area(chart, frame, place, place in rings)) is not None]
    return element(
        "svg",
        element("title", chart.described),
        element("defs", *_patterns()),
        *drawn,
        *_names(chart, frame, rings),
        *(_label(chart, frame, ring) for ring in chart.rings),
        viewBox=f"0 0 {WIDTH} {frame.height:.0f}",
        role="img",
        class_="still static map",
    )


def _height(chart: MapChart, place: int, ringed: bool) -> tuple[bool, bool, int]:
    """What lies above what: dots on surfaces, ringed on others, and no line under a neighbour's."""
    standing, dot = chart.shown[place].standing, not chart.area_map.outlines[place]
    unseen = standing == "none" and not dot  # its dashed line is all there is to see of it
    return dot, ringed, len(_ORDER) if unseen else _ORDER.index(standing)


def _patterns() -> list[Markup]:
    """Hatching for what cannot be told, and lines for what lies below: both can be seen without colour."""
    hatch = element("path", d="M0 6L6 0", class_="hatch")
    lines = element("path", d="M0 3L6 3", class_="lines")
    ground = [
        element("rect", width=6, height=6, class_=f"ground-{name}")
        for name in ("across", "below", "far-below")
    ]
    sides: dict[str, str | float] = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return [
        element("pattern", ground[0], hatch, id="map-across", **sides),
        element("pattern", ground[1], lines, id="map-below", **sides),
        element("pattern", ground[2], lines, id="map-far-below", **sides),
    ]


def _area(chart: MapChart, frame: Frame, place: int, ringed: bool) -> Markup | None:
    shown, outline = chart.shown[place], chart.area_map.outlines[place]
    look = f"area-{shown.standing}" + (" ringed" if ringed else "")
    title = element("title", shown.title)
    if outline:
        drawn = "".join(path(visible_corners(ring, frame), close=True) for ring in outline)
        return element("path", title, d=drawn, fill_rule="evenodd", class_=look)
    if not np.isfinite(chart.area_map.points[place]).all():
        return None
    x, y = frame.place(chart.area_map.points[place : place + 1])[0]
    size = 7.0 if len(chart.shown) < 150 else 4.5
    return element("circle", title, cx=f"{x:.1f}", cy=f"{y:.1f}", r=size, class_=look)


def visible_corners(ring: NDArray[np.float64], frame: Frame) -> list[tuple[float, float]]:
    """Corners of a ring as they are drawn, without those that nobody could see; the first is not repeated."""
    placed = frame.place(ring)
    simple = get_coordinates(simplify(linestrings(placed), _DETAIL, preserve_topology=False))
    corners = simple if len(simple) > 3 else placed
    return [(round(float(x), 1), round(float(y), 1)) for x, y in corners[:-1]]


def _names(chart: MapChart, frame: Frame, ringed: set[int]) -> list[Markup]:
    """Names of the surfaces that have room for them; a map of very many areas names none."""
    if len(chart.shown) > _MOST_NAMES:
        return []
    parts = []
    for place, (name, outline) in enumerate(zip(chart.area_map.areas, chart.area_map.outlines, strict=True)):
        point = chart.area_map.points[place]
        if not outline or not np.isfinite(point).all():
            continue
        corners = frame.place(np.vstack(outline))
        room = float(np.ptp(corners[:, 0]))
        if sum(_LETTER if ord(letter) > 0x2E7F else 0.55 * _LETTER for letter in name) <= room:
            x, y = frame.place(point[None, :])[0]
            y += 27 if place in ringed else 4.5  # the mark of a ring stands above the name
            parts.append(element("text", name, x=f"{x:.1f}", y=f"{y:.1f}", class_="place-name"))
    return parts


def _label(chart: MapChart, frame: Frame, ring: Ring) -> Markup:
    points = chart.area_map.points[list(ring.members)]
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return Markup("")
    x, y = frame.place(points.mean(axis=0)[None, :])[0]
    mark = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=11, class_="ring-mark")
    return element(
        "g", mark, element("text", ring.label, x=f"{x:.1f}", y=f"{y + 4.5:.1f}", class_="ring-label")
    )
