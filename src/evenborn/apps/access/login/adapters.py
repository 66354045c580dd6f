"""What allauth asks us: nobody signs up, words are ours, attempts are counted, the trail tells of logins."""

from pathlib import PurePosixPath
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from evenborn.apps.access.login import actions, sealing
from evenborn.apps.access.login.attempts import attempt_of
from evenborn.apps.access.models import Attempts, Officer
from evenborn.apps.stores import Store
from evenborn.presentation.words import catalogue, say
from evenborn.web.language import page_language

__all__ = ["AccountAdapter", "SecondFactorAdapter"]


class _OurWords:
    """Says what is wrong in our own words, in the language of the page."""

    def validation_error(self, code: str, *_args: object) -> ValidationError:
        """For a code of allauth’s, the words of ``login.wrong``."""
        key = f"login.wrong.{code}"
        known = key if key in catalogue() else "login.wrong.other"
        return ValidationError(say(known, page_language()), code=code)


class AccountAdapter(_OurWords, DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:  # noqa: ARG002
        """Always, where a page asks for it."""
        return True

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Those of the officer, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            name = method["id"].replace(":", "_")
            method["description"] = say(f"login.confirm.{name}", page_language())
        return methods

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **more: Any
    ) -> None:
        """Where ``login.note`` has words for it; silence else."""
        key = f"login.note.{PurePosixPath(message_template or '').stem}"
        said = more.get("message") or (say(key, page_language()) if key in catalogue() else "")
        if said:
            messages.add_message(request, level, said)

    def send_notification_mail(self, *_args: Any, **_more: Any) -> None:
        """The office sends no mail; the trail tells."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        """Count, verify, and enter what failed; somebody who left is answered like anybody unknown."""
        attempt = attempt_of(Attempts.Kind.PASSWORD, credentials.get("username", ""), request)
        attempt.begin()
        found: Officer | None = super().authenticate(request, **credentials)
        if found is None or not found.is_active:
            attempt.fail()
            return None
        attempt.succeed()
        return found

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Attempts are counted in :meth:`authenticate`, in a table that all processes share."""

    def login(self, request: HttpRequest, user: Officer) -> None:
        """Begin the session under a new key, together with its entry in the trail."""
        with transaction.atomic(using=Store.OFFICE):
            super().login(request, user)
            origin = {"origin": self.get_client_ip(request)}
            actions.enter(actions.LOGGED_IN, user, origin, actor=f"officer:{user.pk}")

    def logout(self, request: HttpRequest) -> None:
        """End the session, together with its entry in the trail."""
        with transaction.atomic(using=Store.OFFICE):
            key = f"officer:{request.user.pk}"
            actions.end_this_session(request)
            actions.enter(actions.LOGGED_OUT, None, actor=key)


class SecondFactorAdapter(_OurWords, DefaultMFAAdapter):  # type: ignore[misc]
    """Codes of one time and passkeys."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealing.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return sealing.opened(encrypted_text)

    def generate_authenticator_name(self, user: Officer, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to begin with, that the officer may change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return say("login.passkey-number", page_language(), number=number)
