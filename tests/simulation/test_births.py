"""The births of cities: the same whatever the chunk, in bounded memory, with the ratio that is set."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from evenborn.simulation.areas import city_areas
from evenborn.simulation.births import BIRTHS_SCHEMA, births, city_years, truth
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.parameters import CityParameters, province
from simulation.world import DEFAULT, SMALL, births_of_each, days, world


@pytest.mark.parametrize("rows", [1, 997, 10**9])
def test_chunks_do_not_change_the_births(rows: int) -> None:
    city = replace(SMALL, years=1)
    batches = list(births(city, chunk_rows=rows))
    assert max(batch.num_rows for batch in batches) <= rows
    assert pa.Table.from_batches(batches).equals(pa.Table.from_batches(list(births(city))))


def test_the_seed_decides_everything() -> None:
    again = pa.Table.from_batches(list(births(SMALL)))
    assert again.equals(world(SMALL)[0])
    assert not again.equals(pa.Table.from_batches(list(births(replace(SMALL, seed=6)))))


def test_more_years_leave_the_earlier_ones_as_they_were() -> None:
    shorter = replace(SMALL, years=2, ratio_last=130.0, ratio_first=130.0)
    longer = replace(shorter, years=3)
    both = [next(iter(city_years(city))).births.drop_columns(["facility"]) for city in (shorter, longer)]
    assert both[0].equals(both[1])


def test_a_city_is_the_same_alone_and_in_a_province() -> None:
    city = replace(SMALL, years=1)
    together = list(births(province(city, 3)))
    assert together[1].equals(next(births(replace(city, number=1))))
    numbers = np.concatenate([np.asarray(batch["birth"]) for batch in together])
    assert len(np.unique(numbers)) == len(numbers)


def test_the_table_is_as_agreed() -> None:
    table = world(DEFAULT)[0]
    assert table.schema.equals(BIRTHS_SCHEMA)
    columns = births_of_each(DEFAULT)
    assert len(np.unique(columns["birth"])) == table.num_rows == pytest.approx(43_400, abs=800)
    assert (np.diff(columns["birth_time"].astype(np.int64)) >= 0).all()
    assert (columns["birth_time"].astype(np.int64) % 60 == 0).all()
    assert (np.diff(columns["birth"]) > 0).all()
    assert set(columns["sex"]) == {"male", "female", "unclear"}
    assert set(columns["outcome"]) == {"live", "stillbirth", "early-neonatal-death"}
    year = columns["birth_time"].astype("datetime64[Y]").astype(int) + 1970
    assert (year == columns["year"]).all()
    assert [name for name in table.schema.names if table[name].null_count] == ["facility"]
    townships = set(city_areas(DEFAULT).codes("township"))
    assert set(columns["residence"]) == townships >= set(columns["hukou"])
    delivering = [row["code"] for row in city_facilities(DEFAULT).to_pylist() if row["delivers"]]
    assert set(pc.unique(table["facility"]).to_pylist()) == {None, *delivering}


def test_twins_share_delivery_parents_place_and_day() -> None:
    table = world(DEFAULT)[0]
    several = table.filter(pc.greater(table["plurality"], 1))
    groups = several.group_by("delivery").aggregate(
        [
            (name, "count_distinct")
            for name in ("mother", "father", "facility", "plurality", "gestational_weeks")
        ]
        + [("birth_position", "count_distinct"), ("plurality", "max"), ("parity", "min"), ("parity", "max")]
    )
    found = {name: np.asarray(groups[name]) for name in groups.schema.names}
    for name in ("mother", "father", "facility", "plurality", "gestational_weeks"):
        assert (found[f"{name}_count_distinct"] == 1).all()
    assert (found["birth_position_count_distinct"] == found["plurality_max"]).all()
    assert (found["parity_max"] - found["parity_min"] + 1 == found["plurality_max"]).all()
    assert several.num_rows / table.num_rows == pytest.approx(0.03, abs=0.004)
    first = table.filter(pc.equal(table["birth_position"], 1))
    assert first["birth"].equals(first["delivery"])


@pytest.mark.parametrize("seed", range(8))
def test_the_ratio_falls_as_set(seed: int) -> None:
    city = DEFAULT if seed == 0 else CityParameters(seed=seed)
    _, known = world(city)
    for year in city.calendar_years:
        own = known.filter(pc.equal(known["year"], year))
        male, female = (pc.sum(own[sex]).as_py() for sex in ("male", "female"))
        target = city.target_ratio(year)
        sd = np.sqrt(1 / male + 1 / female)
        assert abs(np.log(100 * male / female / target)) < 4 * sd
        assert male + female == pytest.approx(city.births_a_year, abs=500)


def test_unclear_sex_is_rare_and_births_spread_over_the_year() -> None:
    columns = births_of_each(DEFAULT)
    assert 0 < (columns["sex"] == "unclear").mean() < 0.0006
    assert len(np.unique(days(world(DEFAULT)[0], "birth_time"))) == 365 + 366 + 365


def test_a_province_streams_in_bounded_memory() -> None:
    city = CityParameters(years=1, births_a_year=20_000)
    before, rows, most = pa.total_allocated_bytes(), 0, 0
    for batch in births(province(city, 15)):
        rows += batch.num_rows
        most = max(most, pa.total_allocated_bytes() - before)
    assert rows > 250_000
    assert most < 12_000_000  # two years of a city; all of them at once are 40 million


def test_truth_alone_is_that_of_the_births() -> None:
    assert truth(SMALL).equals(world(SMALL)[1])
