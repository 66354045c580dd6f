"""The mix of a year's deliveries is the one that the strength of selection is reckoned with."""

import numpy as np
import pytest

from evenborn.simulation.areas import city_areas
from evenborn.simulation.deliveries import expected
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.selection import ORDER_SHARES, WITHOUT_SON_SHARES


def test_the_mix() -> None:
    city = CityParameters(births_a_year=200_000)
    minutes, planned = expected(city, city_areas(city)).year(np.random.default_rng(1), 2024)
    assert (minutes // 1440 == planned.day).all()
    orders = np.minimum(planned.order, 3)
    for order, share, without in zip((1, 2, 3), ORDER_SHARES, WITHOUT_SON_SHARES, strict=True):
        own = orders == order
        assert own.mean() == pytest.approx(share, abs=0.005)
        assert (planned.with_son[own] == 0).mean() == pytest.approx(without, abs=0.02)
    assert 4 <= planned.order.max() <= 12
    weights = city_areas(city).column("population_weight", "township").astype(float)
    assert np.bincount(planned.township) / len(minutes) == pytest.approx(weights, abs=0.003)
