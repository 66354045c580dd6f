"""Chapman's estimate: a textbook example, its edges, and properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.registration import two_registers
from sexratio.registration.drawn import drawn_patterns, expected_patterns

COUNTS = st.tuples(*[st.integers(0, 100_000)] * 3)


def test_the_textbook_example() -> None:
    """Ten marked, fifteen caught, five of them marked: 11 * 16 / 6 - 1 = 28.3, Seber's variance 34.9."""
    result = two_registers([5, 5, 10])
    assert float(result.births.births) == pytest.approx(28.33, abs=0.005)
    assert float(result.variance) == pytest.approx(11 * 16 * 5 * 10 / (6**2 * 7))
    assert float(result.first_completeness) == pytest.approx(1 / 3)
    assert float(result.second_completeness) == pytest.approx(1 / 2)


def test_the_published_variance_of_log_births() -> None:
    for births, first, second in ((5146, 0.95, 0.8), (4854, 0.9, 0.8), (100_000, 0.5, 0.3)):
        found = two_registers(np.round(expected_patterns(births, (first, second)))).births
        published = (1 + (1 - first) * (1 - second) / (first * second)) / births
        assert float(found.log_variance) == pytest.approx(published, rel=2e-4)


def test_one_register_inside_the_other_leaves_nothing_hidden() -> None:
    result = two_registers([800, 150, 0])
    assert (float(result.births.hidden), float(result.births.births)) == (0, 950)
    assert (float(result.first_completeness), float(result.births.standard_error)) == (1, 0)
    assert float(result.births.log_variance) == pytest.approx(1 / 950)


@pytest.mark.parametrize("counts", [[0, 3, 4], [0, 0, 4], [0, 0, 0]])
def test_no_birth_in_both_says_nothing(counts: list[int]) -> None:
    births = two_registers(counts).births
    assert np.isinf(births.log_variance)
    assert np.isinf(births.coverage_log_variance)


@given(COUNTS)
def test_the_registers_may_change_places(counts: tuple[int, int, int]) -> None:
    both, first, second = counts
    one, other = two_registers([both, first, second]), two_registers([both, second, first])
    assert float(one.births.births) == pytest.approx(float(other.births.births))
    assert float(one.births.log_variance) == pytest.approx(float(other.births.log_variance))
    np.testing.assert_equal(one.first_completeness, other.second_completeness)


@given(COUNTS, st.floats(1, 10), st.floats(1, 10))
def test_more_dependence_means_more_births(counts: tuple[int, int, int], low: float, more: float) -> None:
    births = two_registers(counts).births
    assert float(births.under(low).births) <= float(births.under(low * more).births)
    assert float(births.under(0).births) == sum(counts)


def test_areas_are_estimated_one_by_one() -> None:
    together = two_registers([[[760, 190, 40], [5, 5, 10]], [[0, 0, 0], [9, 9, 9]]]).births
    assert together.births.shape == (2, 2)
    assert float(together.births[0, 1]) == float(two_registers([5, 5, 10]).births.births)


def test_the_estimate_is_unbiased_and_its_standard_error_true() -> None:
    counts = drawn_patterns(np.random.default_rng(1), 2000, (0.8, 0.6), areas=20_000)
    births = two_registers(counts).births
    assert births.births.mean() == pytest.approx(2000, abs=2)
    assert np.log(births.births).std() == pytest.approx(np.sqrt(births.log_variance).mean(), rel=0.02)


def test_strata_take_away_the_dependence_between_registers() -> None:
    """Town and village, each with independent registers, but together with dependent ones."""
    strata = np.round([expected_patterns(5000, (0.95, 0.9)), expected_patterns(5000, (0.5, 0.4))])
    pooled, stratified = two_registers(strata.sum(axis=0)).births, two_registers(strata).births.summed()
    assert float(pooled.births) < 9400
    assert float(stratified.births) == pytest.approx(10_000, abs=5)


def test_three_registers_are_refused() -> None:
    with pytest.raises(ValueError, match="two registers have 3 capture patterns, not 7"):
        two_registers([1] * 7)
