"""Rank intervals, groups, and that nobody is named the worst without being it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.ranking import rank


def drawn(ratios: list[float], births: int, tables: int, seed: int) -> np.ndarray:
    share = np.array(ratios) / (100 + np.array(ratios))
    return np.random.default_rng(seed).binomial(births, share, (tables, len(ratios)))


def test_ten_identical_counties_have_a_high_looking_worst_that_is_not_named() -> None:
    tables = drawn([107] * 10, 2_000, 4_000, seed=10)
    ratios = 100 * tables / (2_000 - tables)
    assert ratios.max(axis=1).mean() == pytest.approx(114.6, abs=0.15)
    named = np.mean([rank(boys, 2_000 - boys, natural_sd=0).highest is not None for boys in tables])
    assert named <= 0.05
    assert np.mean([rank(boys, 2_000 - boys).highest is not None for boys in tables[:500]]) <= 0.05


def test_one_county_at_130_among_nine_at_107_is_named() -> None:
    tables = drawn([107] * 9 + [130], 10_000, 1_000, seed=11)
    named = [rank(boys, 10_000 - boys).highest for boys in tables]
    assert np.mean([position == 9 for position in named]) >= 0.90
    assert all(position in (9, None) for position in named)


def test_all_intervals_of_ranks_hold_at_once() -> None:
    ratios = [104.0, 106, 108, 110, 112, 118, 125, 125.5]
    true_rank = np.argsort(np.argsort(-np.array(ratios))) + 1
    tables = drawn(ratios, 8_000, 2_000, seed=12)
    results = [rank(boys, 8_000 - boys, natural_sd=0) for boys in tables]
    held = [((r.rank_lower <= true_rank) & (true_rank <= r.rank_upper)).all() for r in results]
    assert np.mean(held) >= 0.95


areas = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 50_000)), min_size=2, max_size=30)


@settings(deadline=None)
@given(areas)
def test_alike_areas_share_a_group_and_groups_are_told_apart(counts: list[tuple[int, int]]) -> None:
    boys, girls = np.array(counts).T
    result = rank(boys, girls)
    number = len(counts)
    assert (result.rank_lower >= 1).all()
    assert (result.rank_upper <= number).all()
    assert (result.rank_lower <= result.rank_upper).all()
    assert set(result.group) == set(range(1, result.group.max() + 1))
    for group in range(1, result.group.max() + 1):
        members = result.group == group
        before = int((result.group < group).sum())
        # A group told apart from all others holds exactly the ranks of its own size.
        assert result.rank_lower[members].min() == before + 1
        assert result.rank_upper[members].max() == before + members.sum()


@settings(deadline=None)
@given(areas, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(counts: list[tuple[int, int]], random: object) -> None:
    boys, girls = np.array(counts).T
    order = np.random.default_rng(len(counts)).permutation(len(counts))
    one, other = rank(boys, girls), rank(boys[order], girls[order])
    assert np.array_equal(one.rank_lower[order], other.rank_lower)
    assert np.array_equal(one.group[order], other.group)


def test_swapping_the_sexes_turns_the_list_round() -> None:
    boys, girls = [6_000, 5_200, 5_100], [4_000, 4_800, 4_900]
    one, other = rank(boys, girls), rank(girls, boys)
    assert (one.highest, one.lowest) == (other.lowest, other.highest) == (0, None)


def test_nature_differs_between_years_and_is_no_difference_between_areas() -> None:
    boys, girls = [51_900_000, 51_700_000], [48_100_000, 48_300_000]
    assert rank(boys, girls, natural_sd=0).highest == 0
    assert rank(boys, girls).highest is None


def test_many_townships_need_little_memory() -> None:
    generator = np.random.default_rng(3)
    births = generator.integers(50, 2_000, 5_000)
    boys = generator.binomial(births, 107 / 207)
    result = rank(boys, births - boys)
    assert result.group.max() == 1
    assert result.highest is None


def test_one_area_alone_and_areas_without_births_name_nobody() -> None:
    assert rank([120], [100]).highest is None
    empty = rank([120, 0], [100, 0])
    assert (empty.highest, list(empty.group)) == (None, [1, 1])


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="one list of areas"):
        rank([[1, 2]], [[1, 2]])
    with pytest.raises(ValueError, match="confidence"):
        rank([1, 2], [1, 2], confidence=95)
