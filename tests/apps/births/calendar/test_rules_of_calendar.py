"""When a month is due and what became of it: by the announced holidays, and by Poisson’s tail."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenborn.apps.births.calendar.rules import (
    Expectation,
    Received,
    State,
    due_on,
    expected_of,
    must_rise,
    state_of,
)

DUE = date(2025, 4, 7)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2025, 3, 1), date(2025, 4, 7)),  # the 5th a Saturday of Qingming, 4 to 6 April
        (date(2025, 9, 1), date(2025, 10, 9)),  # National Day, 1 to 8 October
        (date(2025, 4, 1), date(2025, 5, 6)),  # Labour Day, 1 to 5 May
        (date(2024, 12, 1), date(2025, 1, 6)),  # the 5th a Sunday
        (date(2025, 5, 1), date(2025, 6, 5)),  # a Thursday
    ],
)
def test_a_due_day_moves_past_the_holidays_that_were_announced(month: date, day: date) -> None:
    assert due_on(month, 5).day == day


def test_a_year_without_announcement_goes_by_weekdays_and_says_so() -> None:
    due = due_on(date(2040, 1, 1), 5)  # the 5th of February 2040 is a Sunday
    assert (due.day, due.known) == (date(2040, 2, 6), False)


@given(st.dates(date(2005, 1, 1), date(2025, 10, 1)), st.integers(1, 28))
def test_a_due_day_is_never_earlier_and_never_three_weeks_later(day: date, due_day: int) -> None:
    month = day.replace(day=1)
    stated = (month + timedelta(days=32)).replace(day=due_day)
    assert timedelta(0) <= due_on(month, due_day).day - stated < timedelta(days=21)


@given(st.integers(0, 400), st.floats(0, 300))
def test_too_few_is_what_chance_gives_less_than_once_in_a_thousand(records: int, mean: float) -> None:
    state = state_of(Received(records, DUE), Expectation(mean), DUE, on=DUE + timedelta(days=1))
    assert (state == State.FEW) == (stats.poisson.cdf(records, mean) < 0.001)


@given(st.integers(0, 99), st.integers(0, 99))
def test_against_the_facilitys_own_count_one_record_less_is_too_few(records: int, stated: int) -> None:
    expected = expected_of(stated, 500, [1] * 12)
    state = state_of(Received(records, DUE), expected, DUE, on=DUE + timedelta(days=1))
    assert (state == State.FEW) == (records < stated)


@given(st.dates(date(2025, 3, 1), date(2025, 6, 1)), st.booleans(), st.one_of(st.none(), st.integers(0, 60)))
def test_every_month_has_one_state_and_only_what_is_due_is_missing(
    on: date, explained: bool, records: int | None
) -> None:
    received = Received() if records is None else Received(records, min(on, DUE + timedelta(days=5)))
    state = state_of(received, Expectation(40.0), DUE, on=on, explained=explained)
    if on <= DUE:
        assert state in (State.NOT_DUE, State.COMPLETE)
    if records is None and on > DUE:
        assert state == (State.EXPLAINED if explained else State.MISSING)


def test_a_reminder_rises_after_ten_working_days_not_ten_days() -> None:
    reminded = date(2025, 9, 26)  # National Day takes six working days out of what follows
    assert not must_rise(reminded, on=date(2025, 10, 16))
    assert must_rise(reminded, on=date(2025, 10, 20))
