"""Where areas lie, and which are neighbours."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from evenborn.registers.area_map import contiguous, read_area_map, read_neighbours
from evenborn.registers.refusal import Refusal

SQUARES = {"甘州区": box(0, 0, 1, 1), "肃南县": box(1, 0, 2, 1), "民乐县": box(5, 5, 6, 6)}


def geojson(folder: Path, features: list[object]) -> Path:
    path = folder / "map.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8"
    )
    return path


def feature(name: str, geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    return geojson(tmp_path, [feature(name, mapping(square)) for name, square in SQUARES.items()])


def test_neighbours_and_islands_of_a_map(squares: Path) -> None:
    found = read_area_map(squares, ["民乐县", "甘州区", "肃南县"])
    assert found.neighbours.tolist() == [[1, 2]]
    assert (found.islands, found.lacking) == (("民乐县",), ())
    assert found.points[1].tolist() == [0.5, 0.5]
    assert [len(rings) for rings in found.outlines] == [1, 1, 1]


def test_an_area_that_the_map_lacks_is_an_island_without_outline(squares: Path) -> None:
    found = read_area_map(squares, ["甘州区", "高台县"])
    assert (found.lacking, found.islands) == (("高台县",), ("甘州区", "高台县"))
    assert found.outlines[1] == ()
    assert np.isnan(found.points[1]).all()


def test_an_area_may_have_a_point_or_nothing_in_place_of_an_outline(tmp_path: Path) -> None:
    path = geojson(tmp_path, [feature("甲", {"type": "Point", "coordinates": [3, 4]}), feature("乙", None)])
    found = read_area_map(path, ["甲", "乙"])
    assert found.points[0].tolist() == [3, 4]
    assert found.lacking == ("乙",)


def test_levels_above_do_not_disturb(tmp_path: Path) -> None:
    areas = [
        feature(f"county {place}", mapping(box(place, 0, place + 1, 1)), code=990101 + place, parent="9901")
        for place in range(3)
    ]
    path = geojson(tmp_path, [feature("city", mapping(box(0, 0, 3, 1)), code="9901", parent="99"), *areas])
    found = read_area_map(path, ["990101", "990102", "990103"])
    assert found.neighbours.tolist() == [[0, 1], [1, 2]]


@given(st.integers(1, 5), st.integers(1, 5), st.floats(-0.001, 0.001))
def test_a_board_has_the_neighbours_of_a_queen(rows: int, columns: int, gap: float) -> None:
    squares = [box(x + gap, y + gap, x + 1 - gap, y + 1 - gap) for y in range(rows) for x in range(columns)]
    across, upright = rows * (columns - 1), columns * (rows - 1)
    assert len(contiguous(squares)) == across + upright + 2 * (rows - 1) * (columns - 1)


def test_outlines_far_apart_are_no_neighbours() -> None:
    assert contiguous([box(0, 0, 1, 1), box(1.02, 0, 2, 1)]).tolist() == []


def test_a_ring_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    found = read_area_map(geojson(tmp_path, [feature("甲", bow)]), ["甲"])
    assert found.lacking == ()
    assert len(found.outlines[0]) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("not json", "no-map"),
        ("[]", "no-map"),
        ("[" * 100_000, "no-map"),
        ('{"type": "Polygon", "coordinates": []}', "no-map"),
        ('{"type": "FeatureCollection", "features": []}', "map-empty"),
        ('{"type": "FeatureCollection", "features": [7]}', "map-broken-outline"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(content)
    with pytest.raises(Refusal, match=code):
        read_area_map(path, ["甲"])


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [float("nan"), 0], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": "hello"},
        {"type": "Circle", "coordinates": [0, 0]},
        {"type": "Polygon"},
        7,
    ],
)
def test_a_broken_outline_is_named_by_its_number(tmp_path: Path, geometry: object) -> None:
    path = geojson(tmp_path, [feature("甲", mapping(box(0, 0, 1, 1))), feature("乙", geometry)])
    with pytest.raises(Refusal) as refused:
        read_area_map(path, ["甲"])
    assert (refused.value.code, refused.value.facts["number"]) == ("map-broken-outline", 2)


def test_a_map_of_other_areas_and_one_with_an_area_twice_are_refused(squares: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="map-other-areas"):
        read_area_map(squares, ["990101"])
    twice = geojson(
        tmp_path, [feature("甲", mapping(box(0, 0, 1, 1))), feature("甲", mapping(box(1, 0, 2, 1)))]
    )
    with pytest.raises(Refusal, match="map-area-twice"):
        read_area_map(twice, ["甲"])


def listed(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_pairs_by_code_for_births_by_name(tmp_path: Path) -> None:
    pairs = listed(tmp_path, "pairs.csv", "地区代码,相邻地区\n1,2\n2,1\n2,2\n3,9\n")
    points = listed(
        tmp_path,
        "points.csv",
        "地区代码,名称,经度,纬度\n1,甘州区,100.45,38.93\n2,肃南县,99.6,38.8\n3,民乐县,,\n",
    )
    found = read_neighbours(["肃南县", "甘州区", "民乐县"], pairs, points)
    assert found.neighbours.tolist() == [[0, 1]]
    assert found.points[1].tolist() == [100.45, 38.93]
    assert (found.islands, found.lacking) == (("民乐县",), ("民乐县",))


def test_lists_of_other_areas_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="map-other-areas"):
        read_neighbours(["甲"], listed(tmp_path, "pairs.csv", "area,neighbour\n1,2\n"))
    with pytest.raises(Refusal, match="map-other-areas"):
        read_neighbours(["甲"], None, listed(tmp_path, "points.csv", "area,longitude,latitude\n1,100,30\n"))


def test_a_bad_coordinate_is_told_with_its_row(tmp_path: Path) -> None:
    points = listed(tmp_path, "points.csv", "area,longitude,latitude\n甲,100,30\n乙,north,30\n")
    with pytest.raises(Refusal) as refused:
        read_neighbours(["甲"], None, points)
    assert (refused.value.code, refused.value.facts["row"]) == ("bad-list-row", 3)


def test_districts_of_india(shared_data: Callable[[str], Path]) -> None:
    districts = shared_data("india_2011_districts_children_0_6.csv")
    with districts.open(encoding="utf-8") as file:
        codes = [row["district"] for row in csv.DictReader(file)]
    found = read_neighbours(codes, shared_data("india_2011_districts_adjacency.csv"), districts)
    assert (len(codes), len(found.neighbours), len(found.lacking)) == (640, 1744, 2)
    assert set(found.lacking) < set(found.islands)
    assert len(found.islands) == 4  # two have no outline in the source, two are islands
