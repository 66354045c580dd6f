"""One attempt to log in: counted before it is verified, entered into the trail when it fails."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from evenborn.apps.access.login import actions
from evenborn.apps.access.models import Attempts, Officer
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["Attempt", "attempt_of", "keyed"]

Kind = Attempts.Kind


def keyed(text: str) -> str:
    """Keyed hash of a login name or an address: what nobody entered cannot be guessed from the table."""
    return salted_hmac("evenborn.login", text, algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt.

    Attributes
    ----------
    kind : Attempts.Kind
        Whether of a password or a code.
    name : str
        Login name as it is counted; it need not be anybody’s.
    officer : Officer or None
        Whose it is.
    address : str
        Where the browser is.
    now : datetime.datetime
    """

    kind: Attempts.Kind
    name: str
    officer: Officer | None
    address: str
    now: datetime

    @property
    def shown_name(self) -> str:
        """The login name where somebody has it; else a keyed hash, for it may be a mistyped password."""
        return self.officer.username if self.officer else f"#{keyed(self.name)[:12]}"

    def begin(self) -> None:
        """Count it; the same refusal for a name that somebody has and one that nobody has.

        Raises
        ------
        ValidationError
        """
        shown = self.officer.username if self.officer else ""
        try:
            actions.count_attempt(Kind.ADDRESS, keyed(self.address), self.address, self.now)
            actions.count_attempt(self.kind, keyed(self.name), shown, self.now)
        except Refusal as locked:
            raise ValidationError(sentence(locked, page_language()), code=locked.code) from locked

    def fail(self) -> None:
        """Enter it into the trail, and the lock that it set, if any."""
        if self.kind == Kind.CODE:
            actions.enter(actions.CODE_REFUSED, self.officer, {"origin": self.address})
        else:
            facts = {"login": self.shown_name, "origin": self.address}
            actions.enter(actions.PASSWORD_REFUSED, self.officer, facts)
        for kind, key in ((self.kind, keyed(self.name)), (Kind.ADDRESS, keyed(self.address))):
            actions.enter_locks(kind, key, name=self.shown_name, officer=self.officer, now=self.now)

    def succeed(self) -> None:
        """Forget the attempts of the name, and this one from the address."""
        actions.forget_attempts(self.kind, keyed(self.name))
        actions.forget_attempts(Kind.ADDRESS, keyed(self.address))


def attempt_of(kind: Attempts.Kind, name: str, request: HttpRequest) -> Attempt:
    """An attempt with a login name, now, from where the request comes."""
    counted = name.strip().lower()
    officer = Officer.objects.filter(username=counted).first()
    return Attempt(kind, counted, officer, get_adapter().get_client_ip(request), timezone.now())
