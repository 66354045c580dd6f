"""What is said of the links: by the model, by people, by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.chances import name_frequencies
from evenborn.comparison.evaluation import Stratum, by_model, by_review, chance_of
from evenborn.comparison.weights import bits

WEIGHTS = st.lists(st.floats(-20, 60), max_size=50).map(lambda values: np.array(values, np.float64))


def test_a_model_without_doubt_says_so_with_an_interval() -> None:
    found = by_model(np.full(100, 40.0), 1_000, np.full(10, 40.0), 10.0)
    assert found.precision.share > 0.999
    assert found.precision.lower < found.precision.share < found.precision.upper <= 1
    assert found.links == 1_010


def test_doubtful_links_and_links_that_are_missing() -> None:
    found = by_model(np.full(100, 40.0), 900, np.zeros(100), 150.0)
    assert found.precision.share == pytest.approx(0.95, abs=0.002)
    assert found.recall.share == pytest.approx(950 / 1050, abs=0.002)


def test_nothing_linked_is_nothing_known() -> None:
    assert (by_model(np.zeros(0), 0, np.zeros(0), 0.0).precision.lower, by_review([]).links) == (0.0, 0)


@given(WEIGHTS, st.integers(0, 500), st.floats(0, 200))
def test_intervals_hold_their_share(weights: np.ndarray, certain: int, rest: float) -> None:
    found = by_model(np.full(5, 20.0), certain, weights, rest)
    if found.links:
        for one in (found.precision, found.recall):
            assert 0 <= one.lower <= one.share <= one.upper <= 1


def test_a_review_finds_the_planted_errors() -> None:
    """2 % of 1,000 doubtful links are wrong, 5 % of 400 other pairs were missed; intervals hold the truth."""
    generator = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        wrong, missed = generator.binomial(100, 0.02), generator.binomial(100, 0.05)
        found = by_review(
            [
                Stratum(9_000, True, 100, 0),
                Stratum(1_000, True, 100 - wrong, wrong),
                Stratum(400, False, missed, 100 - missed),
            ]
        )
        right = 9_980
        held += found.recall.lower <= right / (right + 20) <= found.recall.upper
    assert held >= 0.93 * 300


@given(st.floats(-80, 80))
def test_a_weight_and_its_opposite_share_certainty(weight: float) -> None:
    one, other = chance_of(np.array([weight, -weight]))
    assert one + other == pytest.approx(1)


def test_bits_of_what_is_not_stated_are_none() -> None:
    shares = {"sex": np.array([0.99, 0.01])}
    assert bits({"sex": np.array([-1], np.int8)}, shares, {"sex": np.array([0.5, 0.5])}).tolist() == [0.0]


@given(st.lists(st.integers(0, 6), min_size=2, max_size=60))
def test_chances_of_a_name_add_up_over_bands(numbers: list[int]) -> None:
    names = np.array(numbers, np.uint64)
    stated = names[names > 0]
    different, places = np.unique(names, return_inverse=True)
    found = name_frequencies(different, places.astype(np.int32))
    if len(stated) > 1:
        _, count = np.unique(stated, return_counts=True)
        pairs = len(stated) * (len(stated) - 1)
        assert sum(found.same) == pytest.approx((count * (count - 1)).sum() / pairs, abs=2 / pairs)
    assert found.bands[places][names == 0].tolist() == [2] * int((names == 0).sum())
