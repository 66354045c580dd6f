"""Passkeys, with an authenticator made after W3C Web Authentication Level 2, sections 6.1 and 6.5."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from fido2 import cbor

from entrance import enter, events, trail
from people import PASSWORD, clerk

pytestmark = pytest.mark.django_db(databases="__all__")
HOST = "office.example.gov.cn"
ORIGIN = f"https://{HOST}"


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Key:
    """A key that answers as a browser with an authenticator does."""

    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    name: bytes = field(default_factory=lambda: os.urandom(16))

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": origin}).encode()

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + bytes(4)

    def _answer(self, **response: bytes) -> str:
        return json.dumps({
            "id": text(self.name), "rawId": text(self.name), "type": "public-key",
            "response": {name: text(data) for name, data in response.items()},
            "clientExtensionResults": {},
        })  # fmt: skip

    def create(self, question: dict[str, Any], origin: str = ORIGIN) -> str:
        point = self.secret.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        about = self._about(0x45) + bytes(16) + len(self.name).to_bytes(2, "big") + self.name
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": about + cbor.encode(cose)})
        client = self._client("create", question["publicKey"]["challenge"], origin)
        return self._answer(clientDataJSON=client, attestationObject=attested)

    def get(self, question: dict[str, Any], origin: str = ORIGIN) -> str:
        about = self._about(0x05)
        client = self._client("get", question["publicKey"]["challenge"], origin)
        signed = self.secret.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=about, signature=signed)


@pytest.fixture(autouse=True)
def _as_in_production(settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.ALLOWED_HOSTS = [HOST]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False


def browser() -> Client:
    return Client(HTTP_HOST=HOST, REMOTE_ADDR="192.0.2.7")


def registered(key: Key) -> Client:
    """A browser in which the clerk has added a passkey."""
    clerk()
    client = browser()
    enter(client, "clerk")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    add = reverse("mfa_add_webauthn")
    question = client.get(add).context["js_data"]["creation_options"]
    answer = client.post(add, {"name": "ring", "credential": key.create(question)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return client


def asked_at_login() -> tuple[Client, dict[str, Any]]:
    client = browser()
    enter(client, "clerk")
    return client, client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]


def test_a_passkey_is_added_and_opens_the_office() -> None:
    key = Key()
    client = registered(key)
    assert "ring" in client.get(reverse("mfa_index")).content.decode()
    assert {"name": "ring"} in [facts for event, _, facts in trail() if event == "access.add-passkey"]
    other, question = asked_at_login()
    assert other.get("/").status_code == 302
    assert other.post(reverse("mfa_authenticate"), {"credential": key.get(question)}).status_code == 302
    assert other.get("/").status_code == 200


def test_an_answer_from_another_page_another_key_or_another_time_opens_nothing() -> None:
    key = Key()
    registered(key)
    stale = key.get(asked_at_login()[1])
    stranger = Key(name=key.name)
    for forge in (
        lambda question: key.get(question, "https://elsewhere.example"),
        lambda question: key.get(question, f"http://{HOST}"),
        stranger.get,
        lambda _: stale,
        lambda _: "{}",
        lambda _: "[]",
        lambda _: json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": 3}),
        lambda _: "no json",
    ):
        client, question = asked_at_login()
        answer = client.post(reverse("mfa_authenticate"), {"credential": forge(question)})
        assert answer.status_code == 200
        assert client.get("/").status_code == 302


def test_wrong_answers_are_counted_and_entered() -> None:
    key = Key()
    registered(key)
    for _ in range(5):
        client, question = asked_at_login()
        client.post(reverse("mfa_authenticate"), {"credential": Key(name=key.name).get(question)})
    client, question = asked_at_login()
    client.post(reverse("mfa_authenticate"), {"credential": key.get(question)})
    assert client.get("/").status_code == 302
    assert events().count("access.refuse-code") == 5
    assert events().count("access.lock-name") == 1


def test_a_name_is_short() -> None:
    client = registered(Key())
    add = reverse("mfa_add_webauthn")
    question = client.get(add).context["js_data"]["creation_options"]
    answer = client.post(add, {"name": "x" * 41, "credential": Key().create(question)})
    assert list(answer.context["form"].errors) == ["name"]


def test_the_last_second_factor_stays() -> None:
    client = registered(Key())
    row = client.get(reverse("mfa_index")).context["factors"][0]
    answer = client.post(reverse("mfa_remove_webauthn", args=[row.key]))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert "access.remove-passkey" not in events()


def test_the_script_is_a_file_of_our_own_and_the_page_works_without_it() -> None:
    client = registered(Key())
    page = client.get(reverse("mfa_add_webauthn"))
    assert 'src="/static/access/passkey.js"' in page.content.decode()
    assert "<noscript>" in page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
