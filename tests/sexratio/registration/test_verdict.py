"""Verdicts on areas whose truth is known, hidden girls among them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import CorrectedRatio, corrected_ratio, registration_verdict
from sexratio.registration.drawn import drawn_patterns, expected_patterns, of_sex

GOOD, POOR = (0.95, 0.9), (0.7, 0.6)


def area(
    births: int, ratio: float, boys_known: tuple[float, ...], girls_known: tuple[float, ...]
) -> CorrectedRatio:
    """An area with a true ratio, and registers of known completeness that are independent."""
    boys, girls = of_sex(births, ratio)
    return corrected_ratio(
        np.round(expected_patterns(boys, boys_known)), np.round(expected_patterns(girls, girls_known))
    )


@pytest.mark.parametrize(
    ("ratio", "girls_known", "verdict"),
    [(106, GOOD, "no excess"), (120, GOOD, "selection"), (106, POOR, "concealment"), (150, POOR, "both")],
)
def test_the_four_truths(ratio: float, girls_known: tuple[float, float], verdict: str) -> None:
    assert str(registration_verdict(area(40_000, ratio, GOOD, girls_known)).verdict) == verdict


@pytest.mark.parametrize("known", [(0.95, 0.9), (0.8, 0.8), (0.9, 0.9, 0.8)])
def test_girls_hidden_from_every_register_are_not_called_selection(known: tuple[float, ...]) -> None:
    """Nothing is selected; one girl in 25 is in no register, and the others are in them as boys are."""
    boys, girls = of_sex(400_000, 106)
    male, female = expected_patterns(boys, known), expected_patterns(girls * 24 / 25, known)
    result = registration_verdict(corrected_ratio(np.round(male), np.round(female)), 106)
    assert str(result.verdict) == "cannot tell"
    assert result.corrected_lower > 106
    assert 1 < result.tipping_point < result.plausible_dependence
    assert float(result.girls_needed) > girls / 26


def test_an_office_that_holds_more_hidden_girls_plausible_is_slower_to_speak_of_selection() -> None:
    ratio = area(40_000, 120, GOOD, GOOD)
    verdicts = [str(registration_verdict(ratio, hidden_share=share).verdict) for share in (0.05, 0.12)]
    assert verdicts == ["selection", "cannot tell"]


def test_selection_is_said_exactly_where_plausible_hidden_girls_leave_an_excess() -> None:
    ratios = np.arange(104, 130)
    boys, girls = of_sex(100_000, 106)
    male = np.round([expected_patterns(boys, GOOD)] * len(ratios))
    female = np.round([expected_patterns(girls * 106 / ratio, GOOD) for ratio in ratios])
    result = registration_verdict(corrected_ratio(male, female))
    sure = (result.plausible_lower > 107) & (result.plausible >= 109)
    assert ((result.verdict == "selection") == sure).all()
    assert (result.tipping_point[sure] > result.plausible_dependence[sure]).all()
    assert {"no excess", "cannot tell", "selection"} == set(result.verdict)


def concealing(generator: np.random.Generator, areas: int) -> tuple[FloatArray, FloatArray]:
    """Of the girls 18 % are unknown where they were born; later registers see 30 and 40 % of them."""
    boys, girls = of_sex(21_600, 106)
    female = drawn_patterns(generator, 0.82 * girls, (0.99, 0.9, 0.8), areas)
    female += drawn_patterns(generator, 0.18 * girls, (0, 0.3, 0.4), areas)
    return drawn_patterns(generator, boys, (0.99, 0.9, 0.8), areas), female


def test_three_registers_show_girls_concealed_at_birth() -> None:
    result = registration_verdict(corrected_ratio(*concealing(np.random.default_rng(4), 60)))
    assert np.mean(result.verdict == "concealment") >= 0.8
    assert not np.isin(result.verdict, ["selection", "both"]).any()
    assert result.observed.mean() == pytest.approx(106 / (1 - 0.18 * 0.42), abs=0.5)


def test_an_area_without_excess_is_seldom_called_anything_else() -> None:
    generator = np.random.default_rng(5)
    boys, girls = of_sex(7200, 106)
    male, female = (drawn_patterns(generator, births, GOOD, 4000) for births in (boys, girls))
    verdict = registration_verdict(corrected_ratio(male, female)).verdict
    assert np.mean(verdict == "no excess") >= 0.97
    assert np.mean(np.isin(verdict, ["selection", "both"])) <= 0.005


@pytest.mark.parametrize(
    ("male", "female"),
    [([0, 0, 0], [0, 0, 0]), ([45, 5, 5], [0, 30, 20]), ([60, 0, 0], [0, 0, 0]), ([55, 3, 3], [50, 3, 3])],
)
def test_where_registers_say_too_little_it_cannot_be_told(male: list[int], female: list[int]) -> None:
    assert str(registration_verdict(corrected_ratio(male, female)).verdict) == "cannot tell"


def test_pooled_years_may_show_a_smaller_excess() -> None:
    ratio = area(3_000_000, 108.6, (1, 1), (1, 1))
    single, pooled = (
        registration_verdict(ratio, hidden_share=0.0, dependence=1.0, periods=periods) for periods in (1, 40)
    )
    assert (str(single.verdict), str(pooled.verdict)) == ("no excess", "selection")


@given(st.tuples(*[st.integers(0, 20_000)] * 3), st.tuples(*[st.integers(0, 20_000)] * 3))
def test_more_plausible_dependence_never_turns_another_verdict_into_selection(
    male: tuple[int, ...], female: tuple[int, ...]
) -> None:
    ratio = corrected_ratio(male, female)
    strict, lax = (
        str(registration_verdict(ratio, dependence=phi, hidden_share=share).verdict)
        for phi, share in ((1.0, 0.0), (5.0, 0.1))
    )
    assert lax not in ("selection", "both") or lax == strict


def test_impossible_options_are_refused() -> None:
    ratio = corrected_ratio([9, 1, 1], [9, 1, 1])
    for options in ({"serious_excess": 0.0}, {"natural_sd": -1.0}, {"confidence": 1.0}):
        with pytest.raises(ValueError, match="serious excess must be positive"):
            registration_verdict(ratio, **options)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one year"):
        registration_verdict(ratio, periods=0)
