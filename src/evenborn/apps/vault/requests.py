"""Pure decisions about a person's request: receipt and secret, deadline, which answer fits.

The office keeps no name of whoever asks: identity is checked at the counter, and the paper in the person's
hand, a number and a secret, is what the state is asked with.

References
----------
Personal Information Protection Law of the PRC (2021), articles 45 (to see and copy), 46 (to correct),
50 (a convenient way to ask; a refusal gives its reason).
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from evenborn.registers.refusal import Refusal

__all__ = [
    "About",
    "IdentityCheck",
    "Outcome",
    "Receipt",
    "RequestKind",
    "due",
    "may_answer",
    "may_receive",
    "new_receipt",
    "secret_hash",
    "secret_matches",
]

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, which are misread."""


class RequestKind(StrEnum):
    """What is asked for."""

    SEE = "see"
    CORRECT = "correct"


class About(StrEnum):
    """Whose record it is about."""

    ONESELF = "oneself"
    OWN_CHILD = "own-child"
    WARD = "ward"


class IdentityCheck(StrEnum):
    """How the officer at the counter made sure who asks."""

    IDENTITY_CARD = "identity-card"
    CARD_AND_CERTIFICATE = "card-and-birth-certificate"
    CARD_AND_HOUSEHOLD_BOOK = "card-and-household-book"
    CARD_AND_GUARDIANSHIP = "card-and-guardianship"


class Outcome(StrEnum):
    """How a request ends; each but the first two is a refusal and gives its reason."""

    SHOWN = "shown"
    CORRECTED = "corrected"
    NOT_FOUND = "not-found"
    NOT_ENTITLED = "not-entitled"
    ALREADY_RIGHT = "already-right"
    HELD_BY_LAW = "held-by-law"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person takes home."""

    number: str
    secret: str = field(repr=False)


def new_receipt() -> Receipt:
    """A receipt: 50 random bits of number, 80 of secret.

    Examples
    --------
    >>> receipt = new_receipt()
    >>> len(receipt.number), len(receipt.secret), receipt
    (10, 16, Receipt(number='...'))
    """
    return Receipt(_letters(10), _letters(16))


def _letters(number: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(number))


def secret_hash(receipt: Receipt) -> str:
    """What the database keeps of a secret; 80 random bits need no slow hash."""
    return hashlib.sha256(f"{receipt.number}:{_as_typed(receipt.secret)}".encode()).hexdigest()


def secret_matches(kept: str, receipt: Receipt) -> bool:
    """Whether the secret is the one of the receipt; blanks and small letters do not matter.

    Examples
    --------
    >>> made = Receipt("A000000000", "ABCD1234ABCD1234")
    >>> secret_matches(secret_hash(made), Receipt("A000000000", "abcd 1234 abcd 1234"))
    True
    """
    return hmac.compare_digest(kept, secret_hash(receipt))


def _as_typed(text: str) -> str:
    return "".join(text.split()).upper().replace("O", "0").replace("I", "1").replace("L", "1")


def due(received: date, days: int) -> date:
    """Day by which the answer is owed.

    Examples
    --------
    >>> due(date(2026, 3, 2), 15)
    datetime.date(2026, 3, 17)
    """
    return received + timedelta(days=days)


def may_receive(kind: str, about: str, papers: str) -> None:
    """Hold a request, and how identity was checked, against the lists and whose record it is.

    Raises
    ------
    Refusal
        ``vault-not-listed``; ``vault-check-too-little``: for a child or ward, what shows the relation is
        needed too.
    """
    for value, listed in ((kind, RequestKind), (about, About), (papers, IdentityCheck)):
        if value not in set(listed):
            raise Refusal("vault-not-listed", value=value)
    if about == About.OWN_CHILD and papers == IdentityCheck.IDENTITY_CARD:
        raise Refusal("vault-check-too-little")
    if about == About.WARD and papers != IdentityCheck.CARD_AND_GUARDIANSHIP:
        raise Refusal("vault-check-too-little")


def may_answer(kind: str, outcome: str, *, answered: bool, looked: bool, corrected: bool) -> None:
    """Hold an answer against what was asked and what was done.

    Raises
    ------
    Refusal
        ``vault-request-answered``, ``vault-not-listed``, ``vault-answer-unfit`` (a wish to see is not
        answered by a correction), ``vault-request-not-done`` (said to be shown or corrected, but nothing
        was so).
    """
    if answered:
        raise Refusal("vault-request-answered")
    if outcome not in set(Outcome):
        raise Refusal("vault-not-listed", value=outcome)
    if kind == RequestKind.SEE and outcome in (Outcome.CORRECTED, Outcome.ALREADY_RIGHT):
        raise Refusal("vault-answer-unfit")
    if kind == RequestKind.CORRECT and outcome == Outcome.SHOWN:
        raise Refusal("vault-answer-unfit")
    done = {Outcome.SHOWN: looked, Outcome.ALREADY_RIGHT: looked, Outcome.CORRECTED: corrected}
    if not done.get(Outcome(outcome), True):
        raise Refusal("vault-request-not-done")
