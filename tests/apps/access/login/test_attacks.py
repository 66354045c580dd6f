"""What somebody tries who should not come in: guessing, asking for names, fixing a session, staying on."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from entrance import LOGIN, NEW_PASSWORD, browser, code_of, enter, events, trail, with_codes
from evenborn.apps.access import actions
from evenborn.apps.access.login.options import limits
from evenborn.apps.access.models import Attempts, Officer
from evenborn.apps.access.queries import actor_of, locks
from evenborn.apps.access.roles import RoleCode
from people import PASSWORD, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")
START = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)


def logged_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def said(answer: HttpResponse) -> list[str]:
    return [str(error) for errors in answer.context["form"].errors.values() for error in errors]


def test_a_known_and_an_unknown_name_are_answered_alike() -> None:
    clerk()
    known, unknown = browser("192.0.2.1"), browser("192.0.2.2")
    for _ in range(limits("password").allowed + 2):
        answers = [enter(known, "clerk", "wrong"), enter(unknown, "nobody", "wrong")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert said(answers[0]) == said(answers[1])
        bodies = [
            answer.content.decode().replace(name, "NAME")
            for answer, name in zip(answers, ("clerk", "nobody"), strict=True)
        ]
        tokens = [answer.context["csrf_token"] for answer in answers]
        plain = [body.replace(str(token), "") for body, token in zip(bodies, tokens, strict=True)]
        assert len({len(body) for body in plain}) == 1


def test_an_unknown_name_costs_a_hash_of_the_password_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clerk()
    hashed: list[str] = []
    verify, encode = Argon2PasswordHasher.verify, Argon2PasswordHasher.encode

    def watched_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        hashed.append("verify")
        return bool(verify(self, password, encoded))

    def watched_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        hashed.append("encode")
        return str(encode(self, password, salt))

    monkeypatch.setattr(Argon2PasswordHasher, "verify", watched_verify)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", watched_encode)
    enter(browser(), "nobody", "wrong")
    assert hashed == ["encode"]
    hashed.clear()
    enter(browser(), "clerk", "wrong")
    assert hashed == ["verify"]


def test_somebody_who_left_is_answered_like_anybody_unknown() -> None:
    gone = clerk()
    Officer.objects.filter(pk=gone.pk).update(left_on=START.date())
    with time_machine.travel(START + timedelta(days=1), tick=False):
        right, wrong = enter(browser(), "clerk"), enter(browser(), "nobody")
    assert said(right) == said(wrong)
    assert "access.log-in" not in events()


def test_five_wrong_passwords_lock_the_name_from_every_address_for_a_quarter_of_an_hour() -> None:
    clerk()
    with time_machine.travel(START, tick=False) as clock:
        for number in range(limits("password").allowed):
            enter(browser(f"192.0.2.{number}"), "clerk", "wrong")
        other = browser("198.51.100.1")
        assert enter(other, "clerk").status_code == 200
        assert not logged_in(other)
        clock.shift(limits("password").locked_for - timedelta(seconds=1))
        assert enter(other, "clerk").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert enter(other, "clerk").status_code == 302
    assert events().count("access.lock-name") == 1
    assert events().count("access.refuse-password") == limits("password").allowed


def test_a_right_password_begins_the_count_anew_for_the_name_and_not_for_the_address() -> None:
    clerk()
    client = browser()
    for _ in range(2):
        for _ in range(limits("password").allowed - 1):
            enter(browser(), "clerk", "wrong")
        assert enter(browser(), "clerk").status_code == 302
    assert Attempts.objects.get(kind="password").failures == 0
    assert Attempts.objects.get(kind="address").failures == 2 * (limits("password").allowed - 1)
    assert not logged_in(client)


def test_many_names_from_one_address_lock_the_address_only() -> None:
    clerk()
    for number in range(limits("address").allowed):
        enter(browser(), f"name{number}", "wrong")
    assert enter(browser(), "clerk").status_code == 200
    assert enter(browser("198.51.100.9"), "clerk").status_code == 302
    assert events().count("access.lock-address") == 1


def test_a_lock_is_released_by_an_administrator_with_an_entry() -> None:
    clerk()
    for _ in range(limits("password").allowed):
        enter(browser(), "clerk", "wrong")
    by = actor_of(officer("security", RoleCode.SECURITY_ADMINISTRATOR, ""))
    (row,) = locks(by)
    assert row.shown == "clerk"
    actions.release_lock(row, by=by)
    assert enter(browser(), "clerk").status_code == 302
    released = {"kind": "password", "shown": "clerk"}
    assert ("access.release-lock", by.key, released) in trail()


def test_wrong_codes_lock_the_code_and_right_passwords_do_not_release_it(settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    clerk()
    first = browser()
    enter(first, "clerk")
    secret = with_codes(first)
    for _ in range(limits("code").allowed):
        client = browser()
        enter(client, "clerk")
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client = browser()
    enter(client, "clerk")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret, ahead=1)})
    assert not logged_in(client)
    assert "access.lock-name" in events()
    assert events().count("access.refuse-code") == limits("code").allowed


def test_the_trail_keeps_no_name_that_nobody_has_nor_any_password() -> None:
    clerk()
    enter(browser(), "my secret phrase", "another secret")
    enter(browser(), "clerk", "a wrong secret")
    text = json.dumps(trail())
    assert "secret" not in text
    named = [facts["login"] for event, _, facts in trail() if event == "access.refuse-password"]
    assert [name for name in named if not name.startswith("#")] == ["clerk"]


def test_a_session_that_was_fixed_before_the_login_is_not_the_one_after_it() -> None:
    clerk()
    client = browser()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    fixed, token = session.session_key, client.cookies["csrftoken"].value
    client.cookies["sessionid"] = str(fixed)
    enter(client, "clerk")
    assert client.cookies["sessionid"].value != fixed
    assert client.cookies["csrftoken"].value != token
    assert not Session.objects.filter(session_key=fixed).exists()


def test_a_session_ends_when_it_was_idle_and_not_while_it_is_used(settings: LazySettings) -> None:
    clerk()
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    client = browser()
    with time_machine.travel(START, tick=False) as clock:
        enter(client, "clerk")
        for _ in range(3):
            clock.shift(idle - timedelta(minutes=1, seconds=1))
            assert logged_in(client)
        clock.shift(idle)
        assert not logged_in(client)


def test_other_sessions_end_when_the_password_changes() -> None:
    clerk()
    here, there = browser("192.0.2.1"), browser("192.0.2.2")
    for client in (here, there):
        enter(client, "clerk")
    asked = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert here.post(reverse("change-password"), asked).status_code == 302
    assert logged_in(here)
    assert not logged_in(there)
    assert len(here.get(reverse("own-account")).context["sessions"]) == 1


def test_a_single_session_is_ended_from_the_list_and_only_ones_own() -> None:
    clerk()
    officer("stranger")
    here, there, strange = browser("192.0.2.1"), browser("192.0.2.2"), browser("192.0.2.3")
    enter(here, "clerk")
    enter(there, "clerk")
    enter(strange, "stranger")
    shown = here.get(reverse("own-account")).context["sessions"]
    assert [(s.address, s.here) for s in shown] == [("192.0.2.1", True), ("192.0.2.2", False)]
    (foreign,) = strange.get(reverse("own-account")).context["sessions"]
    assert here.post(reverse("end-session"), {"session": foreign.key}).status_code == 404
    assert logged_in(strange)
    here.post(reverse("end-session"), {"session": shown[1].key})
    assert logged_in(here)
    assert not logged_in(there)
    assert trail()[-1][0] == "access.end-session"


def test_an_officer_who_left_is_out_at_the_next_page() -> None:
    gone = clerk()
    client = browser()
    enter(client, "clerk")
    actions.leave(gone, by=everyone(), day=everyone().today, reason="")
    assert not logged_in(client)
