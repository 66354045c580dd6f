"""Forms of the login: allauth’s, with our words, and with every attempt at a code counted."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as AllauthLogin
from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from evenborn.apps.access.login import actions
from evenborn.apps.access.login.attempts import Attempt, attempt_of, keyed
from evenborn.apps.access.models import Attempts, Officer
from evenborn.apps.access.wording import worded
from evenborn.apps.stores import Store

__all__ = [
    "AddPasskey",
    "ChangePassword",
    "CodeAtLogin",
    "ConfirmByCode",
    "ConfirmByPasskey",
    "ConfirmByPassword",
    "LogIn",
    "PasskeyAtLogin",
    "SetUpCodes",
]


def _say(form: forms.Form, **fields: str) -> None:
    """Label and help of fields, by the keys of their words."""
    for name, key in fields.items():
        field = form.fields[name]
        field.label, field.help_text = worded(f"login.field.{key}"), worded(f"login.help.{key}")
        field.widget.attrs.pop("placeholder", None)


class LogIn(AllauthLogin):  # type: ignore[misc]
    """Login name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none"}
        _say(self, login="name", password="password")  # noqa: S106


class ConfirmByPassword(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password="password")  # noqa: S106


class _CountedCode(forms.Form):
    """Counts attempts at codes, and takes each code of one time only once in all processes of the server."""

    user: Officer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}
        _say(self, code="code")

    def clean_code(self) -> str:
        """The code, once it is known to be right and unused."""
        attempt = attempt_of(Attempts.Kind.CODE, self.user.username, context.request)
        attempt.begin()
        try:
            with transaction.atomic(using=Store.OFFICE):
                code: str = super().clean_code()  # type: ignore[misc]
                self._take_once(code, attempt)
        except ValidationError:
            attempt.fail()
            raise
        attempt.succeed()
        return code

    def _take_once(self, code: str, attempt: Attempt) -> None:
        used: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.RECOVERY_CODES:
            used.refresh_from_db()
            facts = {"left": len(used.wrap().get_unused_codes())}
            actions.enter(actions.RECOVERY_CODE_USED, self.user, facts)
        elif not actions.use_code(keyed(f"{self.user.pk} {''.join(code.split())}"), attempt.now):
            raise get_adapter().validation_error("incorrect_code")


class CodeAtLogin(_CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The code of one time, or a recovery code, after the password."""


class ConfirmByCode(_CountedCode, AllauthConfirmByCode):  # type: ignore[misc]
    """The same, before something that matters."""


class _CountedPasskey(forms.Form):
    """Counts attempts with passkeys."""

    user: Officer

    def clean_credential(self) -> Authenticator:
        """The passkey, once it has answered the challenge."""
        attempt = attempt_of(Attempts.Kind.CODE, self.user.username, context.request)
        attempt.begin()
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            attempt.fail()
            raise
        attempt.succeed()
        return found


class PasskeyAtLogin(_CountedPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class ConfirmByPasskey(_CountedPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that matters."""


class SetUpCodes(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new generator, which shows that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}
        _say(self, code="first-code")


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(required=False, max_length=40)
        _say(self, name="passkey-name")


class ChangePassword(forms.Form):
    """The present password, and the new one twice."""

    current = forms.CharField(
        label=worded("login.field.current"), strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )  # fmt: skip
    password = forms.CharField(
        label=worded("login.field.new"), help_text=worded("login.help.new"), strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=worded("login.field.again"), strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, officer: Officer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_current(self) -> str:
        """The present password; a wrong one counts as an attempt."""
        if not get_adapter().reauthenticate(self.officer, self.cleaned_data["current"]):
            raise get_adapter().validation_error("incorrect_password")
        return str(self.cleaned_data["current"])

    def clean_password(self) -> str:
        """The new one, long and uncommon enough."""
        validate_password(self.cleaned_data["password"], self.officer)
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        """Both entries of the new one are the same."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("password"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", worded("login.wrong.not-the-same"))
        return cleaned
