"""What of the login an operator can set, and what production refuses."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from entrance import enter, trail
from evenborn.site.checks import Level, of_configuration
from evenborn.site.config import Config
from people import clerk


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
