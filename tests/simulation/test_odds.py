"""Draws by weight."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.odds import odds


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8).filter(lambda row: sum(row) > 1))
def test_an_option_without_weight_is_never_drawn(weights: list[float]) -> None:
    uniform = np.append(np.linspace(0, 1, 997, endpoint=False), np.nextafter(1, 0))
    drawn = odds([[1.0] * len(weights), weights]).draw(uniform, np.ones(len(uniform), np.int64))
    assert all(weights[option] > 0 for option in set(drawn.tolist()))


def test_options_come_up_as_often_as_their_weight() -> None:
    drawn = odds([1, 2, 5]).draw(np.linspace(0, 1, 8_000, endpoint=False) + 1 / 16_000)
    assert np.bincount(drawn).tolist() == [1_000, 2_000, 5_000]


def test_every_row_has_its_own_odds() -> None:
    drawn = odds([[1, 0], [0, 1], [1, 0]]).draw(np.array([0.999, 0.0, 0.999]), np.array([0, 1, 2]))
    assert drawn.tolist() == [0, 1, 0]
