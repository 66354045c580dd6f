from datetime import date

import pytest

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.periods import month, read_period, year
from evenborn.registers.period_steps import (
    FEWEST_BIRTHS_TO_MISS,
    Observed,
    ObservedArea,
    as_step,
    observed,
    overlapping,
)


def test_a_day_in_october_belongs_to_the_next_statistical_year() -> None:
    day = read_period("2010-10-01", "statistical")
    assert as_step(day, "year", "statistical") == year(2011, "statistical")
    assert as_step(day, "year", "calendar") == year(2010, "calendar")
    assert as_step(day, "month", "statistical") == month(10, 2010)
    assert as_step(day, "as-given", "statistical") == day


def test_a_year_cannot_be_counted_by_month() -> None:
    with pytest.raises(BadValue, match="period-not-monthly"):
        as_step(year(2011, "calendar"), "month", "calendar")


def test_a_part_of_a_year_stays_a_part() -> None:
    part = read_period("2011年1-9月", "calendar")
    assert as_step(part, "year", "calendar") == part


def test_what_was_seen_of_a_year() -> None:
    stated = [read_period(f"2011-{number:02}", "calendar") for number in range(1, 10)]
    seen = observed((period, as_step(period, "year", "calendar")) for period in stated)
    assert seen == {"2011": Observed(date(2011, 1, 1), date(2011, 9, 30), 9)}


def test_periods_counted_as_they_stand_are_not_observed() -> None:
    whole = year(2011, "calendar")
    assert observed([(whole, whole)]) == {}


def test_a_year_overlaps_its_months_and_neighbours_do_not() -> None:
    assert overlapping([month(9, 2011), year(2011, "calendar")]) == (year(2011, "calendar"), month(9, 2011))
    assert overlapping([year(2010, "calendar"), year(2011, "calendar"), year(2011, "calendar")]) is None
    assert overlapping([year(2011, "calendar"), year(2011, "statistical")]) is not None


FILE = Observed(date(2011, 1, 1), date(2011, 12, 31), 12)


@pytest.mark.parametrize(
    ("first", "last", "births", "short"),
    [
        (date(2011, 1, 1), date(2011, 9, 30), 900, True),
        (date(2011, 4, 1), date(2011, 12, 31), 900, True),
        (date(2011, 1, 1), date(2011, 12, 31), 900, False),
        (date(2011, 1, 9), date(2011, 12, 2), 900, False),
        (date(2011, 1, 1), date(2011, 11, 30), FEWEST_BIRTHS_TO_MISS, True),
        (date(2011, 1, 1), date(2011, 11, 30), FEWEST_BIRTHS_TO_MISS - 1, False),
    ],
)
def test_an_area_runs_short_where_the_file_goes_on_and_births_are_many(
    first: date, last: date, births: int, short: bool
) -> None:
    assert ObservedArea(first, last, 9, births).runs_short_of(FILE) is short
