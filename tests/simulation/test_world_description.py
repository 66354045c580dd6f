"""What lies beside the registers can be loaded, and nothing in the folder is anybody's or anywhere's."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from stdnum.cn import ric

from evenborn.registers.codes.area_files import load_area_table
from evenborn.registers.lists import read_facility_list
from simulation.conftest import WRITTEN
from simulation.sent import records


def test_areas_and_facilities_are_those_of_the_registers(city: Path) -> None:
    areas = load_area_table(city / "areas.csv")
    facilities = read_facility_list(city / "facilities.csv", date(2026, 1, 1))
    rows = records(city, "immunisation").values()
    assert sum(row["clinic"] not in facilities for row in rows) <= 0.01 * len(rows)
    assert sum(areas.find(row["area"].strip(), date(2025, 1, 1)) is None for row in rows) <= 0.01 * len(rows)
    polygons = json.loads((city / "areas.geojson").read_text("utf-8"))["features"]
    assert len(polygons) == 1 + WRITTEN.counties + WRITTEN.townships


def test_a_facility_does_not_wear_its_anomaly(city: Path) -> None:
    with (city / "facilities.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert "anomaly" not in rows[0]
    assert sum(row["kind"] == "vaccination-clinic" for row in rows) == WRITTEN.townships
    assert len(rows) == WRITTEN.facilities + WRITTEN.townships


def test_parameters_say_everything(city: Path) -> None:
    content = json.loads((city / "truth" / "parameters.json").read_text("utf-8"))
    assert content["cities"] == [{**content["cities"][0], "seed": WRITTEN.seed, "years": 2}]
    assert content["sent_on"] == "2025-03-31"
    assert set(content["departments"]) == set(content["rates"])


@pytest.mark.parametrize(
    "register", ["delivery", "household", "birth_certificate", "immunisation", "child_benefit"]
)
def test_nobody_and_no_place_is_real(city: Path, shared_data: Callable[[str], Path], register: str) -> None:
    with shared_data("china_areas_2026.csv").open(encoding="utf-8-sig") as stream:
        codes = {cell for row in csv.reader(stream) for cell in row if cell.isdigit()}
    counties = {code[:6] for code in codes if len(code) >= 6}
    for row in records(city, register).values():
        for field in ("mother_id_number", "father_id_number", "child_id_number"):
            number = row.get(field, "").strip()
            if len(number) == 18 and number[:17].isdecimal() and number[0] in "123456":
                mistyped = ric.calc_check_digit(number) != number[-1]
                assert mistyped or number[:6] not in counties
        for field in ("residence", "hukou", "area"):
            assert row.get(field, "")[:6] not in counties


def test_both_languages_name_the_same_files(city: Path) -> None:
    english, chinese = ((city / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
    for path in (*city.iterdir(), *(city / "truth").iterdir()):
        if path.is_file() and not path.name.startswith(("README", "links-")):
            assert f"`{path.name}`" in english
            assert f"`{path.name}`" in chinese
