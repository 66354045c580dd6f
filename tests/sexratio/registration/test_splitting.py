"""Errors of linkage between three and more registers: taken out again, and never a record lost."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import (
    LinkageErrors,
    capture_patterns,
    corrected_overlap,
    corrected_ratio,
    patterns_of_two,
    true_patterns,
)
from evenborn.sexratio.registration.splitting import pattern_correction
from sexratio.registration.drawn import expected_patterns, of_sex

RATES = st.floats(0, 0.3)


def linked(generator: np.random.Generator, true: FloatArray, missed: list[float]) -> FloatArray:
    """Patterns that a linkage finds of these births, record by record and pair by pair."""
    patterns = capture_patterns(true.shape[-1].bit_length())
    held = np.repeat(patterns, true.astype(int), axis=0) == 1
    births, registers = held.shape
    left, right = [], []
    for rate, (one, other) in zip(missed, combinations(range(registers), 2), strict=True):
        found = np.flatnonzero(held[:, one] & held[:, other] & (generator.random(births) >= rate))
        left.append(found * registers + one)
        right.append(found * registers + other)
    ends = np.concatenate(left), np.concatenate(right)
    graph = coo_array((np.ones(len(ends[0])), ends), shape=(births * registers,) * 2)
    group = connected_components(graph, directed=False)[1].reshape(births, registers)
    joined = np.zeros((int(group.max()) + 1, registers), np.int64)
    joined[group[held], np.nonzero(held)[1]] = 1
    places = {tuple(pattern): at for at, pattern in enumerate(patterns.tolist())}
    found = [places[tuple(row)] for row in joined.tolist() if any(row)]
    return np.bincount(found, minlength=len(patterns)).astype(np.float64)


@pytest.mark.parametrize(
    ("completeness", "missed"),
    [
        ((0.95, 0.9), [0.08]),
        ((0.95, 0.9, 0.85), [0.02, 0.3, 0.1]),
        ((0.95, 0.9, 0.85, 0.8), [0.3, 0.05, 0.2, 0.1, 0.3, 0.15]),
    ],
)
def test_missed_links_are_taken_out_again(completeness: tuple[float, ...], missed: list[float]) -> None:
    true = np.round(expected_patterns(40_000, completeness))
    rates = missed[0] if len(missed) == 1 else missed
    found = linked(np.random.default_rng(8), true, missed)
    assert abs(found - true).max() > 150
    assert true_patterns(found, LinkageErrors(rates)) == pytest.approx(true, abs=100)


def test_one_missed_link_of_three_loses_nothing() -> None:
    """The two others hold the birth together; only where two are missed it falls apart."""
    found = pattern_correction(np.zeros(7), 3, LinkageErrors([0.1, 0.2, 0.5]))
    of_all = np.linalg.inv(found)[:, 0]
    only_12, only_13, only_23, nothing = 0.9 * 0.2 * 0.5, 0.1 * 0.8 * 0.5, 0.1 * 0.2 * 0.5, 0.1 * 0.2 * 0.5
    whole = 1 - only_12 - only_13 - only_23 - nothing
    alone = [only_23 + nothing, only_13 + nothing, only_12 + nothing]
    assert of_all == pytest.approx([whole, only_12, only_13, alone[0], only_23, alone[1], alone[2]])


@given(st.lists(st.integers(50, 500), min_size=7, max_size=7), RATES, st.floats(0, 0.02))
def test_no_record_is_lost_or_made(counts: list[int], missed: float, false: float) -> None:
    many = np.array(counts, dtype=np.float64) + np.array([40_000, 0, 0, 1000, 0, 1000, 1000])
    held = capture_patterns(3)
    correction = pattern_correction(many, 3, LinkageErrors(missed, false))
    assert (correction @ many) @ held == pytest.approx(many @ held)


@given(st.integers(5_000, 9_000), RATES, st.floats(0, 0.05))
def test_two_registers_are_corrected_as_before(links: int, missed: float, false: float) -> None:
    errors = LinkageErrors(missed, false)
    overlap = float(corrected_overlap(20_000, 21_000, links, errors))
    expected = patterns_of_two(20_000, 21_000, links) + (overlap - links) * np.array([1, -1, -1])
    assert true_patterns(patterns_of_two(20_000, 21_000, links), errors) == pytest.approx(expected)


def test_false_links_are_pulled_apart() -> None:
    """Of 9,000 links between the first two registers 90 join births that only one of both holds."""
    true = np.array([9000, 0, 0, 500, 0, 0, 700], dtype=np.float64)
    wrong = LinkageErrors(false_match_rate=[0.0, 90 / 9090, 0.0])
    found = true + np.array([0, 0, 90, -90, 0, 0, -90])
    assert true_patterns(found, wrong) == pytest.approx(true, abs=0.01)


def test_no_errors_change_nothing() -> None:
    counts = [310, 46, 61, 19, 48, 17, 21]
    assert true_patterns(counts, LinkageErrors()) == pytest.approx(counts)


def test_pairs_are_counted_in_their_order() -> None:
    """Only links of the first and the last register are missed; of births in these two, then."""
    found = true_patterns([9000, 100, 90, 100, 90, 100, 100], LinkageErrors([0.0, 0.1, 0.0]))
    assert found == pytest.approx([9000, 100, 100, 90, 90, 100, 90])


def test_girls_who_are_linked_worse_look_hidden_until_it_is_corrected() -> None:
    generator = np.random.default_rng(9)
    boys, girls = of_sex(60_000, 106)
    known = (0.97, 0.95, 0.9)
    male = linked(generator, np.round(expected_patterns(boys, known)), [0.01, 0.01, 0.01])
    female = linked(generator, np.round(expected_patterns(girls, known)), [0.15, 0.15, 0.15])
    plain = corrected_ratio(male, female)
    corrected = corrected_ratio(
        male, female, errors_male=LinkageErrors(0.01), errors_female=LinkageErrors(0.15)
    )
    assert float(plain.estimate) < 101
    assert float(corrected.estimate) == pytest.approx(106, abs=0.5)


def test_uncertain_rates_widen_the_interval() -> None:
    counts = [8000, 300, 400, 40, 200, 30, 60]
    sure, unsure = (
        corrected_ratio(counts, counts, errors_female=LinkageErrors(0.1, 0.01, sd, sd / 3))
        for sd in (0.0, 0.03)
    )
    assert float(unsure.estimate) == float(sure.estimate)
    assert float(unsure.log_variance) > float(sure.log_variance) + 1e-6


def test_rates_of_other_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="4 registers have 6 pairs; rates were given for 3"):
        true_patterns([1] * 15, LinkageErrors([0.1, 0.1, 0.1]))
