import numpy as np
import pytest
from scipy import sparse

from evenborn.sexratio.disclosure import Thresholds
from evenborn.sexratio.disclosure.blocks import Block, reduction
from evenborn.sexratio.disclosure.narrowing import ContradictionError
from evenborn.sexratio.disclosure.programme import Constraints
from evenborn.sexratio.disclosure.statements import statements
from sexratio.disclosure.tables import design, issue

RULE = Thresholds(5, 1000, 5)
EMPTY = sparse.csr_array((0, 3), dtype=np.int64)
NONE = np.zeros(0, dtype=np.int64)


def triangle() -> Block:
    """Three cells of which any two hold at most one birth: fractions reach 1.5, births 1."""
    pairs = sparse.csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    rules = Constraints(EMPTY, NONE, pairs, np.ones(3, dtype=np.int64), np.zeros(3), np.ones(3))
    return Block(np.arange(3), rules)


def test_where_halves_would_do_whole_births_decide() -> None:
    block = triangle()
    end = block.extreme(np.ones(3), 1)
    assert end.exact
    assert end.table is not None
    assert (end.bound, end.table.sum(), block.programmes) == (1, 1, 2)
    assert block.glance(np.ones(3), 1, 50.0) is None


def test_a_count_without_upper_end_is_endless_unless_held_back() -> None:
    loose = Block(np.arange(3), Constraints(EMPTY, NONE, EMPTY, NONE, np.zeros(3), np.full(3, np.inf)))
    assert loose.extreme(np.ones(3), 1).bound == np.inf
    held = loose.glance(np.ones(3), 1, 50.0)
    assert held is not None
    assert held.tolist() == [50, 50, 50]


def test_periods_that_no_total_joins_are_blocks_of_their_own() -> None:
    counts = np.array([[[3, 30], [4, 41]], [[50, 51], [60, 61]], [[70, 71], [80, 81]]])
    hidden = [(area, period, sex) for area in (0, 1) for period in (0, 1) for sex in (0, 1)]
    apart = reduction(statements([issue(counts, hidden, design(3, 2), RULE)]))
    joined = reduction(statements([issue(counts, hidden, design(3, 2, totals=("area", "period")), RULE)]))
    assert [block.unknowns.tolist() for block in apart.blocks] == [[0, 1, 4, 5], [2, 3, 6, 7]]
    assert [block.unknowns.size for block in joined.blocks] == [8]


def test_what_is_published_or_left_over_is_known_before_any_programme() -> None:
    counts = np.array([[3, 30], [50, 51]])
    reduced = reduction(statements([issue(counts, [(0, 0), (1, 1)], design(2), RULE)]))
    assert reduced.blocks == ()
    assert reduced.lower.tolist() == reduced.upper.tolist() == [3, 30, 50, 51]


def test_an_impossible_block_is_a_contradiction() -> None:
    two = sparse.csr_array(np.array([[1, 1, 1], [1, 1, 1]]))
    rules = Constraints(two, np.array([3, 4]), EMPTY, NONE, np.zeros(3), np.full(3, 9.0))
    with pytest.raises(ContradictionError):
        Block(np.arange(3), rules).extreme(np.ones(3), 1)
