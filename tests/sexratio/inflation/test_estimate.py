"""The inflation model: published values, agreement of seeds, modes, false alarms, bad input."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.inflation import (
    PUBLISHED_PRIORS,
    Inflation,
    StartPrior,
    estimate_inflation,
    inflation_by_area,
    reference_baseline,
    trapezoid,
)
from evenborn.sexratio.inflation.filtering import log_likelihood
from evenborn.sexratio.inflation.series import yearly_births
from sexratio.inflation.series import drawn_series


def _hong_kong(path: Path, seed: int) -> Inflation:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["population"] == "HKG" and row["year"] >= "1970"]
    years, boys, girls = np.array([[int(row[name]) for name in ("year", "male", "female")] for row in rows]).T
    known = reference_baseline("Hong Kong")
    return estimate_inflation(
        years, boys, girls, known.baseline, start=known.start, generator=np.random.default_rng(seed)
    )


def test_hong_kong_as_published_and_two_seeds_agree(shared_data: Callable[[str], Path]) -> None:
    path = shared_data("hmd_births_by_sex.csv")
    one, other = _hong_kong(path, 1), _hong_kong(path, 2)
    for found in (one, other):
        assert found.height.median == pytest.approx(7.48, abs=0.3)
        assert (found.height.lower, found.height.upper) == pytest.approx((5.86, 9.37), abs=0.3)
        assert found.start.median == pytest.approx(2004, abs=1)
        assert found.ratio.median[found.years == 2011] == pytest.approx(115.7, abs=0.3)
        assert found.probability > 0.999
        assert 10_000 < found.missing["sen"].total.median < 17_000
    assert one.start.median == pytest.approx(other.start.median, abs=0.2)
    assert one.height.median == pytest.approx(other.height.median, abs=0.15)
    assert one.end.median == pytest.approx(other.end.median, abs=0.2)
    assert one.log_bayes_factor == pytest.approx(other.log_bayes_factor, abs=1.5)


def test_the_same_seed_gives_the_same_answer() -> None:
    years, boys, girls = drawn_series(3, (1985, 0.08, 8, 10, 15))
    one, other = (
        estimate_inflation(years, boys, girls, 106, generator=np.random.default_rng(5), particles=500)
        for _ in range(2)
    )
    assert np.array_equal(one.transitions, other.transitions)
    assert np.array_equal(one.ratio.median, other.ratio.median)


def test_a_transition_is_recovered() -> None:
    years, boys, girls = drawn_series(4, (1985, 0.08, 8, 10, 15))
    found = estimate_inflation(years, boys, girls, 106, project=10, generator=np.random.default_rng(1))
    assert found.probability > 0.999
    for quantity, truth in ((found.start, 1985), (found.height, 8), (found.end, 2018)):
        assert quantity.lower < truth < quantity.upper
    truth = 106 + 100 * trapezoid(found.years, (1985, 0.08, 8, 10, 15))
    inside = (found.ratio.lower - 2 < truth) & (truth < found.ratio.upper + 2)
    assert inside.all()
    width = found.ratio.upper - found.ratio.lower
    assert len(found.years) == len(years) + 10
    assert width[-1] > 2 * width[20]  # what is projected is known less well
    assert np.isnan(found.missing["sen"].by_year.median[-10:]).all()
    assert found.missing["sen"].total.median == pytest.approx(
        1.95 * found.missing["fixed-births"].total.median, rel=0.02
    )


def test_both_modes_with_the_weights_of_brute_force() -> None:
    """Two humps, one transition: it may be the early or the late one."""
    prior = StartPrior(1978)
    years = np.arange(1970, 2016)
    ratio = 1.06 + trapezoid(years, (1975, 0.035, 3, 4, 4)) + trapezoid(years, (1998, 0.04, 3, 4, 4))
    girls = np.round(20_000 / (1 + ratio))
    series = yearly_births(years, 20_000 - girls, girls).on_log_scale(106, 0)
    draws = PUBLISHED_PRIORS.draw(200_000, prior, np.random.default_rng(7))
    weight = np.exp(log_likelihood(series, trapezoid(years, draws)))
    none = log_likelihood(series, np.zeros((1, len(years))))[0]
    for seed in (1, 2):
        found = estimate_inflation(
            years, 20_000 - girls, girls, 106, start=prior, generator=np.random.default_rng(seed)
        )
        late, early = found.modes
        assert (late.start, early.start) == pytest.approx((1995, 1974), abs=1.5)
        assert late.weight + early.weight > 0.95
        for year in (1975, 1980, 1985, 1995):
            expected = np.average(draws[:, 0] < year, weights=weight)
            assert (found.transitions[:, 0] < year).mean() == pytest.approx(expected, abs=0.05)
        assert found.log_bayes_factor == pytest.approx(np.log(weight.mean()) - none, abs=0.2)


def test_a_series_without_inflation_is_not_called_inflated() -> None:
    probabilities = []
    for seed in range(5):
        years, boys, girls = drawn_series(100 + seed, None)
        found = estimate_inflation(
            years, boys, girls, 106, generator=np.random.default_rng(seed), particles=500
        )
        probabilities.append(found.probability)
        assert found.probability + found.probability_to_come < 1
    assert max(probabilities) < 0.95
    assert np.median(probabilities) < 0.3


def test_many_areas_hang_on_no_other() -> None:
    years, boys, girls = drawn_series(4, (1985, 0.08, 8, 10, 15))
    _, plain_boys, plain_girls = drawn_series(5, None)
    both = inflation_by_area(
        years, [boys, plain_boys], [girls, plain_girls], 106,
        generator=np.random.default_rng(1), particles=800,
    )  # fmt: skip
    alone = inflation_by_area(years, boys, girls, 106, generator=np.random.default_rng(1), particles=800)
    assert np.array_equal(both[0].transitions, alone[0].transitions)
    assert both[0].probability > 0.99
    assert both[1].probability < 0.9


def test_gaps_and_the_order_of_years_do_not_matter() -> None:
    years, boys, girls = drawn_series(4, (1985, 0.08, 8, 10, 15))
    kept = np.array([year % 3 > 0 for year in years])
    mixed = np.random.default_rng(1).permutation(np.flatnonzero(kept))
    zeros = np.where(kept, boys, 0), np.where(kept, girls, 0)
    one = estimate_inflation(years, *zeros, 106, generator=np.random.default_rng(2), particles=500)
    other = estimate_inflation(
        years[mixed], boys[mixed], girls[mixed], 106, generator=np.random.default_rng(2), particles=500
    )
    assert one.years[0] == other.years[0] == 1970
    assert np.array_equal(one.transitions, other.transitions)
    assert np.isnan(one.missing["sen"].by_year.median[~one.observed]).all()


@pytest.mark.parametrize(
    ("years", "male", "female", "said"),
    [
        ([2000, 2001, 2002, 2003], [9] * 4, [9] * 4, "at least 5 years"),
        (range(2000, 2006), [9] * 6, [0] * 6, "both sexes"),
        (range(2000, 2006), [0] * 6, [0] * 6, "at least 5 years"),
        ([2000, 2000, 2001, 2002, 2003], [9] * 5, [9] * 5, "none of them twice"),
        ([2000.5, 2001, 2002, 2003, 2004], [9] * 5, [9] * 5, "whole numbers"),
        (range(2000, 2006), [9] * 5, [9] * 5, "same length"),
        ([1, 2, 3, 4, 2000], [9] * 5, [9] * 5, "at most 400"),
        (range(2000, 2006), [-1] * 6, [9] * 6, "whole numbers from 0"),
    ],
)
def test_bad_series_are_refused(years: list[int], male: list[int], female: list[int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        estimate_inflation(years, male, female, 106, generator=np.random.default_rng(1))


def test_impossible_requests_are_refused() -> None:
    series, rng = drawn_series(1, None), np.random.default_rng(1)
    with pytest.raises(ValueError, match="baseline must be positive"):
        estimate_inflation(*series, -106, generator=rng)
    with pytest.raises(ValueError, match="probabilities"):
        estimate_inflation(*series, 106, confidence=95, generator=rng)
    with pytest.raises(ValueError, match="0 or more"):
        estimate_inflation(*series, 106, project=-1, generator=rng)
    with pytest.raises(ValueError, match="finite"):
        StartPrior(float("nan"))


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=5, max_size=12).filter(
        lambda births: (
            sum(a + b > 0 for a, b in births) >= 5 and any(a for a, _ in births) and any(b for _, b in births)
        )
    )
)
def test_small_and_ragged_series_get_a_finite_answer(births: list[tuple[int, int]]) -> None:
    boys, girls = zip(*births, strict=True)
    found = estimate_inflation(
        range(2000, 2000 + len(births)), boys, girls, 106, generator=np.random.default_rng(1), particles=500
    )
    assert 0 <= found.probability <= 1
    assert np.isfinite(found.ratio.upper).all()
    assert (found.ratio.lower <= found.ratio.median).all()
    assert np.isfinite(found.missing["sen"].total.median)
