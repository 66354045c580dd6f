"""Lines of the calendar: what shares one, what waits for the office itself, whom a reminder passes by."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django import Settings

from apps.births.returns.scene import hospital
from apps.intake import scene as intake
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar import owed, queries
from evenborn.apps.births.calendar.owed_months import OwedLine, OwedMonth
from evenborn.apps.births.calendar.rules import State, months_until
from evenborn.apps.births.models import ExpectedReturn, Reminder
from evenborn.apps.intake.actions.batches import refuse_batch
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import take_in
from people import browser_of, clerk, everyone

pytestmark = pytest.mark.django_db(databases="__all__")

MARCH = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    intake.keys(tmp_path / "keys")
    with time_machine.travel(datetime(2025, 5, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


def owing(since: date, until: date | None = None) -> ExpectedReturn:
    whose = hospital()
    return ExpectedReturn.objects.create(
        sender=whose, area=whose.area, register="delivery", due_day=5, since=since, until=until
    )


def lines() -> list[OwedLine]:
    months = months_until(date(2025, 4, 30), 12)
    return queries.lines_of(everyone(), queries.owed(everyone(), Permission.INTAKE_SEE), months)


def test_what_ended_and_was_owed_anew_shares_a_line() -> None:
    owing(date(2024, 5, 1), date(2024, 8, 1))
    later = owing(date(2025, 1, 1))
    [line] = lines()
    assert line.of == later
    assert [cell is not None for cell in line.months] == [True] * 4 + [False] * 4 + [True] * 4


def test_what_is_owed_twice_in_a_month_keeps_its_own_line() -> None:
    first = owing(date(2024, 5, 1), date(2024, 8, 1))
    second = owing(date(2024, 8, 1), date(2024, 9, 1))
    third = owing(date(2025, 1, 1))
    assert [line.of for line in lines()] == [third, second]
    assert {cell.of for cell in lines()[0].months if cell} == {first, third}


def cell(month: date = MARCH) -> OwedMonth:
    found = {one.month: one for line in lines() for one in line.months if one}
    return found[month]


def test_a_month_that_waits_for_the_office_is_missing_and_nobody_is_reminded_of_it() -> None:
    owing(MARCH, MARCH)
    assert (cell().state, cell().waits, owed.missing(everyone())) == (State.MISSING, False, 1)
    batch = intake.checked(intake.delivery([intake.row(1), intake.row(2)]))
    assert (cell().state, cell().waits, owed.missing(everyone())) == (State.MISSING, True, 0)
    client = browser_of(clerk())
    client.cookies["django_language"] = "en"
    assert "Nothing is missing" in client.get("/births/calendar/reminders/").text
    client.post("/births/calendar/reminders/send/", {"area": "990101"})
    assert not Reminder.objects.regardless("a test").exists()
    shown = client.get(f"/births/calendar/{cell().of.pk}/2025-03/").text
    assert "it came in and waits for the office’s decision" in shown
    assert "to decide" in client.get("/births/calendar/?register=delivery").text
    take_in(batch, by=everyone())
    assert (cell().state, cell().waits) == (State.LATE, False)


def test_what_the_office_refused_is_asked_for_again() -> None:
    owing(MARCH, MARCH)
    batch = intake.checked(intake.delivery([intake.row(1)]))
    assert owed.missing(everyone()) == 0
    refuse_batch(batch, by=everyone(), because=Because.TOO_MANY_ERRORS)
    assert (cell().waits, owed.missing(everyone())) == (False, 1)


def test_a_file_of_another_month_or_facility_keeps_nobody_from_being_asked() -> None:
    owing(MARCH, MARCH)
    intake.checked(intake.delivery([intake.row(1, born="2025-02-08 14:05")]))
    elsewhere = intake.row(2)
    elsewhere[1] = "YX990199"
    intake.checked(intake.delivery([elsewhere]))
    assert owed.missing(everyone()) == 1
