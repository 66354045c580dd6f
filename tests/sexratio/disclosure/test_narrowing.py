import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from evenborn.sexratio.disclosure.narrowing import ContradictionError, narrow


def rows(*lines: list[int]) -> sparse.csr_array:
    return sparse.csr_array(np.array(lines))


def test_what_is_left_of_a_total_is_known() -> None:
    matrix = rows([1, 1, 1], [-1, -1, -1], [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0])
    lower, upper = narrow(matrix, np.array([9, -9, 4, -4, 3, -3]), np.zeros(3), np.full(3, np.inf))
    assert lower.tolist() == upper.tolist() == [4, 3, 2]


def test_a_ratio_bounds_one_sex_by_the_other_in_whole_births() -> None:
    matrix = rows([-2000, 2083], [2000, -2085])  # 104.2 males per 100 females, to one decimal
    lower, upper = narrow(matrix, np.array([0, 0]), np.array([0.0, 500.0]), np.array([np.inf, 500.0]))
    assert (lower[0], upper[0]) == (521, 521)


def test_an_unbounded_count_stays_so() -> None:
    lower, upper = narrow(rows([1, -1]), np.array([0]), np.zeros(2), np.full(2, np.inf))
    assert lower.tolist() == [0, 0]
    assert np.isinf(upper).all()


@given(
    truth=st.lists(st.integers(0, 9), min_size=4, max_size=4),
    lines=st.lists(st.lists(st.integers(-2, 2), min_size=4, max_size=4).filter(any), min_size=1, max_size=6),
)
def test_the_truth_is_never_cut_off(truth: list[int], lines: list[list[int]]) -> None:
    matrix = rows(*lines)
    matrix.eliminate_zeros()
    lower, upper = narrow(matrix, matrix @ np.array(truth), np.zeros(4), np.full(4, np.inf))
    assert (lower <= truth).all()
    assert (truth <= upper).all()


def test_a_contradiction_is_noticed() -> None:
    with pytest.raises(ContradictionError, match="contradict each other"):
        narrow(rows([1, 1], [-1, 0]), np.array([4, -5]), np.zeros(2), np.full(2, np.inf))
