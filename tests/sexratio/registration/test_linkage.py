"""Errors of linkage: published corrections, and simulated registers linked with errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import (
    LinkageErrors,
    corrected_overlap,
    corrected_ratio,
    patterns_of_two,
    two_registers,
)
from sexratio.registration.drawn import of_sex

TRUTH = 106


def test_missed_matches_are_corrected_as_by_ding_and_fienberg() -> None:
    """N = alpha n1 n2 / links, with alpha the chance that a match is found."""
    births = two_registers(patterns_of_two(9500, 8000, 7220), LinkageErrors(missed_match_rate=0.05)).births
    assert float(births.births) == pytest.approx(0.95 * 9500 * 8000 / 7220, rel=1e-4)


@given(st.floats(0.7, 1), st.floats(0, 0.3))
def test_false_matches_are_corrected_as_by_di_consiglio_and_tuoto(alpha: float, beta: float) -> None:
    """Links = alpha overlap + beta (first - overlap), so overlap = (links - beta first) / (alpha - beta)."""
    first, second, overlap = 9500.0, 9000.0, 7600.0
    false = beta * (first - overlap)
    links = alpha * overlap + false
    published = (links - beta * first) / (alpha - beta)
    errors = LinkageErrors(missed_match_rate=1 - alpha, false_match_rate=false / links)
    assert float(corrected_overlap(first, second, links, errors)) == pytest.approx(published)


def test_the_overlap_is_never_more_than_a_register() -> None:
    overlap = corrected_overlap([100, 90], 95, [94, 80], LinkageErrors(missed_match_rate=0.5))
    assert overlap.tolist() == [95, 90]


def linked(
    generator: np.random.Generator, births: float, completeness: tuple[float, float], errors: LinkageErrors
) -> FloatArray:
    """Two registers of 3,000 areas, linked with errors."""
    one, other = completeness
    shares = (one * other, one * (1 - other), (1 - one) * other)
    both, first, second = (generator.poisson(births * share, 3000) for share in shares)
    found = generator.binomial(both, 1 - np.asarray(errors.missed_match_rate))
    odds = np.asarray(errors.false_match_rate) / (1 - np.asarray(errors.false_match_rate))
    false = np.minimum(generator.poisson(found * odds), np.minimum(first, second))
    return patterns_of_two(both + first, both + second, found + false)


def covers(errors: tuple[LinkageErrors, LinkageErrors], counts: tuple[FloatArray, FloatArray]) -> float:
    interval = corrected_ratio(*counts, errors_male=errors[0], errors_female=errors[1]).interval()
    return float(np.mean((interval.lower <= TRUTH) & (interval.upper >= TRUTH)))


def test_the_interval_covers_when_girls_are_linked_worse_and_the_rates_are_uncertain() -> None:
    generator = np.random.default_rng(2)
    boys, girls = of_sex(20_000, TRUTH)
    true = LinkageErrors(0.03, 0.01), LinkageErrors(0.08, 0.03)
    counts = (linked(generator, boys, (0.9, 0.8), true[0]), linked(generator, girls, (0.85, 0.75), true[1]))

    def estimated(rates: LinkageErrors, sd: float) -> LinkageErrors:
        missed, false = (
            np.clip(generator.normal(rate, 0.006, 3000), 0, 0.5)
            for rate in (rates.missed_match_rate, rates.false_match_rate)
        )
        return LinkageErrors(missed, false, sd, sd)

    assert covers((estimated(true[0], 0.006), estimated(true[1], 0.006)), counts) == pytest.approx(
        0.95, abs=0.015
    )
    assert covers((estimated(true[0], 0), estimated(true[1], 0)), counts) < 0.93
    assert covers((LinkageErrors(), LinkageErrors()), counts) < 0.7


def test_no_errors_change_nothing() -> None:
    plain, same = (
        two_registers([760, 190, 40]).births,
        two_registers([760, 190, 40], LinkageErrors(0, 0)).births,
    )
    assert (float(plain.births), float(plain.log_variance)) == (float(same.births), float(same.log_variance))


@pytest.mark.parametrize("rates", [{"missed_match_rate": 1}, {"false_match_rate": -0.1}])
def test_impossible_rates_are_refused(rates: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="at least 0 and below 1"):
        LinkageErrors(**rates)


def test_impossible_spreads_links_and_registers_are_refused() -> None:
    with pytest.raises(ValueError, match="finite and 0 or more"):
        LinkageErrors(0.1, missed_match_sd=float("nan"))
    with pytest.raises(ValueError, match="more links than births"):
        corrected_overlap(10, 5, 6, LinkageErrors())
    with pytest.raises(ValueError, match="3 registers have 3 pairs; rates were given for 2"):
        corrected_ratio([1] * 7, [1] * 7, errors_female=LinkageErrors([0.1, 0.1]))
