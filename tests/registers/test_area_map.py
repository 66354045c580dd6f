"""Where areas lie, and which are neighbours."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping

from evenborn.presentation.geojson import geojson as written_geojson
from evenborn.registers.area_map import contiguous, read_area_map, read_neighbours
from evenborn.registers.refusal import Refusal
from evenborn.simulation.areas import city_areas
from evenborn.simulation.areas import geojson as city_geojson
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.polygons import bordering

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


def test_the_simulated_city_has_the_borders_it_was_made_with(tmp_path: Path) -> None:
    city = city_areas(CityParameters(seed=1))
    made = [
        [one, other] for one, beside in enumerate(bordering(city.cells)) for other in beside if one < other
    ]
    path = geojson(tmp_path, city_geojson(city)["features"])
    found = read_area_map(path, city.codes("township"))
    assert found.neighbours.tolist() == sorted(made)
    assert (found.islands, found.lacking) == ((), ())


def test_a_written_map_is_read_as_it_was(tmp_path: Path) -> None:
    city = city_areas(CityParameters(seed=2))
    codes = city.codes("township")
    found = read_area_map(geojson(tmp_path, city_geojson(city)["features"]), codes)
    written = tmp_path / "written.geojson"
    written.write_bytes(written_geojson(found, [{} for _ in codes]))
    again = read_area_map(written, codes)
    assert again.neighbours.tolist() == found.neighbours.tolist()
    assert np.allclose(again.points, found.points, atol=1e-5)


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
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1e308], [0, 0]]]},
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


def test_codes_that_a_program_wrote_as_decimals_are_codes(tmp_path: Path) -> None:
    features = [feature(f"county {place}", mapping(box(place, 0, place + 1, 1)), code=620702.0 + place)
                for place in range(2)]  # fmt: skip
    assert read_area_map(geojson(tmp_path, features), ["620702", "620703"]).neighbours.tolist() == [[0, 1]]


def test_a_map_without_codes_or_names_is_refused(tmp_path: Path) -> None:
    bare = {"type": "Feature", "properties": {"length": 0.5}, "geometry": mapping(box(0, 0, 1, 1))}
    with pytest.raises(Refusal, match="map-unnamed"):
        read_area_map(geojson(tmp_path, [bare, bare]), ["甲"])


numbers = st.one_of(
    st.integers(-3, 3), st.floats(-3, 3), st.sampled_from([1e8, -1e9, 1e300, 5e-324, float("nan"), None, "1"])
)
corners = st.lists(st.lists(numbers, max_size=3) | st.tuples(numbers, numbers), max_size=7)
shapes = st.builds(
    lambda kind, coordinates: {"type": kind, "coordinates": coordinates},
    st.sampled_from(["Polygon", "MultiPolygon", "Point", "LineString", "GeometryCollection", "MultiPoint"]),
    st.one_of(st.tuples(numbers, numbers), corners, st.lists(corners, max_size=3),
              st.lists(st.lists(corners, max_size=2), max_size=2)),
)  # fmt: skip


@given(st.lists(shapes, min_size=1, max_size=4))
def test_any_geometry_is_a_map_or_a_refusal(geometries: list[object]) -> None:
    names = [str(place) for place in range(len(geometries))]
    with tempfile.TemporaryDirectory() as folder:
        path = geojson(
            Path(folder), [feature(name, one) for name, one in zip(names, geometries, strict=True)]
        )
        try:
            found = read_area_map(path, names)
        except Refusal as refused:
            assert refused.code == "map-broken-outline"  # noqa: PT017 -- either is right
        else:
            assert set(found.lacking) == {
                name for name, point in zip(names, found.points, strict=True) if np.isnan(point).any()
            }
            assert json.loads(written_geojson(found, [{} for _ in names]))


def test_a_map_of_other_areas_and_one_with_an_area_twice_are_refused(squares: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="map-other-areas"):
        read_area_map(squares, ["990101"])
    twice = geojson(
        tmp_path, [feature("甲", mapping(box(0, 0, 1, 1))), feature("甲", mapping(box(1, 0, 2, 1)))]
    )
    with pytest.raises(Refusal, match="map-area-twice"):
        read_area_map(twice, ["甲"])


def test_lists_do_not_wait_for_the_library_of_outlines() -> None:
    line = "import sys, evenborn.registers.area_map; sys.exit('libpysal' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0


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
