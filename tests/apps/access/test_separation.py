"""Three administrators apart, nobody for himself, no role left empty, nothing outside the office’s area."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.conf import LazySettings

from evenborn.apps.access import actions
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Appointment, Attempts, Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import ADMINISTRATORS, RoleCode
from evenborn.registers.refusal import Refusal
from people import NIWU, PASSWORD, SINCE, department, everyone, officer, stranger

pytestmark = pytest.mark.django_db(databases="__all__")


def administrator(role: RoleCode, name: str = "") -> Officer:
    return officer(name or role.value, role, "")


def acting(role: RoleCode) -> Actor:
    return actor_of(administrator(role, f"acting-{role}"))


def appoint(who: Officer, role: RoleCode, by: Actor | None = None, area: str = NIWU) -> Appointment:
    by = by or everyone()
    return actions.appoint(
        who, by=by, role=role, area=area, department=department(), since=by.today, until=None
    )


def post(who: Officer) -> Appointment:
    return Appointment.objects.get(officer=who)


@pytest.mark.parametrize(("first", "second"), list(permutations(RoleCode, 2)))
def test_no_officer_comes_to_hold_two_roles_that_must_stay_apart(first: RoleCode, second: RoleCode) -> None:
    somebody = officer("somebody", first)
    if {first, second} & ADMINISTRATORS:
        with pytest.raises(Refusal, match="roles-apart"):
            appoint(somebody, second)
    else:
        assert appoint(somebody, second).pk


def test_roles_apart_may_follow_each_other() -> None:
    somebody = officer("somebody", RoleCode.AUDIT_ADMINISTRATOR, "")
    today = everyone().today
    actions.end_appointment(post(somebody), by=everyone(), until=today)
    later = today + timedelta(days=1)
    given = {"role": RoleCode.CLERK, "area": NIWU, "department": department(), "until": None}
    with pytest.raises(Refusal, match="roles-apart"):
        actions.appoint(somebody, by=everyone(), since=today, **given)
    assert actions.appoint(somebody, by=everyone(), since=later, **given).pk


@pytest.mark.parametrize("role", [role for role in RoleCode if role != RoleCode.SECURITY_ADMINISTRATOR])
def test_only_the_security_administrator_appoints(role: RoleCode) -> None:
    with pytest.raises(Forbidden):
        appoint(stranger(), RoleCode.CLERK, acting(role))


def test_the_security_administrator_makes_no_account_and_no_first_password() -> None:
    by, somebody = acting(RoleCode.SECURITY_ADMINISTRATOR), stranger()
    with pytest.raises(Forbidden):
        actions.reset_password(somebody, by=by, password="x" * 20)
    with pytest.raises(Forbidden):
        actions.add_officer(by=by, username="x", name="x", department=department(), password=PASSWORD)


def test_the_system_administrator_takes_no_second_factor_away() -> None:
    by = acting(RoleCode.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Forbidden):
        actions.reset_second_factor(stranger(), by=by)


def test_nobody_appoints_or_releases_himself() -> None:
    other = administrator(RoleCode.SECURITY_ADMINISTRATOR, "other")
    own = administrator(RoleCode.SECURITY_ADMINISTRATOR, "own")
    by = actor_of(own)
    with pytest.raises(Refusal, match="appoint-oneself"):
        appoint(own, RoleCode.SECURITY_ADMINISTRATOR, by)
    with pytest.raises(Refusal, match="act-on-oneself"):
        actions.end_appointment(post(own), by=by, until=by.today)
    with pytest.raises(Refusal, match="act-on-oneself"):
        actions.reset_second_factor(own, by=by)
    system = administrator(RoleCode.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refusal, match="act-on-oneself"):
        actions.leave(system, by=actor_of(system), day=by.today, reason="")
    with pytest.raises(Refusal, match="act-on-oneself"):
        actions.reset_password(system, by=actor_of(system), password="x" * 20)
    assert actions.end_appointment(post(other), by=by, until=by.today).until == by.today


@pytest.mark.parametrize("role", [RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR])
def test_the_last_administrator_stays_until_there_is_a_successor(role: RoleCode) -> None:
    last, by = administrator(role), everyone()
    with pytest.raises(Refusal, match="last-administrator"):
        actions.end_appointment(post(last), by=by, until=by.today)
    with pytest.raises(Refusal, match="last-administrator"):
        actions.leave(last, by=by, day=by.today + timedelta(days=30), reason="moves away")
    successor = stranger()
    actions.appoint(
        successor, by=by, role=role, area="", department=department(),
        since=by.today, until=by.today + timedelta(days=60),
    )  # fmt: skip
    with pytest.raises(Refusal, match="last-administrator"):
        actions.end_appointment(post(last), by=by, until=by.today)
    administrator(role, "successor")
    assert actions.leave(last, by=by, day=by.today, reason="").officer.left_on == by.today
    with pytest.raises(Refusal, match="last-administrator"):
        actions.end_appointment(
            post(Officer.objects.get(username="successor")), by=by, until=by.today + timedelta(days=70)
        )


def test_two_administrators_do_not_end_in_favour_of_each_other() -> None:
    one, other = (administrator(RoleCode.SYSTEM_ADMINISTRATOR, name) for name in ("one", "other"))
    by = everyone()
    actions.end_appointment(post(one), by=by, until=by.today + timedelta(days=9))
    with pytest.raises(Refusal, match="last-administrator"):
        actions.end_appointment(post(other), by=by, until=by.today)


@pytest.mark.parametrize("area", ["9902", "99", "62"])
def test_an_appointment_lies_within_the_area_of_the_office(settings: LazySettings, area: str) -> None:
    somebody = stranger()
    settings.OFFICE_AREA = "9901"
    with pytest.raises(Refusal, match="area-outside"):
        appoint(somebody, RoleCode.CLERK, area=area)
    with pytest.raises(Refusal, match="area-outside"):
        actions.add_department(by=everyone(), name="x", kind="health", area=area)


def test_a_closed_department_gets_nobody() -> None:
    somebody, home, by = stranger(), department(), everyone()
    with pytest.raises(Refusal, match="department-in-use"):
        actions.close_department(home, by=by, day=by.today)
    empty = actions.add_department(by=by, name="Empty", kind="other", area=NIWU)
    closed = actions.close_department(empty, by=by, day=by.today + timedelta(days=1))
    with pytest.raises(Refusal, match="department-closed"):
        actions.appoint(
            somebody, by=by, role=RoleCode.CLERK, area=NIWU, department=closed, since=SINCE, until=None
        )
    with pytest.raises(Refusal, match="department-closed"):
        actions.add_officer(by=by, username="x", name="x", department=closed, password=PASSWORD)
    with pytest.raises(Refusal, match="department-closed"):
        actions.edit_officer(somebody, by=by, name="x", department=closed)


def test_who_leaves_holds_nothing_from_that_day_and_gets_nothing_new() -> None:
    clerk, by = officer("clerk", RoleCode.CLERK), everyone()
    day = by.today + timedelta(days=10)
    actions.leave(clerk, by=by, day=day, reason="")
    assert post(clerk).until == day - timedelta(days=1)
    clerk.refresh_from_db()
    assert actor_of(clerk).roles == (RoleCode.CLERK,)
    assert actor_of(clerk, by.now + timedelta(days=10)).roles == ()
    with pytest.raises(Refusal, match="officer-left"):
        appoint(clerk, RoleCode.ANALYST)


def test_a_login_name_is_there_once_whatever_its_capitals() -> None:
    stranger()
    for name in ("stranger", "Stranger"):
        with pytest.raises(Refusal, match=r"officer-twice|login-name"):
            actions.add_officer(
                by=everyone(), username=name, name="x", department=department(), password=PASSWORD
            )


def test_a_lock_is_no_business_of_others() -> None:
    row = Attempts.objects.create(kind="password", key="x", since=everyone().now)
    for role in (RoleCode.AUDIT_ADMINISTRATOR, RoleCode.CLERK):
        with pytest.raises(Forbidden):
            actions.release_lock(row, by=acting(role))
