"""Chance: the same from the same seed, other from another, even over its range."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.simulation.streams import stream, uniforms


def test_streams_differ_by_seed_purpose_city_and_year() -> None:
    keys = [(1, "births", 0, 2023), (2, "births", 0, 2023), (1, "areas", 0, 2023), (1, "births", 1, 2023)]
    draws = [stream(*key).random() for key in [*keys, (1, "births", 0, 2024)]]  # type: ignore[arg-type]
    assert len(set(draws)) == len(draws)


def test_a_stream_does_not_touch_the_global_generator() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index,union-attr]
    stream(1, "births").random(1000)
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index,union-attr]


@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=50), st.integers(0, 49))
def test_a_number_has_its_draw_whatever_stands_beside_it(numbers: list[int], at: int) -> None:
    position = at % len(numbers)
    together = uniforms(3, "surname", np.array(numbers))
    assert together[position] == uniforms(3, "surname", np.array([numbers[position]]))[0]
    assert ((together >= 0) & (together < 1)).all()


def test_neighbouring_numbers_spread_evenly_and_without_memory() -> None:
    draws = uniforms(3, "surname", np.arange(200_000))
    counts = np.histogram(draws, bins=100, range=(0, 1))[0]
    chi_square = ((counts - 2_000) ** 2 / 2_000).sum()
    assert 50 < chi_square < 160
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 0.01
    assert abs(np.corrcoef(draws, uniforms(3, "given", np.arange(200_000)))[0, 1]) < 0.01
