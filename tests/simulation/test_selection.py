"""The strength of selection meets the ratio that is set; its gradient is that of orders and earlier sons."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.areas import city_areas
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.selection import (
    ORDER_SHARES,
    WITHOUT_SON_SHARES,
    Selection,
    area_intensity,
    order_shares,
    selection,
)
from simulation.world import DEFAULT


def groups(city: CityParameters) -> tuple[np.ndarray, ...]:
    """Township, order, earlier son and expected share of deliveries of every group."""
    areas = city_areas(city)
    township, order, son = (axis.ravel() for axis in np.indices((city.townships, 3, 2)))
    without = np.array(WITHOUT_SON_SHARES)[order]
    weight = areas.column("population_weight", "township").astype(float)[township]
    share = weight * order_shares(city, areas)[township, order] * np.where(son == 0, without, 1 - without)
    return township, order + 1, son, share


def expected_ratio(chosen: Selection, city: CityParameters, of_order: int | None = None) -> float:
    township, order, son, share = groups(city)
    share = share * (order == of_order) if of_order else share
    boys = (share * chosen.male_share(chosen.prevented_share(township, order, son))).sum() / share.sum()
    return float(100 * boys / (1 - boys))


@given(st.integers(0, 50), st.floats(107, 150), st.floats(107, 150))
def test_the_expected_ratio_is_the_one_that_is_set(seed: int, first: float, last: float) -> None:
    city = CityParameters(seed=seed, ratio_first=first, ratio_last=last)
    for year in city.calendar_years:
        chosen = selection(city, city_areas(city), year)
        assert expected_ratio(chosen, city) == pytest.approx(city.target_ratio(year), abs=1e-8)


def test_the_gradient_by_order_is_that_of_korea_and_china() -> None:
    by_order = [
        expected_ratio(selection(DEFAULT, city_areas(DEFAULT), 2023), DEFAULT, order) for order in (1, 2, 3)
    ]
    assert 106 < by_order[0] < 108.5  # Korea 1993: 106.3
    assert 140 < by_order[1] < 185  # China 2000: 151.9
    assert 200 < by_order[2] < 260  # Korea 1993: 209.7


def test_more_is_prevented_without_a_son_and_later() -> None:
    chosen = selection(DEFAULT, city_areas(DEFAULT), 2023)
    orders = np.array([1, 2, 3, 7])
    without, with_son = (chosen.prevented_share(np.zeros(4, int), orders, np.full(4, son)) for son in (0, 1))
    assert (np.diff(without) >= 0).all()
    assert without[2] == without[3]
    assert (without[1:] > 3 * with_son[1:]).all()
    assert ((without >= 0) & (without < 1)).all()


def test_nothing_is_prevented_where_girls_are_concealed_and_nowhere_at_the_natural_ratio() -> None:
    areas = city_areas(DEFAULT)
    assert (area_intensity(DEFAULT, areas)[areas.county_of == 5] == 0).all()
    assert (area_intensity(DEFAULT, areas)[areas.county_of != 5] > 0.5).all()
    natural = replace(DEFAULT, ratio_first=106.0, ratio_last=106.0)
    assert selection(natural, areas, 2024).strength == 0


def test_the_city_as_a_whole_has_the_shares_of_orders() -> None:
    areas = city_areas(DEFAULT)
    shares = order_shares(DEFAULT, areas)
    weights = areas.column("population_weight", "township").astype(float)
    assert weights @ shares == pytest.approx(np.array(ORDER_SHARES), abs=1e-6)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert np.ptp(shares[:, 1]) > 0.05


def test_a_ratio_that_cannot_be_is_refused() -> None:
    city = replace(DEFAULT, ratio_first=100_000.0)
    with pytest.raises(ValueError, match="no strength of selection"):
        selection(city, city_areas(city), 2023)
