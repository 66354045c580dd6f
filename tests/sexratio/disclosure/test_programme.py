import numpy as np
from scipy import sparse

from evenborn.sexratio.disclosure.programme import Constraints, least

NONE = np.zeros(0, dtype=np.int64)


def rules(
    equal: list[list[int]], values: list[int], smaller: list[list[int]], limits: list[int], upper: float
) -> Constraints:
    size = len((equal or smaller)[0])
    return Constraints(
        sparse.csr_array(np.array(equal, dtype=np.int64).reshape(-1, size)),
        np.array(values, dtype=np.int64),
        sparse.csr_array(np.array(smaller, dtype=np.int64).reshape(-1, size)),
        np.array(limits, dtype=np.int64),
        np.zeros(size),
        np.full(size, upper),
    )


def test_an_optimum_is_found_and_proven() -> None:
    solved = least(np.array([1.0, -1.0]), rules([[1, 1]], [7], [], [], 5))
    assert (solved.outcome, solved.value, solved.bound) == ("optimal", -3, -3)


def test_whole_numbers_stop_short_of_fractions() -> None:
    pairs = rules([], [], [[1, 1, 0], [0, 1, 1], [1, 0, 1]], [1, 1, 1], 1)
    weights = -np.ones(3)
    assert least(weights, pairs).value == -1.5
    assert least(weights, pairs, whole=True).value == -1


def test_endless_and_impossible_are_told_apart() -> None:
    assert least(-np.ones(2), rules([], [], [[1, -1]], [0], np.inf)).outcome == "endless"
    assert least(-np.ones(2), rules([[1, 1], [1, 1]], [3, 4], [], [], np.inf)).outcome == "impossible"


def test_a_table_is_checked_in_whole_numbers() -> None:
    checked = rules([[1, 1]], [7], [[1, -1]], [0], 5)
    assert checked.hold(np.array([3, 4]))
    assert not checked.hold(np.array([4, 3]))
    assert not checked.hold(np.array([3, 3]))
    assert not checked.hold(np.array([1, 6]))
    assert not checked.hold(np.array([-1, 8]))
