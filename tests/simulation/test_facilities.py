"""Seventy facilities, their numbers in the layout of the standard, and three anomalies."""

import re

import pytest

from evenborn.simulation.areas import city_areas
from evenborn.simulation.facilities import ANOMALIES, KINDS, city_facilities, facility_code
from evenborn.simulation.parameters import CityParameters
from simulation.world import DEFAULT, SMALL

CODE = re.compile(r"[A-Z]{3}\d{5}[\dX]\d{6}1[17][A-Z]\d{3}\d")


@pytest.mark.parametrize("city", [DEFAULT, SMALL, CityParameters(seed=9, number=1_187)])
def test_a_city_has_its_facilities(city: CityParameters) -> None:
    rows = city_facilities(city).to_pylist()
    assert len(rows) == city.facilities == len({row["code"] for row in rows})
    assert all(CODE.fullmatch(row["code"]) and len(row["code"]) == 22 for row in rows)
    townships = set(city_areas(city).codes("township"))
    assert all(row["township"] in townships and row["township"].startswith(row["county"]) for row in rows)
    assert all(row["code"][9:15] == row["county"] for row in rows)
    for kind in ("county-hospital", "maternal-child-hospital"):
        assert [row["kind"] for row in rows].count(kind) == city.counties
    assert {row["kind"] for row in rows} == {kind.key for kind in KINDS}
    assert not any(row["delivers"] for row in rows if row["kind"] == "clinic")


def test_seven_in_ten_of_the_default_city_deliver() -> None:
    rows = city_facilities(DEFAULT).to_pylist()
    assert sum(row["delivers"] for row in rows) == 50
    assert len({row["name_zh"] for row in rows}) == 70


@pytest.mark.parametrize("seed", range(5))
def test_three_facilities_have_an_anomaly_outside_the_county_that_conceals(seed: int) -> None:
    city = CityParameters(seed=seed)
    rows = [row for row in city_facilities(city).to_pylist() if row["anomaly"]]
    assert sorted(row["anomaly"] for row in rows) == sorted(ANOMALIES)
    does = {row["anomaly"]: row for row in rows}
    assert does["births-ratio"]["delivers"]
    assert does["scans-without-indication"]["scans"]
    assert does["drug-units-missing"]["drugs"]
    assert all(row["county"] != "990106" for row in rows)


def test_check_characters_follow_gb_11714() -> None:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    seen = set()
    for serial in range(0, 1_188_000, 997):
        code = facility_code(serial, "990101", KINDS[0])
        total = sum(weight * int(character, 36) for weight, character in zip(weights, code[:8], strict=True))
        value = 10 if code[8] == "X" else int(code[8])
        assert (total + value) % 11 == 0
        seen.add(code[:8])
    assert len(seen) == len(range(0, 1_188_000, 997))
