"""What an administrator does on the pages, from the list to the entry in the trail."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from entrance import browser, enter, events, trail
from evenborn.apps.access.models import Appointment, Attempts, Department, Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import EVERY_OFFICER, ROLES, Permission, RoleCode
from evenborn.presentation.words import say
from people import CITY, NIWU, PASSWORD, browser_of, clerk, department, everyone, locked, officer, stranger

pytestmark = pytest.mark.django_db(databases="__all__")


def browser_as(role: RoleCode) -> Client:
    """An administrator who has just confirmed the password, on English pages."""
    officer(f"own-{role}", role, "")
    client = browser()
    client.cookies["django_language"] = "en"
    enter(client, f"own-{role}")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def wrong(answer: HttpResponse) -> str:
    return " ".join(str(e) for errors in answer.context["form"].errors.values() for e in errors)


def test_an_officer_is_added_logs_in_and_may_do_nothing_before_the_appointment() -> None:
    system = browser_as(RoleCode.SYSTEM_ADMINISTRATOR)
    home = department()
    asked = {"username": "Wang.Li", "name": "王莉", "department": home.pk}
    shown = system.post(reverse("add-officer"), asked)
    (password,) = re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", text(shown))
    assert shown.headers["Cache-Control"] == "no-store"
    made = Officer.objects.get(username="wang.li")
    assert made.must_change_password
    assert password not in text(system.get(reverse("officer", args=[made.pk])))
    assert password not in str(trail())
    newcomer = browser()
    assert enter(newcomer, "wang.li", password).status_code == 302
    assert newcomer.get("/").headers["Location"] == reverse("change-password")
    assert actor_of(made).roles == ()


def test_a_login_name_that_is_taken_is_said_so_on_the_form() -> None:
    clerk()
    system = browser_as(RoleCode.SYSTEM_ADMINISTRATOR)
    again = system.post(
        reverse("add-officer"), {"username": "clerk", "name": "x", "department": department().pk}
    )
    assert wrong(again) == say("refusal.officer-twice", "en", value="clerk")


def test_the_security_administrator_appoints_from_the_form() -> None:
    security, somebody = browser_as(RoleCode.SECURITY_ADMINISTRATOR), stranger()
    address = reverse("appoint", args=[somebody.pk])
    page = text(security.get(address))
    for role in RoleCode:
        assert say(f"role.purpose.{role}", "en") in page
    asked = {
        "role": "clerk", "area": NIWU, "department": department().pk, "since": "2027-01-01", "until": "",
    }  # fmt: skip
    assert security.post(address, asked).status_code == 302
    assert Appointment.objects.get(officer=somebody).area == NIWU
    assert events()[-1] == "access.appoint"
    refused = security.post(address, asked | {"role": "audit-administrator"})
    assert wrong(refused) == say("refusal.roles-apart", "en")
    assert refused.status_code == 200


def test_powers_ask_for_the_password_once_more() -> None:
    somebody = stranger()
    officer("security", RoleCode.SECURITY_ADMINISTRATOR, "")
    client = browser()
    enter(client, "security")
    address = reverse("appoint", args=[somebody.pk])
    answer = client.get(address)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    confirmed = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert confirmed.headers["Location"] == address
    assert client.get(address).status_code == 200


def test_appointments_are_listed_by_when_they_count() -> None:
    audit, somebody, by = browser_as(RoleCode.AUDIT_ADMINISTRATOR), stranger(), everyone()
    for since, until in ((-20, -10), (-5, 5), (10, 20)):
        Appointment.objects.create(
            officer=somebody, role=RoleCode.CLERK, area=f"{990100 + since}", department=department(),
            since=by.today + timedelta(days=since), until=by.today + timedelta(days=until),
        )  # fmt: skip
    address = reverse("appointments")
    for when, area in (("ended", "990080"), ("in-force", "990095"), ("future", "990110")):
        assert re.findall(r"9900[89]\d|990110", text(audit.get(address, {"when": when}))) == [area]
    assert "990095" in text(audit.get(address, {"when": "'; --"}))


def test_an_appointment_is_ended_from_the_page_of_its_officer() -> None:
    security, post = browser_as(RoleCode.SECURITY_ADMINISTRATOR), clerk().appointments.get()
    address = reverse("end-appointment", args=[post.pk])
    assert address in text(security.get(reverse("officer", args=[post.officer_id])))
    yesterday = everyone().today - timedelta(days=1)
    assert "is past" in wrong(security.post(address, {"until": yesterday.isoformat()}))
    assert security.post(address, {"until": everyone().today.isoformat()}).status_code == 302
    post.refresh_from_db()
    assert post.until == everyone().today


def test_a_department_is_added_and_closed() -> None:
    system = browser_as(RoleCode.SYSTEM_ADMINISTRATOR)
    system.post(reverse("add-department"), {"name": "Police", "kind": "police", "area": NIWU})
    made = Department.objects.get(name="Police")
    day = everyone().today + timedelta(days=3)
    system.post(reverse("close-department", args=[made.pk]), {"day": day.isoformat()})
    made.refresh_from_db()
    assert made.closed_on == day
    assert day.isoformat() in text(system.get(reverse("departments")))
    assert f"({CITY})" in text(system.get(reverse("add-officer")))
    assert "Police (" not in text(system.get(reverse("add-officer")))


def test_who_may_close_no_department_is_offered_none() -> None:
    department()
    for role, offered in ((RoleCode.SYSTEM_ADMINISTRATOR, True), (RoleCode.AUDIT_ADMINISTRATOR, False)):
        page = browser_of(officer(role.value, role, CITY)).get(reverse("departments")).content.decode()
        assert ("/close/" in page) is offered


def test_a_password_is_reset_by_one_administrator_and_the_second_factor_by_another() -> None:
    somebody = clerk()
    there = browser("198.51.100.1")
    enter(there, "clerk")
    system = browser_as(RoleCode.SYSTEM_ADMINISTRATOR)
    shown = text(system.post(reverse("reset-password", args=[somebody.pk])))
    (password,) = re.findall(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>", shown)
    assert there.get("/").status_code == 302
    assert enter(browser(), "clerk", password).status_code == 302
    assert system.post(reverse("reset-second-factor", args=[somebody.pk])).status_code == 403
    security = browser_as(RoleCode.SECURITY_ADMINISTRATOR)
    assert security.post(reverse("reset-password", args=[somebody.pk])).status_code == 403
    assert security.post(reverse("reset-second-factor", args=[somebody.pk])).status_code == 302
    assert {"access.reset-password", "access.reset-second-factor"} <= set(events())


def test_an_officer_is_renamed_and_leaves() -> None:
    somebody = stranger()
    system = browser_as(RoleCode.SYSTEM_ADMINISTRATOR)
    asked = {"name": "New Name", "department": somebody.department_id}
    system.post(reverse("edit-officer", args=[somebody.pk]), asked)
    day = everyone().today.isoformat()
    system.post(reverse("leave", args=[somebody.pk]), {"day": day, "reason": ""})
    somebody.refresh_from_db()
    assert (somebody.name, somebody.left_on) == ("New Name", everyone().today)
    assert ("access.leave", f"officer:{own(system)}", {"day": day, "open_work": 0, "reason": ""}) in trail()


def own(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def test_locks_are_listed_and_released() -> None:
    row = locked()
    security = browser_as(RoleCode.SECURITY_ADMINISTRATOR)
    address = reverse("release-lock", args=[row.pk])
    assert address in text(security.get(reverse("locks")))
    assert security.get(address).status_code == 200
    assert Attempts.objects.get(pk=row.pk).locked_until
    assert security.post(address).status_code == 302
    assert not Attempts.objects.get(pk=row.pk).locked_until
    assert security.post(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_roles_says_each_role_and_permission(language: str) -> None:
    client = browser()
    stranger()
    enter(client, "stranger")
    client.cookies["django_language"] = language
    page = text(client.get(reverse("roles")))
    said: Any = "en" if language == "en" else "zh"
    for role in ROLES.values():
        assert say(f"role.name.{role.code}", said) in page
        assert say(f"role.purpose.{role.code}", said) in page
        for permission in role.permissions - EVERY_OFFICER:
            assert f"<li>{say(f'permission.{permission}', said)}</li>" in page
    assert all(say(f"permission.{permission}", said) in page for permission in Permission)


def test_names_are_shown_as_text() -> None:
    somebody = stranger()
    Officer.objects.filter(pk=somebody.pk).update(name="<script>alert(1)</script>")
    audit = browser_as(RoleCode.AUDIT_ADMINISTRATOR)
    for address in (reverse("officers"), reverse("officer", args=[somebody.pk])):
        assert "<script>alert" not in text(audit.get(address))


def test_a_list_of_officers_asks_the_database_as_often_for_many_as_for_few(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    audit, home = browser_as(RoleCode.AUDIT_ADMINISTRATOR), department()
    Officer.objects.bulk_create(
        Officer(username=f"o{number}", name="x", department=home) for number in range(60)
    )
    audit.get(reverse("officers"))
    with django_assert_max_num_queries(8):
        audit.get(reverse("officers"))
