"""The way in, as a browser goes it: login name, password, second factor; and what the trail says of it."""

import base64
import hashlib
import hmac
import json
import struct
import time
from typing import Any, Final

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from evenborn.apps.access.models import Officer
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from people import PASSWORD, officer

LOGIN: Final = "/access/login/"
NEW_PASSWORD: Final = "four unrelated words of a test"  # noqa: S105


def code_of(secret: str, *, ahead: int = 0) -> str:
    """The six digits of RFC 6238 for a secret, now or some steps of half a minute ahead."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def browser(address: str = "192.0.2.7", **more: object) -> Client:
    """A browser at an address, with the checks of a real one."""
    return Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=address, **more)


def enter(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Send the login form."""
    return client.post(LOGIN, {"login": username, "password": password, **more})


def newcomer(username: str = "newcomer") -> Officer:
    """An officer who has not logged in yet."""
    made = officer(username)
    Officer.objects.filter(pk=made.pk).update(must_change_password=True)
    made.refresh_from_db()
    return made


def with_codes(client: Client, password: str = PASSWORD) -> str:
    """Set up a generator of codes for whoever is logged in, and give its secret."""
    client.post(reverse("account_reauthenticate"), {"password": password})
    secret = str(client.get(reverse("mfa_activate_totp")).context["form"].secret)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def trail(prefix: str = "access.") -> list[tuple[str, str, dict[str, Any]]]:
    """Events of the office since its beginning: code, actor and facts."""
    entries = Entry.objects.using(Store.OFFICE).filter(event__startswith=prefix).order_by("number")
    return [(entry.event, entry.actor, json.loads(entry.facts)) for entry in entries]


def events() -> list[str]:
    """Codes of the events of the office."""
    return [event for event, _, _ in trail()]


def templates_of(answer: HttpResponse) -> set[str]:
    """Which templates made a page."""
    return {template.name for template in answer.templates if template.name}
