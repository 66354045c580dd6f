"""Births added up by what a figure is divided by, and pooled over periods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.presentation.counts import NOT_KNOWN, Count, counts_by, joined, pooled, windows
from presentation.births_tables import births_table, year

TABLE = births_table(
    "area,year,order,male,female,unclear",
    [
        ("B", 2009, 1, 10, 9, 0),
        ("B", 2009, "", 3, 2, 1),
        ("A", 2009, 1, 50, 40, 0),
        ("A", 2010, 2, 60, 50, 2),
        ("A", 2010, 1, 6, 5, 0),
    ],
)


def series(numbers: list[int], place: str = "A") -> list[Count]:
    return [Count(place, None, None, year(number), number, number - 1, 1) for number in numbers]


def test_counts_are_added_over_what_they_are_not_divided_by() -> None:
    by_area = counts_by(TABLE.cells, ("area",))
    assert [(count.area, count.male, count.female, count.unclear) for count in by_area] == [
        ("A", 116, 95, 2),
        ("B", 13, 11, 1),
    ]
    (whole,) = counts_by(TABLE.cells, ())
    assert (whole.male, whole.female, whole.unclear, whole.period) == (129, 106, 3, None)


def test_counts_come_in_the_order_of_area_period_and_birth_order() -> None:
    found = counts_by(TABLE.cells, ("area", "period", "order"))
    assert [(count.area, count.period.label if count.period else "", count.order) for count in found] == [
        ("A", "2009", "1"),
        ("A", "2010", "1"),
        ("A", "2010", "2"),
        ("B", "2009", "1"),
        ("B", "2009", NOT_KNOWN),
    ]


def test_pooling_adds_births_and_skips_a_gap() -> None:
    found = pooled(series([2001, 2002, 2004, 2005, 2006]), 2)
    assert [count.period.label for count in found if count.period] == ["2001–2002", "2004–2005", "2005–2006"]
    assert (found[0].male, found[0].female, found[0].unclear) == (4003, 4001, 2)


def test_a_place_that_lacks_a_year_has_no_window_over_it() -> None:
    found = pooled([*series([2001, 2002, 2003]), *series([2001, 2003], "B")], 2)
    assert {count.area for count in found} == {"A"}


@given(st.sets(st.integers(1900, 1960), min_size=1), st.integers(1, 5))
def test_every_window_is_a_run_of_years(numbers: set[int], length: int) -> None:
    found = windows([year(number) for number in numbers], length)
    expected = [first for first in sorted(numbers) if all(first + step in numbers for step in range(length))]
    assert [run[0].start.year for run in found] == expected
    assert all(len(run) == length for run in found)


def test_several_years_are_one_period_of_their_own_kind() -> None:
    three = joined([year(2009), year(2010), year(2011)])
    assert (three.kind, three.label, three.days) == ("several-years", "2009–2011", 1095)
    assert joined([year(2009)]) == year(2009)


def test_months_do_not_follow_years() -> None:
    months = births_table(
        "month,male,female", [("2010-11", 1, 1), ("2010-12", 2, 2), ("2011-01", 3, 3)], "month"
    )
    found = pooled(counts_by(months.cells, ("period",)), 3)
    assert [count.male for count in found] == [6]
    assert pytest.approx(1) == len(found)
