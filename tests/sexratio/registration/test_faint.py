"""Births in few registers: explained by completeness, alike for both sexes, or the mark of hidden girls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import (
    LinkageErrors,
    capture_patterns,
    corrected_ratio,
    faint_births,
    uncertainty_region,
)
from sexratio.registration.drawn import drawn_patterns, expected_patterns, of_sex

KNOWN = ((0.97, 0.95, 0.9), (0.97, 0.95, 0.9, 0.93), (0.97, 0.95, 0.9, 0.93, 0.8))
CELLS = st.lists(st.integers(1, 5000), min_size=7, max_size=7)


def nested(generator: np.random.Generator, girls: float, areas: int) -> FloatArray:
    """Girls of whom 18 % are concealed: a third register sees 15 %, the second those and 20 % more."""
    female = drawn_patterns(generator, 0.82 * girls, (0.985, 0.965, 0.955), areas)
    for share, pattern in ((0.15, "011"), (0.20, "010")):
        place = ["".join(map(str, row)) for row in capture_patterns(3)].index(pattern)
        female[:, place] += generator.poisson(0.18 * share * girls, areas)
    return female


@pytest.mark.parametrize("known", KNOWN)
def test_registers_that_miss_girls_more_often_but_independently_explain_all(known: tuple[float, ...]) -> None:
    boys, girls = of_sex(10_000_000, 106)
    worse = tuple(share - 0.1 for share in known)
    faint = faint_births(np.round(expected_patterns(boys, known)), np.round(expected_patterns(girls, worse)))
    assert float(faint.excess) == pytest.approx(0, abs=2e-5)


def test_families_of_two_kinds_do_not_matter_where_both_sexes_are_in_them() -> None:
    def mixed(births: float) -> FloatArray:
        open_births, others = (
            expected_patterns(births * share, known)
            for share, known in ((0.9, (0.99, 0.95, 0.95)), (0.1, (0.3, 0.4, 0.2)))
        )
        return np.round(open_births + others)

    boys, girls = of_sex(10_000_000, 106)
    faint = faint_births(mixed(boys), mixed(girls))
    assert float(faint.excess) == pytest.approx(0, abs=1e-6)
    assert (
        float(faint_births(mixed(boys), np.round(expected_patterns(girls, (0.99, 0.95, 0.95)))).excess)
        < -0.04
    )


def test_the_excess_is_the_concealed_girls_who_surface_in_one_register() -> None:
    boys, girls = of_sex(10_000_000, 106)
    known = (0.985, 0.965, 0.955)
    female = np.round(
        0.82 * girls * expected_patterns(1, known) + 0.18 * girls * expected_patterns(1, (0, 0.35, 0.15))
    )
    faint = faint_births(np.round(expected_patterns(boys, known)), female)
    surfaced = 0.18 * girls * (0.35 * 0.85 + 0.15 * 0.65)
    assert float(faint.excess * faint.female) == pytest.approx(surfaced, rel=0.02)


def test_between_two_registers_every_birth_in_one_only_is_faint() -> None:
    faint = faint_births([760, 30, 10], [700, 40, 30])
    assert float(faint.excess) == pytest.approx(70 / 700 - 40 / 760)
    assert float(faint.variance) == pytest.approx(
        40 / 760**2 + 70 / 700**2 + (40 / 760) ** 2 / 760 + (70 / 700) ** 2 / 700
    )


def test_the_variance_is_that_of_chance() -> None:
    generator = np.random.default_rng(12)
    boys, girls = of_sex(8000, 106)
    male, female = (drawn_patterns(generator, births, (0.9, 0.85, 0.8), 6000) for births in (boys, girls))
    faint = faint_births(male, female)
    assert faint.excess.std() == pytest.approx(np.sqrt(faint.variance).mean(), rel=0.04)
    assert faint.shown(1.96).mean() == pytest.approx(0.025, abs=0.01)


@given(CELLS, CELLS, st.floats(0, 9))
def test_exchanging_the_sexes_inverts_the_region(
    male: list[int], female: list[int], hidden_per_faint: float
) -> None:
    one, other = faint_births(male, female), faint_births(female, male)
    assert float(one.excess) == -float(other.excess)
    there, back = (
        uncertainty_region(corrected_ratio(*sexes), faint, hidden_per_faint=hidden_per_faint)
        for sexes, faint in (((male, female), one), ((female, male), other))
    )
    assert float(there.lowest) == pytest.approx(10_000 / float(back.highest))
    if back.upper < 1e100:  # else nothing is known and the ends are as good as 0 and infinite
        assert float(there.lower) == pytest.approx(10_000 / float(back.upper))


@given(CELLS, CELLS, st.floats(0, 4), st.floats(0, 4))
def test_the_region_holds_the_interval_and_grows(
    male: list[int], female: list[int], less: float, more: float
) -> None:
    ratio, faint = corrected_ratio(male, female), faint_births(male, female)
    interval = ratio.interval()
    none, some, most = (
        uncertainty_region(ratio, faint, hidden_per_faint=times) for times in (0.0, less, less + more)
    )
    assert (float(none.lower), float(none.upper)) == (float(interval.lower), float(interval.upper))
    assert most.lowest <= some.lowest <= none.lowest <= none.highest <= some.highest <= most.highest


@given(CELLS, CELLS)
def test_the_tipping_point_reaches_the_reference(male: list[int], female: list[int]) -> None:
    ratio, faint = corrected_ratio(male, female), faint_births(male, female)
    point = float(faint.tipping_point(ratio, 107))
    if point == 0:
        assert float(ratio.estimate) <= 107 + 1e-9
    elif np.isfinite(point):
        assert float(faint.added(ratio, point).estimate) == pytest.approx(107)
    else:
        assert float(faint.excess) <= 0


def test_the_region_covers_what_models_alone_miss() -> None:
    """Concealed girls of whom later registers see the same third: no model can know of the others."""
    generator = np.random.default_rng(13)
    boys, girls = of_sex(7200, 106)
    male, female = drawn_patterns(generator, boys, (0.985, 0.965, 0.955), 300), nested(generator, girls, 300)
    ratio = corrected_ratio(male, female)
    region, alone = uncertainty_region(ratio, faint_births(male, female)), ratio.interval()
    assert np.mean((alone.lower <= 106) & (alone.upper >= 106)) < 0.05
    assert np.mean((region.lower <= 106) & (region.upper >= 106)) >= 0.93
    assert np.median(region.lowest) < 106 < np.median(region.highest)


def test_missed_links_make_no_faint_girls_once_they_are_corrected() -> None:
    """Girls' links are missed at 20 %: of a hundred girls of two registers, twenty fall apart."""
    male, female = [90_000, 1000, 1000], [72_000, 19_000, 19_000]
    plain = faint_births(male, female)
    corrected = faint_births(male, female, errors_female=LinkageErrors(0.2))
    assert float(plain.excess) > 0.4
    assert float(corrected.excess) == pytest.approx(0, abs=1e-9)
    assert float(corrected.variance) > 38_000 / 90_000**2


@pytest.mark.parametrize(("male", "female"), [([0] * 7, [5] * 7), ([9, 1, 1, 0, 1, 0, 0], [0] * 7)])
def test_where_no_birth_is_well_registered_nothing_is_known(male: list[int], female: list[int]) -> None:
    ratio, faint = corrected_ratio(male, female), faint_births(male, female)
    assert (float(faint.excess), float(faint.variance)) == (0, np.inf)
    region = uncertainty_region(ratio, faint)
    assert (float(region.lower), float(region.upper)) == (0, np.inf)
    assert not faint.shown(1.96)


def test_impossible_bounds_are_refused() -> None:
    ratio, faint = corrected_ratio([9, 1, 1], [9, 1, 1]), faint_births([9, 1, 1], [9, 1, 1])
    for wrong in (-1.0, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="a number of 0 or more"):
            uncertainty_region(ratio, faint, hidden_per_faint=wrong)
    with pytest.raises(ValueError, match="whole numbers"):
        faint_births([0.5] * 7, [1] * 7)
