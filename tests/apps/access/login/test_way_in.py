"""The way in: login name and password, then the second factor, then everything; words, cookies, redirects."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from entrance import (
    LOGIN,
    NEW_PASSWORD,
    browser,
    code_of,
    enter,
    events,
    newcomer,
    templates_of,
    trail,
    with_codes,
)
from evenborn.apps.access.models import Officer
from people import PASSWORD, clerk

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def required(settings: LazySettings) -> None:
    """As in production: every login needs a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


def logged_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_right_password_opens_the_desk() -> None:
    clerk()
    client = browser()
    assert client.get("/").status_code == 302
    assert enter(client, "clerk").status_code == 302
    assert logged_in(client)
    assert trail()[-1] == ("access.log-in", f"officer:{clerk_key()}", {"origin": "192.0.2.7"})


def clerk_key() -> int:
    return Officer.objects.get(username="clerk").pk


def test_whoever_has_no_login_finds_the_open_data_from_the_login_page() -> None:
    client = browser()
    page = client.get(LOGIN).content.decode()
    assert f'href="{reverse("open-data")}"' in page
    assert client.get(reverse("open-data")).status_code == 200


def test_capitals_and_blanks_around_a_login_name_do_not_matter() -> None:
    clerk()
    client = browser()
    enter(client, "  CLERK ")
    assert logged_in(client)


@pytest.mark.usefixtures("required")
def test_a_first_login_changes_the_password_then_sets_up_a_second_factor_then_all_opens() -> None:
    newcomer()
    client = browser()
    enter(client, "newcomer")
    for name in ("desk", "roles", "own-account", "mfa_index", "mfa_activate_totp"):
        assert client.get(reverse(name)).headers["Location"] == reverse("change-password")
    page = client.get(reverse("change-password"))
    assert page.context["forced"]
    asked = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert client.post(reverse("change-password"), asked).status_code == 302
    for name in ("desk", "roles", "own-account", "change-password"):
        assert client.get(reverse(name)).headers["Location"] == reverse("mfa_index")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert logged_in(client)
    assert {"access.change-password", "access.add-code-generator"} <= set(events())


def test_an_office_that_demonstrates_lets_in_without_a_second_factor_and_says_so(
    settings: LazySettings,
) -> None:
    settings.DEMONSTRATION = True
    settings.SECOND_FACTOR_REQUIRED = False
    clerk()
    client = browser(HTTP_ACCEPT_LANGUAGE="en")
    assert "is a demonstration" in client.get(LOGIN).content.decode()
    assert "No second factor" in client.get(LOGIN).content.decode()
    enter(client, "clerk")
    assert logged_in(client)


@pytest.mark.usefixtures("required")
def test_after_the_password_comes_the_code_and_no_code_comes_twice() -> None:
    clerk()
    first = browser()
    enter(first, "clerk")
    secret = with_codes(first)
    second, third = browser(), browser()
    for client in (second, third):
        assert enter(client, "clerk").headers["Location"] == reverse("mfa_authenticate")
        assert client.get("/").status_code == 302
    code = code_of(secret, ahead=1)
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert logged_in(second)
    answer = third.post(reverse("mfa_authenticate"), {"code": f" {code[:3]} {code[3:]}"})
    assert answer.status_code == 200
    assert not logged_in(third)


@pytest.mark.usefixtures("required")
def test_a_recovery_code_opens_once() -> None:
    clerk()
    first = browser()
    enter(first, "clerk")
    with_codes(first)
    codes = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    for expected in (True, False):
        client = browser()
        enter(client, "clerk")
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert logged_in(client) is expected
    assert ("access.use-recovery-code", "login", {"left": 9}) in trail()


@pytest.mark.usefixtures("required")
def test_recovery_codes_are_shown_once() -> None:
    clerk()
    client = browser()
    enter(client, "clerk")
    with_codes(client)
    address = reverse("mfa_view_recovery_codes")
    codes = client.get(address).context["unused_codes"]
    again = client.get(address)
    assert not any(code in again.content.decode() for code in codes)
    assert again.context["can_view_codes"] is False


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "https:elsewhere.example",
        "http://127.0.0.1@elsewhere.example/",
        "\thttps://elsewhere.example/",
    ],
)
def test_no_address_elsewhere_is_gone_to_after_the_login(address: str) -> None:
    clerk()
    answer = enter(browser(), "clerk", next=address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_the_page_that_was_asked_for_opens_after_the_login() -> None:
    clerk()
    answer = enter(browser(), "clerk", next="/access/own/?page=2")
    assert answer.headers["Location"] == "/access/own/?page=2"


def test_the_language_is_kept_through_the_login() -> None:
    clerk()
    client = browser()
    client.post("/language/", {"language": "en", "next": LOGIN})
    enter(client, "clerk")
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_form_from_elsewhere_is_refused() -> None:
    clerk()
    client = browser(enforce_csrf_checks=True)
    assert enter(client, "clerk").status_code == 403
    client.get(LOGIN)
    token = client.cookies["csrftoken"].value
    assert enter(client, "clerk", csrfmiddlewaretoken=token).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 403


def test_logging_out_is_a_form_only() -> None:
    clerk()
    client = browser()
    enter(client, "clerk")
    assert client.get(reverse("account_logout")).status_code == 405
    assert logged_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert not logged_in(client)
    assert trail()[-1][:2] == ("access.log-out", f"officer:{clerk_key()}")


def test_cookies_are_out_of_reach_and_end_with_the_browser() -> None:
    clerk()
    client = browser()
    client.get(LOGIN)
    enter(client, "clerk")
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    for cookie in (session, token):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert session["max-age"] == session["expires"] == ""


@pytest.mark.usefixtures("required")
def test_every_page_of_the_login_is_ours_in_both_languages() -> None:
    clerk()
    client = browser()
    pages: list[Any] = [client.get(LOGIN), enter(client, "clerk", "wrong")]
    enter(client, "clerk")
    pages += [client.get(reverse(name)) for name in ("mfa_index", "account_reauthenticate")]
    with_codes(client)
    names = ["mfa_view_recovery_codes", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]
    names += ["mfa_deactivate_totp", "mfa_add_webauthn", "mfa_index", "own-account", "change-password"]
    names += ["mfa_reauthenticate"]
    pages += [client.get(reverse(name)) for name in names]
    other = browser()
    enter(other, "clerk")
    pages += [other.get(reverse("mfa_authenticate"))]
    for page in pages:
        assert page.status_code == 200
        used = templates_of(page)
        assert "web/base.html" in used
        assert {name.split("/")[0] for name in used} <= {"access", "web", "django"}, used
        assert 'lang="zh-Hans"' in page.content.decode()
        client.cookies["django_language"] = "en"
