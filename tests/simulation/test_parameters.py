"""The default city, what is refused, and how cities make a country."""

from dataclasses import replace

import pytest

from evenborn.simulation.parameters import MOST_CITIES, CityParameters, country, province


def test_the_default_city_has_the_shape_of_the_reference_programme() -> None:
    city = CityParameters()
    assert (city.counties, city.townships, city.facilities, city.births_a_year) == (6, 60, 70, 14_400)
    assert [city.target_ratio(year) for year in city.calendar_years] == [130.0, 123.5, 117.0]
    assert city.births_of_anomaly == 1_200


def test_one_year_has_the_first_ratio() -> None:
    assert CityParameters(years=1).target_ratio(2023) == 130.0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": MOST_CITIES}, "number must be from 0 to 1187"),
        ({"counties": 0}, "1 to 99 counties"),
        ({"townships": 11}, "2 to 20 townships"),
        ({"townships": 121}, "2 to 20 townships"),
        ({"facilities": 29}, "at least 5 facilities"),
        ({"years": 0}, "the years must lie in 1970 to 2100"),
        ({"first_year": 1969}, "the years must lie in 1970 to 2100"),
        ({"births_a_year": 599}, "at least 10 births"),
        ({"concealed_share_of_girls": 1.0}, "a share is at least 0 and below 1"),
        ({"moved_later": -0.1}, "a share is at least 0 and below 1"),
        ({"anomaly_drug_units_missing": 1.5}, "a share is at least 0 and below 1"),
        ({"ratio_last": 105.0}, "no ratio lies below the natural one"),
        ({"natural_ratio": 80.0}, "no ratio lies below the natural one"),
        ({"anomaly_births_share": 0.2}, "at most a tenth"),
        ({"concealing_county": 6}, "concealing_county must be the position of a county"),
    ],
)
def test_an_impossible_city_is_refused(wrong: dict[str, float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(CityParameters(), **wrong)  # type: ignore[arg-type]


def test_a_country_has_16_million_births_a_year() -> None:
    cities = country(CityParameters())
    assert sum(city.births_a_year for city in cities) >= 16_000_000
    assert sum(city.births_a_year for city in cities[:-1]) < 16_000_000
    assert len({city.number for city in cities}) == len(cities) <= MOST_CITIES


def test_there_are_no_codes_for_more_cities() -> None:
    assert len(province(CityParameters(), MOST_CITIES)) == MOST_CITIES
    with pytest.raises(ValueError, match="number must be"):
        province(CityParameters(), MOST_CITIES + 1)
