"""An appointment counts from the midnight of its first day to that after its last, by the office’s clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from entrance import browser, enter
from evenborn.apps.access import actions
from evenborn.apps.access.actor import program
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import Permission, RoleCode
from people import NIWU, browser_of, department, stranger

pytestmark = pytest.mark.django_db(databases="__all__")

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 12, 31), date(2027, 1, 2)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def clerk() -> Officer:
    """A clerk for three days around the end of the year."""
    somebody = stranger()
    actions.appoint(
        somebody, by=program("scene", *Permission), role=RoleCode.CLERK, area=NIWU,
        department=department(), since=FIRST, until=LAST,
    )  # fmt: skip
    return somebody


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "in_force"),
    [
        (midnight(FIRST) - INSTANT, False),
        (midnight(FIRST), True),
        (datetime(2026, 12, 30, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 30, 15, 59, 59, tzinfo=UTC), False),
        (midnight(LAST + timedelta(days=1)) - INSTANT, True),
        (midnight(LAST + timedelta(days=1)), False),
        (datetime(2027, 1, 2, 16, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_is_that_of_the_office(clerk: Officer, moment: datetime, in_force: bool) -> None:
    assert (actor_of(clerk, moment).roles == (RoleCode.CLERK,)) is in_force
    with time_machine.travel(moment, tick=False):
        assert (actor_of(clerk).roles == (RoleCode.CLERK,)) is in_force


def test_midnight_passes_within_a_session(clerk: Officer) -> None:
    with time_machine.travel(midnight(LAST + timedelta(days=1)) - timedelta(minutes=1), tick=False) as clock:
        client = browser()
        enter(client, "stranger")
        assert client.get("/").context["request"].actor.roles == (RoleCode.CLERK,)
        clock.shift(timedelta(minutes=1))
        assert client.get("/").context["request"].actor.roles == ()


def test_leaving_counts_from_the_midnight_of_the_day(clerk: Officer) -> None:
    with time_machine.travel(midnight(FIRST), tick=False) as clock:
        actions.leave(clerk, by=program("scene", *Permission), day=LAST, reason="")
        client = browser()
        clock.move_to(midnight(LAST) - timedelta(seconds=1))
        enter(client, "stranger")
        assert client.get("/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get("/").status_code == 302


def test_a_change_counts_at_the_next_page() -> None:
    somebody, by = stranger(), program("scene", *Permission)
    client = browser_of(somebody)
    assert client.get("/access/officers/").status_code == 403
    given = {"by": by, "role": RoleCode.AUDIT_ADMINISTRATOR, "area": "", "department": department()}
    post = actions.appoint(somebody, since=by.today, until=None, **given)
    assert client.get("/access/officers/").status_code == 200
    actions.end_appointment(post, by=by, until=by.today)
    assert client.get("/access/officers/").status_code == 200
    with time_machine.travel(by.now + timedelta(days=1)):
        assert browser_of(somebody).get("/access/officers/").status_code == 403
