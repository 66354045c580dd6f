"""Which pairs are drawn for people to look at."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison.review import STRATA, shared_out, stratum_of


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(1, 500))
def test_as_many_are_drawn_as_were_asked_for_or_there_are(sizes: list[int], wanted: int) -> None:
    drawn = shared_out(sizes, wanted)
    assert sum(drawn) == min(wanted, sum(sizes))
    assert all(one <= size for one, size in zip(drawn, sizes, strict=True))
    short = [one for one, size in zip(drawn, sizes, strict=True) if one < size]
    assert not short or max(drawn) - min(short) <= 1


def test_the_stratum_of_a_pair_is_that_of_its_weight() -> None:
    weights = np.array([0.1, 4.9, 5.0, 9.9, 10.0, 19.9, 20.0, 60.0])
    yes, no = np.ones(8, np.bool_), np.zeros(8, np.bool_)
    found = [STRATA[at] for at in stratum_of(weights, no, yes)]
    assert found == [
        *["weight-0-5"] * 2,
        *["weight-5-10"] * 2,
        *["weight-10-20"] * 2,
        *["weight-20"] * 2,
    ]
    assert set(stratum_of(weights, no, no)) == {len(STRATA) - 1}
    assert set(stratum_of(weights, yes, yes)) == {0}
