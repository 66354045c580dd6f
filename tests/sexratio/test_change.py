"""The probability that a ratio fell, against the two posteriors drawn at random and against itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.change import probability_fell
from evenborn.sexratio.ratio import sex_ratio

COUNTS = st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)).filter(lambda pair: sum(pair) > 0)


@pytest.mark.parametrize(("before", "now"), [
    ((1_130, 1_000), (1_070, 1_000)), ((60, 50), (54, 50)), ((3, 0), (40, 44)),
    ((7_462, 5_828), (7_292, 5_989)),
])  # fmt: skip
def test_it_is_the_share_of_draws_in_which_the_ratio_fell(
    before: tuple[int, int], now: tuple[int, int]
) -> None:
    random, draws = np.random.default_rng(8), 400_000
    boys = [random.beta(male + 0.5, female + 0.5, draws) for male, female in (before, now)]
    drawn = float(np.mean(boys[1] <= boys[0]))
    assert float(probability_fell(sex_ratio(*before), sex_ratio(*now))) == pytest.approx(drawn, abs=0.004)


@given(COUNTS, COUNTS)
def test_what_fell_one_way_rose_the_other(one: tuple[int, int], other: tuple[int, int]) -> None:
    there = float(probability_fell(sex_ratio(*one), sex_ratio(*other)))
    back = float(probability_fell(sex_ratio(*other), sex_ratio(*one)))
    assert there + back == pytest.approx(1, abs=1e-4)
    assert 0 <= there <= 1
