"""One ratio: estimate, intervals, probability, pooling, against published values and an oracle."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from evenborn.sexratio.intervals import IntervalMethod
from evenborn.sexratio.ratio import pool_periods, sex_ratio, sex_ratio_of_figure

METHODS: list[IntervalMethod] = ["jeffreys", "wilson", "clopper-pearson", "log-normal"]
counts = st.integers(min_value=0, max_value=10**7)


def ends(male: int, female: int, method: IntervalMethod = "jeffreys") -> tuple[float, float]:
    interval = sex_ratio(male, female).interval(method=method)
    return float(interval.lower), float(interval.upper)


@pytest.mark.parametrize(
    ("male", "female", "ratio", "lower", "upper"),
    [
        (484_382, 453_841, 106.729, 106.298, 107.162),  # London 1629-1710
        (118_792_776, 113_016_646, 105.111, 105.084, 105.138),  # USA 1940-2002
    ],
)
def test_classics(male: int, female: int, ratio: float, lower: float, upper: float) -> None:
    assert round(float(sex_ratio(male, female).estimate), 3) == ratio
    assert tuple(round(end, 3) for end in ends(male, female)) == (lower, upper)


def test_sweden_2000(shared_data: Callable[[str], Path]) -> None:
    with shared_data("hmd_births_by_sex.csv").open(encoding="utf-8") as file:
        (row,) = (r for r in csv.DictReader(file) if (r["population"], r["year"]) == ("SWE", "2000"))
    male, female = int(row["male"]), int(row["female"])
    assert round(float(sex_ratio(male, female).estimate), 2) == 106.39
    assert tuple(round(end, 2) for end in ends(male, female)) == (105.01, 107.78)


def test_all_82_years_of_london_have_more_boys(shared_data: Callable[[str], Path]) -> None:
    with shared_data("london_christenings_1629_1710.csv").open(encoding="utf-8") as file:
        rows = [(int(r["male"]), int(r["female"])) for r in csv.DictReader(file)]
    assert len(rows) == 82
    assert all(male > female for male, female in rows)
    assert f"{stats.binomtest(82, 82, alternative='greater').pvalue:.3g}" == "2.07e-25"


def test_interval_of_the_reference_figure_of_now() -> None:
    interval = sex_ratio_of_figure(117.42, 10_800).interval()
    assert (round(float(interval.lower), 1), round(float(interval.upper), 1)) == (113.1, 122.0)


@pytest.mark.parametrize(("births", "points"), [(1_000, 6.7), (10_000, 2.1), (100_000, 0.67)])
def test_standard_error_near_106(births: int, points: float) -> None:
    assert float(sex_ratio_of_figure(106, births).standard_error) == pytest.approx(points, rel=0.01)
    assert float(sex_ratio_of_figure(106, births).standard_error) == pytest.approx(
        212 / births**0.5, rel=1e-3
    )


@pytest.mark.parametrize(
    ("births", "lower", "upper"),
    [
        (100, 72.5, 158.0),
        (500, 89.8, 127.5),
        (1000, 94.5, 121.1),
        (10_000, 102.9, 111.3),
        (50_000, 105.1, 108.9),
    ],
)
def test_wilson_intervals_of_a_true_107(births: int, lower: float, upper: float) -> None:
    interval = sex_ratio_of_figure(107, births).interval(method="wilson")
    assert (round(float(interval.lower), 1), round(float(interval.upper), 1)) == (lower, upper)


@given(
    male=st.integers(1, 10**7), female=st.integers(1, 10**7), confidence=st.sampled_from([0.8, 0.95, 0.99])
)
def test_share_intervals_equal_statsmodels(male: int, female: int, confidence: float) -> None:
    names: dict[IntervalMethod, str] = {"jeffreys": "jeffreys", "wilson": "wilson", "clopper-pearson": "beta"}
    for method, oracle in names.items():
        low, high = proportion_confint(male, male + female, alpha=1 - confidence, method=oracle)
        interval = sex_ratio(male, female).interval(confidence, method)
        assert float(interval.lower) == pytest.approx(100 * low / (1 - low), rel=1e-8)
        assert float(interval.upper) == pytest.approx(100 * high / (1 - high), rel=1e-8)


@given(male=st.integers(1, 10**7), female=st.integers(1, 10**7))
def test_log_normal_interval_is_the_formula(male: int, female: int) -> None:
    half = 1.959963984540054 * (1 / male + 1 / female) ** 0.5
    low, high = ends(male, female, "log-normal")
    assert low == pytest.approx(100 * male / female * np.exp(-half))
    assert high == pytest.approx(100 * male / female * np.exp(half))


@given(male=counts, female=counts)
def test_swapping_the_sexes_inverts_ratio_and_interval(male: int, female: int) -> None:
    if male + female == 0:
        return
    for method in METHODS:
        there, back = sex_ratio(male, female), sex_ratio(female, male)
        one, other = there.interval(method=method), back.interval(method=method)
        with np.errstate(divide="ignore"):
            assert 10_000 / np.asarray(there.estimate) == pytest.approx(float(back.estimate), rel=1e-9)
            assert 10_000 / np.asarray(one.upper) == pytest.approx(float(other.lower), rel=1e-6)
            assert 10_000 / np.asarray(one.lower) == pytest.approx(float(other.upper), rel=1e-6)


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=12))
def test_merging_areas_equals_pooling(areas: list[tuple[int, int]]) -> None:
    male, female = np.array(areas).T
    merged = sex_ratio(male.sum(), female.sum())
    pooled = pool_periods(male, female, window=len(areas))
    assert pooled.male[0] == merged.male
    assert pooled.female[0] == merged.female
    assert np.array_equal(pooled.estimate[0], merged.estimate, equal_nan=True)


def test_pooling_along_a_middle_axis() -> None:
    male = np.arange(24).reshape(2, 4, 3)
    pooled = pool_periods(male, male + 1, window=2, axis=1)
    assert pooled.male.shape == (2, 3, 3)
    assert np.array_equal(pooled.male, male[:, :-1] + male[:, 1:])


@given(male=counts, female=counts)
def test_the_estimate_lies_within_its_interval(male: int, female: int) -> None:
    if male + female == 0:
        return
    for method in METHODS:
        low, high = ends(male, female, method)
        assert low <= float(sex_ratio(male, female).estimate) <= high


@pytest.mark.parametrize("method", METHODS)
def test_without_one_sex_the_interval_has_one_end(method: IntervalMethod) -> None:
    interval = sex_ratio([30, 0, 0], [0, 30, 0]).interval(method=method)
    assert list(interval.sides) == ["lower", "upper", "none"]
    assert interval.upper[0] == np.inf
    assert 300 < interval.lower[0] < 3_000
    assert interval.lower[1] == 0
    assert 3 < interval.upper[1] < 30
    assert (interval.lower[2], interval.upper[2]) == (0, np.inf)


@given(male=st.integers(0, 10**6), female=st.integers(0, 10**6), reference=st.floats(50, 200))
def test_probability_above_is_the_beta_posterior(male: int, female: int, reference: float) -> None:
    above = float(sex_ratio(male, female).probability_above(reference))
    expected = stats.beta(male + 0.5, female + 0.5).sf(reference / (100 + reference))
    assert above == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_females_per_1000_males() -> None:
    assert float(sex_ratio(1000, 919).females_per_1000_males) == 919
    assert float(sex_ratio(1000, 919).estimate) == pytest.approx(100_000 / 919)


@pytest.mark.parametrize(
    ("male", "words"),
    [(-1, "-1"), (2.5, "2.5"), (float("nan"), "nan"), (float("inf"), "inf"), (2.0**54, "e+16")],
)
def test_what_is_no_count_is_refused(male: float, words: str) -> None:
    with pytest.raises(ValueError, match="whole numbers") as refusal:
        sex_ratio([3, male], [4, 4])
    assert words in str(refusal.value)


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="published ratio"):
        sex_ratio_of_figure(-3, 100)
    with pytest.raises(ValueError, match="births behind"):
        sex_ratio_of_figure(107, 0)
    with pytest.raises(ValueError, match="window"):
        pool_periods([1, 2], [1, 2], window=3)
    with pytest.raises(ValueError, match="confidence"):
        sex_ratio(1, 1).interval(confidence=95)
    with pytest.raises(ValueError, match="method"):
        sex_ratio(1, 1).interval(method="wald")  # type: ignore[arg-type]
