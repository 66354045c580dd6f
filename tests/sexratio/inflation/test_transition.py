"""Missing births of the published transitions, against the published intervals."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evenborn.sexratio.inflation import end_of, missing_of_transition, reference_baseline, trapezoid

# Start, height in points, rise, plateau, fall; published interval of missing births, thousands.
PUBLISHED = {
    "China": ((1980, 11.4, 20, 11, 18), (16_457, 30_714)),
    "India": ((1975, 5.6, 19, 16, 24), (15_480, 26_638)),
    "Republic of Korea": ((1982, 7.2, 8, 4, 13), (237, 402)),
    "Viet Nam": ((2001, 6.6, 10, 8, 16), (276, 797)),
    "Azerbaijan": ((1991, 10.4, 10, 9, 19), (114, 166)),
    "Armenia": ((1992, 10.9, 7, 5, 26), (32, 45)),
    "Georgia": ((1992, 5.4, 3, 9, 12), (15, 38)),
    "Albania": ((1988, 5.9, 15, 3, 15), (12, 42)),
    "Tunisia": ((1982, 3.6, 13, 10, 15), (39, 111)),
    "China, Hong Kong SAR": ((2004, 7.6, 6, 2, 2), (10, 17)),
    "Montenegro": ((1980, 4.8, 14, 10, 19), (2, 8)),
}


def test_eleven_countries_lie_within_the_published_intervals(shared_data: Callable[[str], Path]) -> None:
    with gzip.open(shared_data("wpp2024_births_sex_ratio.csv.gz"), "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if 1970 <= int(row["year"]) <= 2017]
    totals = {"sen": 0.0, "fixed-births": 0.0}
    for country, (transition, (lower, upper)) in PUBLISHED.items():
        held = [
            (int(row["year"]), float(row["births_thousands"])) for row in rows if row["country"] == country
        ]
        assert len(held) == 48
        years, births = np.array(held).T
        level = reference_baseline(country).baseline
        sen = missing_of_transition(years, births, transition, level).sum()
        other = missing_of_transition(years, births, transition, level, "fixed-births").sum()
        assert lower <= sen <= upper, country
        totals["sen"] += sen
        totals["fixed-births"] += other
    # 47.7 and 24.5 million by another hand: ours are 47.9 and 24.6.
    assert totals["sen"] == pytest.approx(47_700, rel=0.01)
    assert totals["fixed-births"] == pytest.approx(24_500, rel=0.01)


def test_the_trapezoid_at_its_corners() -> None:
    assert trapezoid([1979, 1980, 1990, 2000, 2011, 2020, 2029, 2030], [1980, 11.4, 20, 11, 18]) == (
        pytest.approx([0, 0, 5.7, 11.4, 11.4, 5.7, 0, 0])
    )
    assert float(end_of([1980, 11.4, 20, 11, 18])) == 2029
    assert trapezoid([1999, 2000, 2005, 2006], [2000, 3, 0, 5, 0]).tolist() == [0, 3, 3, 0]


def test_published_baselines() -> None:
    assert reference_baseline("china").baseline == 106.3
    assert reference_baseline("Caucasus, Central Asia").baseline == 106.24
    assert reference_baseline("Korea").start.around == 1978
    with pytest.raises(KeyError):
        reference_baseline("Atlantis")
