from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.calendar import ChinaCalendar, WorkingCalendar, load_calendar
from evenborn.registers.refusal import Refusal

CALENDAR = ChinaCalendar()
DAYS = st.dates(date(2005, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True),  # a Sunday worked for the Spring Festival
        ("2025-01-28", False),
        ("2025-02-04", False),
        ("2025-02-08", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2025-10-13", True),
        ("2025-10-18", False),
    ],
)
def test_days_as_announced_for_2025(day: str, works: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is works


def test_deadlines_across_the_spring_festival() -> None:
    monday = date(2025, 1, 27)
    assert CALENDAR.add_working_days(monday, 1) == date(2025, 2, 5)
    assert CALENDAR.add_working_days(monday, 7) == date(2025, 2, 12)
    assert CALENDAR.working_days_between(monday, date(2025, 2, 12)) == 7
    assert CALENDAR.add_working_days(date(2025, 1, 28), 0) == date(2025, 2, 5)
    assert CALENDAR.working_days_between(monday, monday) == 0
    assert CALENDAR.working_days_between(monday, date(2025, 1, 1)) == 0


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_agree(day: date, number: int) -> None:
    end = CALENDAR.add_working_days(day, number)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(day, end) == number


@pytest.mark.parametrize("day", [date(2003, 12, 1), date(2090, 1, 1)])
def test_a_year_without_announcement_is_refused(day: date) -> None:
    with pytest.raises(Refusal, match="calendar-year-unknown") as caught:
        CALENDAR.is_working_day(day)
    assert caught.value.facts["year"] == str(day.year)
    with pytest.raises(Refusal, match="calendar-year-unknown"):
        CALENDAR.add_working_days(day - timedelta(days=9), 30)


def test_working_days_are_not_taken_away() -> None:
    with pytest.raises(ValueError, match="not taken away"):
        CALENDAR.add_working_days(date(2025, 1, 1), -1)


def test_a_table_of_ones_own_goes_before_the_package_and_makes_its_year_known(tmp_path: Path) -> None:
    path = tmp_path / "2090.csv"
    path.write_text("日期,安排\n2090-10-02,放假\n2090年10月8日,上班\n2025-01-27,holiday\n", "utf-8")
    own = load_calendar(path)
    assert not own.is_working_day(date(2090, 10, 2))  # a Monday
    assert own.is_working_day(date(2090, 10, 8))  # a Sunday
    assert own.is_working_day(date(2090, 10, 3))
    assert not own.is_working_day(date(2090, 10, 7))
    assert not own.is_working_day(date(2025, 1, 27))
    assert own.is_working_day(date(2025, 1, 26))
    with pytest.raises(Refusal, match="calendar-year-unknown"):
        own.is_working_day(date(2091, 1, 1))


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("2090-13-01,holiday\n", "calendar-date", 2),
        ("2090-10-01,maybe\n", "calendar-kind", 2),
        ("2090-10-01,holiday\n2090/10/1,working\n", "calendar-repeated", 3),
    ],
)
def test_a_bad_table_is_refused_where_it_is_bad(tmp_path: Path, rows: str, code: str, row: int) -> None:
    path = tmp_path / "days.csv"
    path.write_text("date,kind\n" + rows, "utf-8")
    with pytest.raises(Refusal) as caught:
        load_calendar(path)
    assert (caught.value.code, caught.value.facts["row"]) == (code, row)


class SevenDays(WorkingCalendar):
    """A country where every day is worked."""

    def is_working_day(self, day: date) -> bool:
        return day.year > 0


def test_another_calendar_may_stand_in() -> None:
    day = date(2300, 1, 1)
    assert SevenDays().add_working_days(day, 10) == day + timedelta(days=10)
