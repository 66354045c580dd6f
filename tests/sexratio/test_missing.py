"""Missing female births by both definitions."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.intervals import ratio_interval
from evenborn.sexratio.missing import Definition, missing_female_births

counts = st.integers(1, 10**7)


def test_the_example_of_110_boys_and_100_girls() -> None:
    assert float(missing_female_births(110, 100, 100).missing) == 10
    assert float(missing_female_births(110, 100, 100, definition="fixed-births").missing) == 5


@given(male=counts, female=counts, baseline=st.floats(95, 115))
def test_the_two_definitions_differ_by_a_constant_factor(male: int, female: int, baseline: float) -> None:
    sen = missing_female_births(male, female, baseline)
    fixed = missing_female_births(male, female, baseline, definition="fixed-births")
    factor = (100 + baseline) / baseline
    rounding = 1e-12 * (male + female)
    assert float(sen.missing) == pytest.approx(factor * float(fixed.missing), rel=1e-9, abs=rounding)


def test_the_factor_is_about_195_at_the_usual_baselines() -> None:
    male, female = 117_420, 100_000
    ratio = missing_female_births(male, female, 105.5).missing / (
        missing_female_births(male, female, 105.5, definition="fixed-births").missing
    )
    assert round(float(ratio), 2) == 1.95


@settings(deadline=None)
@given(male=counts, female=counts, definition=st.sampled_from(["sen", "fixed-births"]))
def test_with_a_known_baseline_the_interval_is_that_of_the_ratio(
    male: int, female: int, definition: Definition
) -> None:
    births, level = male + female, 1.06
    result = missing_female_births(male, female, 106, definition=definition)
    ends = ratio_interval(np.array(float(male)), np.array(float(female)))
    for ratio, ours in ((float(ends.lower), result.lower), (float(ends.upper), result.upper)):
        share = ratio / (100 + ratio)
        sen = births * (share * (1 + level) / level - 1)
        expected = sen if definition == "sen" else births * (share - level / (1 + level))
        assert float(ours) == pytest.approx(expected, rel=1e-6, abs=1e-6 * births)


def test_an_uncertain_baseline_widens_the_interval_as_draws_do() -> None:
    generator = np.random.default_rng(5)
    share = generator.beta(56_000.5, 50_000.5, 400_000)
    level = 1.06 * np.exp(generator.normal(0, 0.006, 400_000))
    for definition, draws in (
        ("sen", 106_000 * (share * (1 + level) / level - 1)),
        ("fixed-births", 106_000 * (share - level / (1 + level))),
    ):
        result = missing_female_births(56_000, 50_000, 106, baseline_sd=0.006, definition=definition)  # type: ignore[arg-type]
        low, high = np.quantile(draws, [0.025, 0.975])
        assert float(result.lower) == pytest.approx(low, abs=0.01 * (high - low))
        assert float(result.upper) == pytest.approx(high, abs=0.01 * (high - low))


def test_a_baseline_more_uncertain_than_the_births_leaves_no_staircase() -> None:
    generator = np.random.default_rng(6)
    male, female = 8_500_000, 7_500_000
    share = generator.beta(male + 0.5, female + 0.5, 400_000)
    level = 1.06 * np.exp(generator.normal(0, 0.01, 400_000))
    low, high = np.quantile(16_000_000 * (share * (1 + level) / level - 1), [0.025, 0.975])
    result = missing_female_births(male, female, 106, baseline_sd=0.01)
    assert float(result.lower) == pytest.approx(low, abs=0.01 * (high - low))
    assert float(result.upper) == pytest.approx(high, abs=0.01 * (high - low))
    fixed = missing_female_births(male, female, 106, baseline_sd=0.01, definition="fixed-births")
    low, high = np.quantile(16_000_000 * (share - level / (1 + level)), [0.025, 0.975])
    assert float(fixed.lower) == pytest.approx(low, abs=0.01 * (high - low))
    assert float(fixed.upper) == pytest.approx(high, abs=0.01 * (high - low))


def test_more_girls_than_expected_are_a_negative_number_missing() -> None:
    result = missing_female_births([100, 0, 50], [100, 50, 0], 106)
    assert result.missing[0] < 0
    assert result.missing[1] == -50
    assert result.lower[1] == pytest.approx(-50, abs=1)
    assert result.missing[2] == pytest.approx(50 / 1.06)


def test_china_2004_is_of_the_published_size(shared_data: Callable[[str], Path]) -> None:
    with gzip.open(shared_data("wpp2024_births_sex_ratio.csv.gz"), "rt", encoding="utf-8") as file:
        (row,) = (r for r in csv.DictReader(file) if (r["country"], r["year"]) == ("China", "2004"))
    births, ratio = 1000 * float(row["births_thousands"]), float(row["sex_ratio"])
    male, female = round(births * ratio / (1 + ratio)), round(births / (1 + ratio))
    missing = missing_female_births(male, female, 106.3)
    # 23.1 million over 1970-2017 were about a million a year at the height.
    assert 700_000 < float(missing.missing) < 1_200_000
    assert float(missing.lower) < float(missing.missing) < float(missing.upper)


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="definition"):
        missing_female_births(1, 1, 106, definition="coale")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="baseline"):
        missing_female_births(1, 1, 0)
