"""At an address of digits no browser takes a passkey: the pages say so, and lead to where one is taken."""

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from entrance import enter, with_codes
from evenborn.apps.access.login.passkey_place import no_passkey_at
from people import PASSWORD, clerk

pytestmark = pytest.mark.django_db(databases="__all__")


def page(host: str, name: str) -> HttpResponse:
    """A page with passkeys, asked for at a host in English by somebody who just showed the password."""
    client = Client(HTTP_HOST=host, HTTP_ACCEPT_LANGUAGE="en")
    enter(client, "clerk")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer


def test_at_the_loopback_the_page_leads_to_localhost_and_shows_no_form() -> None:
    clerk()
    shown = page("127.0.0.1:8000", "mfa_add_webauthn").content.decode()
    link = f"http://localhost:8000{reverse('mfa_add_webauthn')}"
    assert f'<a href="{link}">{link}</a>' in shown
    assert "Browsers take no passkey at 127.0.0.1" in shown
    assert "data-passkey" not in shown
    assert "passkey.js" not in shown


def test_at_an_address_of_the_net_the_page_names_no_other(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["10.20.30.40", "localhost"]
    clerk()
    shown = page("10.20.30.40", "mfa_add_webauthn").content.decode()
    assert "Browsers take no passkey at 10.20.30.40" in shown
    assert "://localhost" not in shown
    assert "data-passkey" not in shown


def test_at_a_name_the_form_is_there_and_nothing_is_said() -> None:
    clerk()
    shown = page("localhost:8000", "mfa_add_webauthn").content.decode()
    assert 'data-passkey="create"' in shown
    assert "take no passkey" not in shown


def test_a_code_is_still_asked_for_at_an_address_of_digits(settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    clerk()
    first = Client(HTTP_HOST="127.0.0.1")
    enter(first, "clerk")
    with_codes(first)
    client = Client(HTTP_HOST="127.0.0.1")
    enter(client, "clerk")
    client.cookies["django_language"] = "en"
    shown = client.get(reverse("mfa_authenticate"))
    assert "code" in shown.context["form"].fields
    assert "take no passkey" not in shown.content.decode()
    assert "data-passkey" not in shown.content.decode()


@pytest.mark.parametrize(
    ("url", "elsewhere"),
    [
        ("http://[::1]:8000/x?y=1", "http://localhost:8000/x?y=1"),
        ("http://127.9.9.9/x", "http://localhost/x"),
        ("http://10.0.0.5/x", ""),
        ("http://192.168.0.9:8000/", ""),
    ],
)
def test_every_address_of_digits_is_seen(url: str, elsewhere: str) -> None:
    found = no_passkey_at(url, ("localhost",))
    assert found is not None
    assert found.elsewhere == elsewhere
    there = no_passkey_at(url, ("127.0.0.1",))
    assert there is not None
    assert there.elsewhere == ""


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "https://srb.example.gov.cn/", "http://10.example/"]
)
def test_no_name_is_taken_for_digits(url: str) -> None:
    assert no_passkey_at(url, ("localhost",)) is None
