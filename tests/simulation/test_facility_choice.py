"""Near and large facilities, mostly in the county; the births of the one with the anomaly are exact."""

from dataclasses import replace

import numpy as np
import pytest

from evenborn.simulation.areas import city_areas
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.facility_choice import anomalous_births, facility_choice
from evenborn.simulation.parameters import CityParameters
from simulation.world import DEFAULT, births_of_each


def test_only_those_that_deliver_are_chosen_and_a_stated_share_leaves_the_county() -> None:
    facilities = city_facilities(DEFAULT).to_pylist()
    choice = facility_choice(DEFAULT, city_areas(DEFAULT), city_facilities(DEFAULT))
    county_of = city_areas(DEFAULT).county_of
    township = np.repeat(np.arange(60), 2_000)
    chosen = choice.odds.draw(np.random.default_rng(1).random(len(township)), township)
    assert all(facilities[facility]["delivers"] for facility in set(chosen.tolist()))
    assert choice.anomalous not in chosen
    away = np.array([int(row["county"][-2:]) - 1 for row in facilities])[chosen] != county_of[township]
    assert away.mean() == pytest.approx(0.08, abs=4 * np.sqrt(0.08 * 0.92 / len(away)))


def test_births_leave_the_county_as_often_as_stated() -> None:
    births = births_of_each(DEFAULT)
    rows = city_facilities(DEFAULT).to_pylist()
    chosen = {row["code"] for row in rows if row["anomaly"] != "births-ratio"}
    counted = [
        facility[9:15] != residence[:6]
        for facility, residence in zip(births["facility"], births["residence"], strict=True)
        if facility in chosen
    ]
    assert np.mean(counted) == pytest.approx(0.08, abs=0.006)


@pytest.mark.parametrize(
    "city",
    [
        DEFAULT,
        replace(DEFAULT, seed=8),
        CityParameters(seed=3, years=2, births_a_year=3_600, anomaly_births_share=0.05, anomaly_ratio=200.0),
    ],
)
def test_the_anomaly_has_exactly_its_size(city: CityParameters) -> None:
    births = births_of_each(city)
    anomalous = city_facilities(city).to_pylist()
    code = next(row["code"] for row in anomalous if row["anomaly"] == "births-ratio")
    own = births["facility"] == code
    boys, girls = (int((births["sex"][own] == sex).sum()) for sex in ("male", "female"))
    assert own.sum() == boys + girls == city.births_of_anomaly
    assert boys == round(city.births_of_anomaly * city.anomaly_ratio / (100 + city.anomaly_ratio))
    assert set(births["outcome"][own]) == {"live"}
    of_years = np.bincount(births["year"][own] - city.first_year, minlength=city.years)
    assert np.ptp(of_years) <= 2
    others = np.isin(
        births["facility"], [row["code"] for row in anomalous if row["kind"] == "private-hospital"]
    )
    assert others.sum() > own.sum() * 0.5


def test_more_births_than_there_are_are_refused() -> None:
    few = np.ones(3, dtype=bool)
    with pytest.raises(ValueError, match="more births than fit"):
        anomalous_births(np.random.default_rng(1), DEFAULT, 2023, few, (few, few))
