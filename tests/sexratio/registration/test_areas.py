"""Coverage area by area: the parts agree with the functions that they come from."""

import numpy as np
import pytest

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import (
    LinkageErrors,
    OrderGradient,
    corrected_ratio,
    coverage_by_area,
    dependence_range,
    faint_births,
    registration_verdict,
    uncertainty_region,
)
from sexratio.registration.drawn import drawn_patterns, expected_patterns, of_sex

KNOWN = (0.985, 0.965, 0.955)


def areas() -> tuple[FloatArray, FloatArray]:
    """Four areas at 106: all well registered; 15 % concealed; one girl in 25 in no register; selection."""
    boys, girls = of_sex(72_000, 106)
    open_girls = expected_patterns(girls, KNOWN)
    concealed = 0.85 * open_girls + expected_patterns(0.15 * girls, (0, 0.3, 0.15))
    male = np.round([expected_patterns(boys, KNOWN)] * 4)
    return male, np.round([open_girls, concealed, 24 / 25 * open_girls, 106 / 125 * open_girls])


def test_the_four_truths() -> None:
    found = coverage_by_area(*areas())
    assert found.verdicts.verdict.tolist() == ["no excess", "concealment", "cannot tell", "selection"]
    assert (found.region.lower[:2] <= 106).all()
    assert (found.region.upper[:2] >= 106).all()
    assert found.verdicts.tipping_point[2] > 1
    assert np.isinf(found.hidden_per_faint[2]) or found.hidden_per_faint[2] > 9
    assert found.hidden_per_faint[1] < 3


def test_selection_and_concealment_together_are_called_both_if_the_excess_outlasts_nine_a_faint_girl() -> (
    None
):
    """True ratios 150 and 118; of the girls 5 % are concealed, and two registers see half of them each."""
    boys = 40_000
    concealed = 0.95 * expected_patterns(1, KNOWN) + 0.05 * expected_patterns(1, (0, 0.5, 0.5))
    male = np.round([expected_patterns(boys, KNOWN)] * 2)
    female = np.round([boys * 100 / ratio * concealed for ratio in (150, 118)])
    found = coverage_by_area(male, female)
    assert found.verdicts.verdict.tolist() == ["both", "cannot tell"]
    assert found.region.lowest[0] < 150 < found.region.highest[0]


def test_the_parts_are_those_of_their_own_functions() -> None:
    male, female = areas()
    errors = LinkageErrors(0.01, 0.001)
    found = coverage_by_area(male, female, 106, errors_male=errors, errors_female=errors, periods=3)
    ratio = corrected_ratio(male, female, errors_male=errors, errors_female=errors)
    faint = faint_births(male, female, errors_male=errors, errors_female=errors)
    region = uncertainty_region(ratio, faint)
    verdicts = registration_verdict(ratio, 106, faint=faint, periods=3)
    np.testing.assert_array_equal(found.ratio.estimate, ratio.estimate)
    np.testing.assert_array_equal(found.region.lower, region.lower)
    np.testing.assert_array_equal(found.dependence.lowest, dependence_range(ratio).lowest)
    np.testing.assert_array_equal(found.verdicts.corrected_upper, verdicts.corrected_upper)
    np.testing.assert_array_equal(found.verdicts.verdict, verdicts.verdict)
    np.testing.assert_array_equal(found.hidden_per_faint, faint.tipping_point(ratio, 106))


def test_every_register_has_its_own_ratio() -> None:
    male, female = [[70, 10, 0, 5, 2, 3, 4]], [[60, 10, 1, 5, 2, 3, 9]]
    of_registers = coverage_by_area(male, female).of_registers
    assert of_registers.male.tolist() == [[85, 85, 76]]
    assert of_registers.female.tolist() == [[76, 75, 72]]


def test_hidden_births_and_coverage_belong_together() -> None:
    found = coverage_by_area(*areas())
    observed = found.ratio.observed
    for hidden, coverage in ((found.hidden, found.coverage), (found.most_hidden, found.least_coverage)):
        for sex, seen in enumerate((observed.male, observed.female)):
            assert coverage[sex] == pytest.approx(seen / (seen + hidden[sex]))
    assert found.most_hidden[1][1] > found.hidden[1][1] + 3000
    assert found.least_coverage[1][1] < found.coverage[1][1]


def test_strata_are_estimated_apart() -> None:
    male, female = areas()
    halves = [np.stack([counts // 2, counts - counts // 2], axis=1) for counts in (male, female)]
    found = coverage_by_area(*halves, stratified=True)
    apart = corrected_ratio(*halves).summed_strata()
    assert found.ratio.estimate.shape == (4,)
    np.testing.assert_array_equal(found.ratio.estimate, apart.estimate)
    np.testing.assert_array_equal(found.faint.excess, faint_births(male, female).excess)
    assert found.verdicts.verdict.tolist() == coverage_by_area(male, female).verdicts.verdict.tolist()


def test_an_excess_that_does_not_grow_with_order_is_not_called_selection() -> None:
    even = OrderGradient(np.zeros(4), np.full(4, 0.001))
    verdicts = coverage_by_area(*areas(), gradient=even).verdicts.verdict.tolist()
    assert verdicts == ["no excess", "concealment", "cannot tell", "cannot tell"]


def test_two_registers_of_which_one_is_late_for_girls_are_not_taken_for_concealment() -> None:
    """Selection, and a household register that has 97 % of boys and 95.5 % of girls."""
    generator = np.random.default_rng(14)
    boys, girls = of_sex(7200, 126)
    male, female = (
        drawn_patterns(generator, births, known, 300)
        for births, known in ((boys, (0.99, 0.97)), (girls, (0.986, 0.955)))
    )
    verdict = coverage_by_area(male, female, periods=3).verdicts.verdict
    assert np.isin(verdict, ["selection", "cannot tell"]).mean() >= 0.97
    assert not (verdict == "no excess").any()


def test_strata_that_are_announced_must_be_there() -> None:
    with pytest.raises(ValueError, match="strata stand on the axis before the patterns"):
        coverage_by_area([1, 2, 3], [1, 2, 3], stratified=True)
