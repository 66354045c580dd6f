"""The date-shift test: Japan's fire-horse years, and planted shifts."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evenborn.sexratio.displacement import date_shift

Births = dict[int, tuple[int, int]]


@pytest.fixture(scope="module")
def japan(shared_data: Callable[[str], Path]) -> Births:
    with shared_data("hmd_births_by_sex.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["population"] == "JPN"]
    return {int(r["year"]): (int(r["male"]), int(r["female"])) for r in rows}


def around(births: Births, year: int) -> tuple[np.ndarray, np.ndarray]:
    """Boys and girls of the 13 years around one, which stands at position 6."""
    male, female = np.array([births[near] for near in range(year - 6, year + 7)]).T
    return male, female


def test_1906_is_displacement(japan: Births) -> None:
    male, female = around(japan, 1906)
    assert list((100 * male / female)[5:8].round(2)) == [101.68, 107.68, 101.79]
    result = date_shift(male, female, 6, base="mean")
    assert (round(float(result.pooled), 2), round(float(result.base), 2)) == (103.57, 103.75)
    assert str(result.verdict) == "displacement"
    assert str(date_shift(male, female, 6, base="trend").verdict) == "displacement"


def test_1966_is_displacement_in_a_drifting_series(japan: Births) -> None:
    male, female = around(japan, 1966)
    assert list((100 * male / female)[5:8].round(2)) == [105.31, 107.61, 105.32]
    level, trend = (date_shift(male, female, 6, base=base) for base in ("mean", "trend"))  # type: ignore[arg-type]
    assert (round(float(level.pooled), 2), round(float(level.base), 2)) == (105.92, 106.41)
    assert float(trend.base) < float(level.base)
    assert str(trend.verdict) == "displacement"


def test_quiet_years_have_no_spike(japan: Births) -> None:
    verdicts = [str(date_shift(*around(japan, year), 6).verdict) for year in range(1970, 2015)]
    assert verdicts.count("no spike") >= 0.95 * len(verdicts)


def planted(shift: float, selection: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """400 areas, 13 years of 200,000 births; in the middle year girls are dated away, or missing."""
    generator = np.random.default_rng(seed)
    log_ratio = np.log(1.06) + generator.normal(0, 0.0082, (400, 13))
    male = generator.binomial(200_000, np.exp(log_ratio) / (1 + np.exp(log_ratio)))
    female = 200_000 - male
    moved = (shift * female[:, 6]).astype(int)
    female[:, 6] -= moved
    female[:, 5] += moved // 2
    female[:, 7] += moved - moved // 2
    female[:, 6] = (female[:, 6] * (1 - selection)).astype(int)
    return male, female


def test_the_stated_error_where_nothing_happened() -> None:
    result = date_shift(*planted(0, 0, seed=1), year=6)
    assert np.mean(result.verdict != "no spike") <= 0.08


def test_a_planted_shift_is_displacement_and_planted_selection_lasts() -> None:
    shifted = date_shift(*planted(0.05, 0, seed=2), year=6)
    assert np.mean(shifted.verdict == "displacement") >= 0.9
    selected = date_shift(*planted(0, 0.08, seed=3), year=6)
    assert np.mean(selected.verdict == "lasting") >= 0.9
    for loss in (0.025, 0.04, 0.05, 0.08):
        real = date_shift(*planted(0, loss, seed=4), year=6)
        assert np.mean(real.verdict == "displacement") <= 0.1


def test_series_too_short_or_options_unknown_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 6 years before and after"):
        date_shift([1] * 12, [1] * 12, year=5)
    with pytest.raises(ValueError, match="base must be"):
        date_shift([1] * 13, [1] * 13, year=6, base="median")  # type: ignore[arg-type]
    assert str(date_shift([0] * 13, [1] * 13, year=6).verdict) == "no spike"
