"""Assignment: never worse than trying everything."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenborn.comparison import assign as module
from evenborn.comparison.assign import assign

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.integers(-40, 60).map(lambda tenths: tenths / 8),
    max_size=14,
)


def best_sum(pairs: dict[tuple[int, int], float]) -> float:
    """The largest sum of weights above nought that pairs without a record in common have."""
    return max(
        sum(max(pairs.get((left, right), 0.0), 0.0) for left, right in enumerate(order))
        for order in permutations(range(5))
    )


def arrays(pairs: dict[tuple[int, int], float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    left = np.array([left for left, _ in pairs], np.int64)
    return left, np.array([right for _, right in pairs], np.int64), np.array(list(pairs.values()), np.float64)


@given(PAIRS)
def test_no_other_assignment_weighs_more(pairs: dict[tuple[int, int], float]) -> None:
    left, right, weights = arrays(pairs)
    chosen = assign(left, right, weights)
    assert len(set(left[chosen].tolist())) == len(chosen) == len(set(right[chosen].tolist()))
    assert (weights[chosen] > 0).all()
    assert np.isclose(weights[chosen].sum(), best_sum(pairs))


@given(PAIRS)
def test_large_groups_are_assigned_as_well(pairs: dict[tuple[int, int], float]) -> None:
    left, right, weights = arrays({pair: weight for pair, weight in pairs.items() if weight > 0})
    if len(left):
        _, one = np.unique(left, return_inverse=True)
        _, other = np.unique(right, return_inverse=True)
        chosen = module._best_sparse(one, other, weights)
        assert len(set(one[chosen].tolist())) == len(chosen) == len(set(other[chosen].tolist()))
        assert np.isclose(weights[chosen].sum(), best_sum(pairs))


def test_two_good_links_go_before_one_better() -> None:
    left, right = np.array([0, 0, 1]), np.array([0, 1, 0])
    assert assign(left, right, np.array([9.0, 8.0, 7.0])).tolist() == [1, 2]
