"""Maps of areas as drawings, in a page, and as GeoJSON."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest
from shapely.geometry import box, shape

from evenborn.presentation.charts.area_chart import (
    MapChart,
    Ring,
    ShownArea,
    map_legend,
    shown_area,
    standing,
)
from evenborn.presentation.charts.area_svg import area_map_svg
from evenborn.presentation.geojson import geojson
from evenborn.presentation.page import Section, render_page
from evenborn.registers.area_map import AreaMap

NONE = np.zeros((0, 2), np.int64)
SVG = "{http://www.w3.org/2000/svg}"


def ring(left: float, low: float, right: float, high: float, *, hole: bool = False) -> "np.ndarray":
    corners = np.array([[left, low], [right, low], [right, high], [left, high], [left, low]], float)
    return corners[::-1] if hole else corners


@pytest.fixture
def area_map() -> AreaMap:
    """A square with a hole, the square in it, a point, and an area of which nothing is known."""
    outlines = ((ring(0, 0, 4, 4), ring(1, 1, 2, 2, hole=True)), (ring(1, 1, 2, 2),), (), ())
    points = np.array([[3, 3], [1.5, 1.5], [5, 2], [np.nan, np.nan]])
    return AreaMap(("甲", "乙", "丙", "<丁>"), points, NONE, outlines, ("<丁>",))


def chart(area_map: AreaMap, *rings: Ring) -> MapChart:
    ratios = ((118.0, 112.0, 124.0), (108.0, 101.0, 115.0), (98.0, 94.0, 101.0), None)
    shown = tuple(
        shown_area(area, 900, ratio, 107.0, "zh") for area, ratio in zip(area_map.areas, ratios, strict=True)
    )
    return MapChart(area_map, shown, "地图 <1>", "zh", rings)


def drawn(of: MapChart) -> ElementTree.Element:
    text = str(area_map_svg(of)).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return ElementTree.fromstring(text)  # noqa: S314 -- our own drawing


def test_each_area_is_drawn_once_with_its_ratio_interval_and_births(area_map: AreaMap) -> None:
    svg = drawn(chart(area_map))
    titles = [one.text for one in svg.iter(f"{SVG}title")]
    assert titles[0] == "地图 <1>"
    assert sorted(filter(None, titles[1:])) == [
        "丙：98.0（94.0～101.0），出生 900 例", "乙：108.0（101.0～115.0），出生 900 例",
        "甲：118.0（112.0～124.0），出生 900 例",
    ]  # fmt: skip
    looks = {one.get("class") for one in (*svg.iter(f"{SVG}path"), *svg.iter(f"{SVG}circle"))}
    assert {"area-far-above", "area-across", "area-far-below"} <= looks


def test_a_hole_stays_open(area_map: AreaMap) -> None:
    outer = next(
        one for one in drawn(chart(area_map)).iter(f"{SVG}path") if one.get("class") == "area-far-above"
    )
    assert outer.get("fill-rule") == "evenodd"
    assert (outer.get("d") or "").count("M") == 2


def test_north_is_up_and_everything_is_inside(area_map: AreaMap) -> None:
    svg = drawn(chart(area_map))
    _, _, width, height = map(float, (svg.get("viewBox") or "").split())
    by_look = {one.get("class"): one.get("d") or "" for one in svg.iter(f"{SVG}path")}
    places = {
        look: [tuple(map(float, corner.split())) for corner in way.strip("MZ").replace("ZM", "L").split("L")]
        for look, way in by_look.items()
        if look and look.startswith("area")
    }
    assert all(0 <= x <= width and 0 <= y <= height for way in places.values() for x, y in way)
    top = min(y for _, y in places["area-far-above"])
    assert top < min(y for _, y in places["area-across"])


def test_members_of_a_ring_are_marked_and_numbered(area_map: AreaMap) -> None:
    svg = drawn(chart(area_map, Ring((1, 2), "1")))
    ringed = [one for one in svg.iter() if "ringed" in (one.get("class") or "")]
    assert len(ringed) == 2
    texts = [(one.get("class"), one.text) for one in svg.iter(f"{SVG}text")]
    assert texts == [("place-name", "甲"), ("place-name", "乙"), ("ring-label", "1")]


def test_nothing_covers_what_is_ringed_and_no_line_that_is_all_there_is_to_see() -> None:
    squares = tuple((ring(place, 0, place + 1, 1),) for place in range(4))
    area_map = AreaMap(
        (*"甲乙丙丁戊",), np.array([[place + 0.5, 0.5] for place in range(5)]), NONE, (*squares, ())
    )
    standings = ("across", "none", "far-above", "none", "across")
    shown = tuple(ShownArea(standing, "") for standing in standings)
    svg = drawn(MapChart(area_map, shown, "x", "en", (Ring((0,), "1"),)))
    looks = [one.get("class") for one in svg if (one.get("class") or "").startswith("area-")]
    assert looks == ["area-far-above", "area-none", "area-none", "area-across ringed", "area-across"]
    assert [one.tag for one in svg if one.get("class") == "area-across"] == [f"{SVG}circle"]


def test_one_point_alone_can_be_drawn() -> None:
    alone = AreaMap(("甲",), np.array([[100.0, 38.0]]), NONE, ((),))
    shown = (ShownArea("none", "甲"),)
    assert "circle" in area_map_svg(MapChart(alone, shown, "x", "en"))
    lost = AreaMap(("甲",), np.full((1, 2), np.nan), NONE, ((),), ("甲",))
    assert "circle" not in area_map_svg(MapChart(lost, shown, "x", "en"))


def test_a_legend_has_the_marks_of_the_map_only() -> None:
    shown = (ShownArea("across", ""), ShownArea("far-above", ""))
    assert [mark for mark, _ in map_legend(shown, 107.0, "en")] == ["swatch-far-above", "swatch-across"]


@pytest.mark.parametrize(
    ("interval", "found"),
    [
        ((107.0, 103.0, 111.0), "across"),
        ((109.0, 107.5, 111.0), "above"),
        ((112.0, 107.5, 117.0), "far-above"),
        ((105.0, 103.0, 106.9), "below"),
        ((float("inf"), 110.0, float("inf")), "none"),
    ],
)
def test_an_area_stands_as_its_interval_does(interval: tuple[float, float, float], found: str) -> None:
    assert standing(*interval, 107.0) == found


def test_geojson_has_the_outlines_and_no_number_that_is_none(area_map: AreaMap) -> None:
    said = [{"ratio": 118.0}, {"ratio": float("nan")}, {"ratio": None}, {"ratio": float("inf")}]
    features = json.loads(geojson(area_map, said))["features"]
    assert [one["properties"]["ratio"] for one in features] == [118.0, None, None, None]
    assert shape(features[0]["geometry"]).equals(box(0, 0, 4, 4).difference(box(1, 1, 2, 2)))
    assert features[2]["geometry"] == {"type": "Point", "coordinates": [5.0, 2.0]}
    assert features[3]["geometry"] is None


def test_a_page_escapes_what_it_is_told_and_asks_for_nothing(area_map: AreaMap) -> None:
    section = Section("map", "<b>", ("1 < 2",), area_map_svg(chart(area_map)), points=("<i>",))
    page = render_page("<h>", "a.csv", [section], "zh")
    assert "<b>" not in page
    assert "<i>" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "script" not in page
