"""Codes that do not exist, counties that are their townships, a table that an installation can load."""

import csv
import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from evenborn.simulation.areas import (
    PROVINCES,
    area_table,
    area_table_csv,
    city_areas,
    city_code,
    geojson,
)
from evenborn.simulation.parameters import CityParameters, province
from evenborn.simulation.polygons import inside, ring_area
from simulation.world import DEFAULT


def test_no_code_is_real(shared_data: Callable[[str], Path]) -> None:
    with shared_data("china_areas_2026.csv").open(encoding="utf-8") as file:
        real = {row[0] for row in csv.reader(file)}
    with shared_data("china_area_changes_1981_2026.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            real |= {row["old_code"], row["new_code"]}
    assert {code[:2] for code in real} & set(PROVINCES) == set()


def test_every_city_has_a_code_of_its_own() -> None:
    assert len({city_code(number) for number in range(1_188)}) == 1_188


def test_the_table_nests() -> None:
    areas = city_areas(DEFAULT)
    rows = areas.areas.to_pylist()
    assert [row["level"] for row in rows] == ["city"] + ["county"] * 6 + ["township"] * 60
    codes = {row["code"] for row in rows}
    assert all(row["code"].startswith(row["parent"]) for row in rows)
    assert all(row["parent"] in codes for row in rows[1:])
    assert len({row["name_zh"] for row in rows}) == len({row["name_en"] for row in rows}) == 67
    for level in ("county", "township"):
        assert areas.column("population_weight", level).sum() == pytest.approx(1)


@pytest.mark.parametrize("number", [0, 41])
def test_polygons_nest_and_cover(number: int) -> None:
    areas = city_areas(CityParameters(number=number))
    size = {}
    for feature in geojson(areas)["features"]:
        geometry = feature["geometry"]
        assert geometry["type"] == "Polygon"
        assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in geometry["coordinates"])
        size[feature["id"]] = sum(ring_area(ring[:-1]) for ring in geometry["coordinates"])
    city = areas.codes("city")[0]
    for parent in (city, *areas.codes("county")):
        within = [area for code, area in size.items() if len(code) == 9 and code.startswith(parent)]
        assert sum(within) == pytest.approx(size[parent], abs=1e-9)
    assert sum(size[code] for code in areas.codes("county")) == pytest.approx(size[city], abs=1e-9)


def test_townships_do_not_overlap() -> None:
    areas = city_areas(DEFAULT)
    points = np.random.default_rng(1).random((4_000, 2))
    owners = np.array([inside(cell, points) for cell in areas.cells]).sum(axis=0)
    assert owners.max() == 1
    assert owners.mean() == pytest.approx(sum(map(ring_area, areas.cells)), abs=0.04)


def test_centroids_lie_in_their_township_and_neighbours_are_near() -> None:
    areas = city_areas(DEFAULT)
    x, y = (areas.column(axis, "township").astype(float) for axis in ("x", "y"))
    for cell, point in zip(areas.cells, np.column_stack([x, y]), strict=True):
        assert inside(cell, point[None, :]).all()
    codes = areas.codes("township")
    near = [
        np.hypot(x[one] - x[two], y[one] - y[two])
        for one, two in combinations(range(60), 2)
        if codes[two] in areas.neighbours[codes[one]]
    ]
    assert max(near) < 0.45
    for code in areas.codes("county"):
        assert all(code in areas.neighbours[other] for other in areas.neighbours[code])


def test_the_loadable_table_reads_back() -> None:
    cities = [city_areas(city) for city in province(CityParameters(), 101)[-3:]]
    rows = list(csv.DictReader(io.StringIO(area_table_csv(*cities).decode("utf-8"))))
    assert list(rows[0]) == [
        "code",
        "name_zh",
        "name_en",
        "level",
        "parent",
        "valid_from",
        "valid_to",
        "successor",
    ]
    assert [row["code"] for row in rows if row["level"] == "province"] == list(PROVINCES[:2])
    assert [row["code"] for row in rows if row["level"] == "prefecture"] == [
        city_code(number) for number in (98, 99, 100)
    ]
    assert all(row["parent"] in {other["code"] for other in rows} for row in rows if row["parent"])
    assert rows == area_table(*cities).to_pylist()


def test_cities_of_a_country_do_not_overlap() -> None:
    corners = {
        city.number: np.floor(np.array([point for cell in city_areas(city).cells for point in cell]))
        for city in (CityParameters(number=number) for number in (0, 1, 40))
    }
    squares = {number: set(map(tuple, found.tolist())) for number, found in corners.items()}
    assert squares == {0: {(0.0, 0.0)}, 1: {(1.0, 0.0)}, 40: {(0.0, 1.0)}}
