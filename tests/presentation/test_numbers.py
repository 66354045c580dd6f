"""Numbers: the digits that every form of a report shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.presentation import numbers


@pytest.mark.parametrize(
    ("value", "language", "short", "written"),
    [
        (0, "en", False, "0"),
        (1234567, "en", False, "1,234,567"),
        (1234567, "zh", False, "1,234,567"),
        (1234567, "zh", True, "123.5万"),
        (9999, "zh", True, "9,999"),
        (150_000_000, "zh", True, "1.5亿"),
        (1234567, "en", True, "1.2M"),
        (2000, "en", True, "2k"),
    ],
)
def test_counts(value: int, language: numbers.Language, short: bool, written: str) -> None:
    assert numbers.count(value, language, short=short) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.9996, "> 0.999"),
        (0.9991, "> 0.999"),
        (0.999, "0.999"),
        (0.9951, "0.995"),
        (0.99, "0.99"),
        (0.5, "0.50"),
        (0.01, "0.01"),
        (0.0049, "0.005"),
        (0.001, "0.001"),
        (0.00099, "< 0.001"),
        (0.0, "< 0.001"),
    ],
)
def test_probabilities(value: float, written: str) -> None:
    assert numbers.probability(value) == written


@given(st.floats(0, 1))
def test_no_probability_reads_as_certain(value: float) -> None:
    written = numbers.probability(value)
    assert float(written.lstrip("<> ")) not in {0.0, 1.0}


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_probability_never_reads_as_less(one: float, other: float) -> None:
    def read(value: float) -> float:
        written = numbers.probability(value)
        return float(written.lstrip("<> ")) + (
            1e-4 if written[0] == ">" else -1e-4 if written[0] == "<" else 0
        )

    low, high = sorted((one, other))
    assert read(low) <= read(high)


@pytest.mark.parametrize(
    ("lower", "upper", "en", "zh"),
    [
        (104.21, 109.84, "104.2–109.8", "104.2～109.8"),
        (88.1, None, "≥ 88.1", "≥ 88.1"),
        (None, 240.31, "≤ 240.3", "≤ 240.3"),
        (None, 0.0, "≤ 0.0", "≤ 0.0"),
        (None, None, "", ""),
        (105.11, 105.14, "105.1", "105.1"),
    ],
)
def test_intervals(lower: float | None, upper: float | None, en: str, zh: str) -> None:
    assert numbers.interval(lower, upper, "en") == en
    assert numbers.interval(lower, upper, "zh") == zh


def test_a_narrow_interval_gets_the_decimals_that_tell_its_ends_apart() -> None:
    places = numbers.decimals([(105.138 - 105.084) / 2])
    assert numbers.interval(105.084, 105.138, "en", places) == "105.08–105.14"


def test_one_wild_interval_does_not_change_the_decimals_of_a_table() -> None:
    assert numbers.decimals([1.9, 2.0, 2.1, 300.0, float("inf")]) == 1


@pytest.mark.parametrize(
    ("value", "written"), [(107.0, "107"), (106.5, "106.5"), (1000.0, "1,000"), (105.1114, "105.111")]
)
def test_levels(value: float, written: str) -> None:
    assert numbers.level(value) == written


@pytest.mark.parametrize(
    ("share", "places", "written"), [(0.95, None, "95%"), (0.998, None, "99.8%"), (0.55904, 1, "55.9%")]
)
def test_percents(share: float, places: int | None, written: str) -> None:
    assert numbers.percent(share, places) == written
