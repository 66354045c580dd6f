"""The areas of the default city are shipped, so that its files can be checked without naming a table."""

from pathlib import Path

from evenborn.registers.codes.area_files import known_areas
from evenborn.simulation.areas import area_table_csv, city_areas
from evenborn.simulation.parameters import CityParameters


def test_the_shipped_table_is_that_of_the_default_city(project: Path) -> None:
    shipped = project / "src/evenborn/registers/codes/area_tables/simulated_city.csv"
    assert shipped.read_bytes() == area_table_csv(city_areas(CityParameters()))


def test_every_area_of_the_default_city_is_known() -> None:
    known = known_areas()
    assert {known.judge(code, None) for code in city_areas(CityParameters()).codes("township")} == {""}
