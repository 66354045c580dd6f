"""What of the login an operator can set, and what production refuses."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.test import Client

from entrance import browser, enter, trail
from evenborn.presentation.words import say
from evenborn.site.checks import SAFE_LOGIN, Level, of_configuration
from evenborn.site.config import Config, Login
from people import clerk

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("mode", ["production", "demonstration", "test"])
@pytest.mark.parametrize("second_factor", ["required", "optional"])
def test_a_password_alone_is_refused_in_production(mode: str, second_factor: str) -> None:
    found = of_configuration(Config(mode=mode, second_factor=second_factor))
    levels = {finding.check: finding for finding in found}
    finding = levels["second-factor"]
    unsafe = mode == "production" and second_factor == "optional"
    assert (finding.level is not Level.FINE) is unsafe
    assert bool(finding.sentence("en")) is bool(finding.sentence("zh")) is unsafe


def test_the_second_factor_is_required_unless_somebody_says_otherwise() -> None:
    assert Config().second_factor == "required"


def test_a_session_lasts_as_long_as_the_configuration_says(settings: LazySettings) -> None:
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(minutes=Config().idle_minutes)
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


SAFE = [(name, *bounds) for name, bounds in SAFE_LOGIN.items()]


@pytest.mark.parametrize(("name", "least", "most"), SAFE)
def test_limits_beyond_the_safe_ones_are_refused_in_production_only(name: str, least: int, most: int) -> None:
    tried = [value for value in (least - 1, least, most, most + 1) if 1 <= value <= 1440]
    for mode in ("production", "demonstration"):
        for value in tried:
            config = Config(mode=mode, login=Login(**{name: value}))
            (found,) = [finding for finding in of_configuration(config) if finding.check == "login"]
            unsafe = mode == "production" and not least <= value <= most
            assert found.level is (Level.REFUSED if unsafe else Level.FINE), value
            assert (f"login.{name} is {value}" in found.sentence("en")) is unsafe


def test_the_limits_are_safe_without_any_option_and_said_to_the_operator() -> None:
    assert all(least <= getattr(Login(), name) <= most for name, least, most in SAFE)
    assert set(SAFE_LOGIN) == set(Login.model_fields)
    for name, least, most in SAFE:
        assert f"{least}–{most}" in say(f"option.login.{name}", "en")
        assert f"{least}–{most}" in say(f"option.login.{name}", "zh")


def with_login(settings: LazySettings, **limits: int) -> None:
    """Let the office have other limits."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"login": Login(**limits)})


@pytest.mark.django_db(databases="__all__")
def test_attempts_and_minutes_are_those_of_the_configuration(settings: LazySettings) -> None:
    with_login(settings, password_attempts=3, lock_minutes=40)
    clerk()
    with time_machine.travel(START, tick=False) as clock:
        for _ in range(3):
            enter(browser(), "clerk", "wrong")
        assert enter(browser("192.0.2.8"), "clerk").status_code == 200
        clock.shift(timedelta(minutes=39))
        assert enter(browser("192.0.2.8"), "clerk").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert enter(browser("192.0.2.8"), "clerk").status_code == 302


@pytest.mark.django_db(databases="__all__")
def test_a_session_in_use_ends_after_its_hours(settings: LazySettings) -> None:
    with_login(settings, session_hours=2)
    clerk()
    client = browser()
    with time_machine.travel(START, tick=False) as clock:
        enter(client, "clerk")
        assert client.get("/").status_code == 200
        for _ in range(5):
            clock.shift(timedelta(minutes=20))
            assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=20))
        ended = client.get("/access/own/")
        assert (ended.status_code, ended.headers["Location"]) == (302, "/access/login/?next=/access/own/")
        assert client.get("/").status_code == 302
        assert not UserSession.objects.exists()
        enter(client, "clerk")
        assert client.get("/").status_code == 200


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(
    ("proxies", "forwarded", "origin"),
    [
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "203.0.113.5, 192.0.2.9", "192.0.2.9"),
        (0, "203.0.113.5", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_the_server_before_ours_saw(
    settings: LazySettings, proxies: int, forwarded: str, origin: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    clerk()
    enter(Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded), "clerk")
    assert trail()[-1][2] == {"origin": origin}
