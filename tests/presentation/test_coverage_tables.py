"""What is shown of births that no register holds: never a ratio without births and interval."""

from datetime import date

import pyarrow as pa
import pytest

from evenborn.comparison.coverage import Coverage, coverage
from evenborn.comparison.evaluation import Estimate, Evaluation
from evenborn.presentation.coverage import coverage_table, registers_table
from evenborn.presentation.coverage_figures import coverage_figures, register_figures
from evenborn.presentation.numbers import LANGUAGES, Language

GOOD = Evaluation(Estimate(0.999, 0.998, 0.9995), Estimate(0.99, 0.98, 0.995), 1_000)
SIZES = {"990101": 60, "990102": 300, "990103": 2_000}


@pytest.fixture(scope="module")
def found() -> Coverage:
    rows = [
        (area, date(2025, 1, 1), sex, pattern, int(size * share * (0.53 if sex == "male" else 0.47)))
        for area, size in SIZES.items()
        for sex in ("male", "female")
        for pattern, share in ((3, 0.9), (1, 0.06), (2, 0.04))
    ]
    rows += [(None, None, "unclear", 1, 3), (None, None, "male", 2, 2)]
    columns = zip(*rows, strict=True)
    names = ("county", "month", "sex", "pattern", "births")
    patterns = pa.table(dict(zip(names, map(list, columns), strict=True)))
    patterns = patterns.append_column("order", pa.nulls(len(patterns), pa.string()))
    return coverage(patterns, ("delivery", "household"), [GOOD])


def test_small_areas_show_births_only(found: Coverage) -> None:
    every, small, middle, large = coverage_figures(found)
    assert small["reliability"] == "too-few"
    assert small["births"] > 0
    assert {small[name] for name in ("ratio", "lower", "corrected", "hidden_girls", "verdict")} == {None}
    assert middle["reliability"] == "unreliable"
    assert middle["ratio"] is not None
    assert (middle["verdict"], middle["tipping_point"]) == (None, None)
    assert large["verdict"] is not None
    assert every["area"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ratio_never_stands_without_births_and_interval(found: Coverage, language: Language) -> None:
    for table in (coverage_table(found, None, language), registers_table(found, None, language)):
        keys = [column.key for column in table.columns]
        for row in table.rows:
            for at, key in enumerate(keys):
                if key in {"ratio", "corrected"} or key.endswith("-ratio"):
                    assert row[at + 1].text or row[at].number is None
                    assert row[1].text
    small = coverage_table(found, None, language).rows[1]
    assert not any(cell.number for cell in small[2:])


def test_each_register_has_its_own_ratio(found: Coverage) -> None:
    figures = register_figures(found)
    assert len(figures) == 2 * len(found.counts.names)
    assert all(one["lower"] <= one["ratio"] <= one["upper"] for one in figures if one["ratio"] is not None)


def test_what_is_in_no_ratio_or_no_area_is_said(found: Coverage) -> None:
    notes = " ".join(coverage_table(found, None, "en").notes)
    assert "births whose sex no register states clearly: 3." in notes
    assert "5 births whose area" in notes


MONTHS = {date(2025, 1, 1): 1_500, date(2025, 2, 1): 2_500, date(2025, 3, 1): 90}


@pytest.fixture(scope="module")
def by_month() -> Coverage:
    rows = [
        ("990101", month, sex, pattern, int(size * share * (0.53 if sex == "male" else 0.47)))
        for month, size in MONTHS.items()
        for sex in ("male", "female")
        for pattern, share in ((3, 0.9), (1, 0.06), (2, 0.04))
    ]
    names = ("county", "month", "sex", "pattern", "births")
    patterns = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    patterns = patterns.append_column("order", pa.nulls(len(patterns), pa.string()))
    return coverage(patterns, ("delivery", "household"), [GOOD], division="month")


def test_months_are_estimated_as_areas_are(by_month: Coverage) -> None:
    every, january, february, march = coverage_figures(by_month)
    assert [one["period"] for one in (every, january, march)] == [None, "2025-01-01", "2025-03-01"]
    assert january["births"] + february["births"] + march["births"] == every["births"]
    assert february["corrected_lower"] < february["corrected"] < february["corrected_upper"]
    assert (march["reliability"], march["corrected"]) == ("too-few", None)


@pytest.mark.parametrize(("language", "named"), [("en", "2025-02"), ("zh", "2025年2月")])
def test_months_are_named_in_the_table(by_month: Coverage, language: Language, named: str) -> None:
    table = coverage_table(by_month, None, language)
    assert (table.columns[0].key, table.rows[2][0].text) == ("period", named)
