"""Pure decisions about sealed records and their openings: no database, no clock."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from evenborn.apps.vault.sealing import new_token
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.refusal import Refusal

__all__ = [
    "REGISTERS_OF_BIRTHS",
    "OpeningState",
    "Reason",
    "Unsealed",
    "changed_fields",
    "free_of_persons",
    "may_ask",
    "may_decide",
    "may_open",
    "may_seal",
    "sealable_fields",
]

REGISTERS_OF_BIRTHS: Final = tuple(name for name in REGISTERS if register(name).compared is not None)
"""Registers of which a row is a newborn; of no other is anything sealed."""

_LONGEST_VALUE: Final = 400


class Reason(StrEnum):
    """Why a sealed record may be opened; there is no other reason."""

    CORRECTION = "correction"
    OWN_REQUEST = "own-request"
    COURT_ORDER = "court-order"


class OpeningState(StrEnum):
    """Where an opening stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Unsealed:
    """One record on its way into the vault; what identifies is not shown.

    Attributes
    ----------
    area : str
        Code of the area whose officers may see that the record is there.
    birth_month : datetime.date or None
        First day of the month of birth.
    fields : mapping of str to str
        Fields of class F of the register.
    token : str
        Name of the birth.
    """

    area: str
    birth_month: date | None
    fields: Mapping[str, str] = field(repr=False)
    token: str = field(default_factory=new_token)


def sealable_fields(name: str) -> tuple[str, ...]:
    """Fields of a register that stay in the vault, in its order.

    Raises
    ------
    Refusal
        ``vault-not-of-births``.

    Examples
    --------
    >>> sealable_fields("child_benefit")[:3]
    ('record_number', 'child_name', 'child_id_number')
    >>> sealable_fields("ultrasound_log")
    Traceback (most recent call last):
    evenborn.registers.refusal.Refusal: ('vault-not-of-births', {'value': 'ultrasound_log'})
    """
    if name not in REGISTERS_OF_BIRTHS:
        raise Refusal("vault-not-of-births", value=name)
    return tuple(one.name for one in register(name).fields.values() if one.privacy == "F")


def may_seal(name: str, rows: Iterable[Unsealed], area: str) -> None:
    """Hold rows against their register: births only, fields of class F only, all within one area.

    Raises
    ------
    Refusal
        ``vault-not-of-births``, ``vault-field-stays-out``, ``vault-value-long``, ``vault-nothing-to-seal``,
        ``vault-row-elsewhere``. None tells a value.
    """
    allowed = frozenset(sealable_fields(name))
    number = 0
    for number, row in enumerate(rows, start=1):
        if not row.area.startswith(area):
            raise Refusal("vault-row-elsewhere", row=number, area=area)
        _sealable(allowed, row.fields, name)
    if number == 0:
        raise Refusal("vault-nothing-to-seal")


def changed_fields(name: str, before: Mapping[str, str], changes: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the fields that a correction really changes.

    Raises
    ------
    Refusal
        ``vault-field-stays-out``, ``vault-value-long``, ``vault-nothing-changed``.
    """
    _sealable(frozenset(sealable_fields(name)), changes, name)
    changed = tuple(sorted(one for one, value in changes.items() if before.get(one, "") != value))
    if not changed:
        raise Refusal("vault-nothing-changed")
    return changed


def _sealable(allowed: frozenset[str], fields: Mapping[str, str], name: str) -> None:
    if not fields.keys() <= allowed:
        raise Refusal("vault-field-stays-out", column=min(fields.keys() - allowed), register=name)
    for one, value in fields.items():
        if len(value) > _LONGEST_VALUE:
            raise Refusal("vault-value-long", column=one, most=_LONGEST_VALUE)


def free_of_persons(reference: str) -> str:
    """A reference of a case or letter, without the blanks around it.

    Raises
    ------
    Refusal
        ``vault-reference-missing``; ``vault-reference-personal`` where it holds what looks like an identity
        or telephone number.

    Examples
    --------
    >>> free_of_persons(" （2026）甘0702民初1234号 ")
    '（2026）甘0702民初1234号'
    >>> free_of_persons("629101 1990 0307 4221")
    Traceback (most recent call last):
    evenborn.registers.refusal.Refusal: ('vault-reference-personal', {})
    """
    reference = reference.strip()
    if not reference:
        raise Refusal("vault-reference-missing")
    if re.search(r"\d{11}", re.sub(r"(?<=\d)[\s-]+(?=\d)", "", reference)):
        raise Refusal("vault-reference-personal")
    return reference


def may_ask(reason: str, *, officer: int | None, of_request: bool, waiting: bool) -> None:
    """Hold the wish to open a record against the rules.

    Raises
    ------
    Refusal
        ``vault-no-officer``, ``vault-reason``, ``vault-request-needed`` (a person's own request has its
        receipt), ``vault-already-asked``.
    """
    if officer is None:
        raise Refusal("vault-no-officer")
    if reason not in set(Reason):
        raise Refusal("vault-reason", value=reason)
    if reason == Reason.OWN_REQUEST and not of_request:
        raise Refusal("vault-request-needed")
    if waiting:
        raise Refusal("vault-already-asked")


def may_decide(state: str, *, asked_by: int, officer: int | None) -> None:
    """Hold a second person’s decision against the rules: it is another person, and once.

    Raises
    ------
    Refusal
        ``vault-no-officer``, ``vault-same-person``, ``vault-decided``.
    """
    if officer is None:
        raise Refusal("vault-no-officer")
    if officer == asked_by:
        raise Refusal("vault-same-person")
    if state != OpeningState.ASKED:
        raise Refusal("vault-decided")


def may_open(
    state: str, *, asked_by: int, officer: int | None, expires_at: datetime | None, now: datetime
) -> None:
    """Hold a look into a record against its opening.

    Raises
    ------
    Refusal
        ``vault-not-yours`` (only who asked may look), ``vault-not-approved``, ``vault-opening-over``.
    """
    if officer is None or officer != asked_by:
        raise Refusal("vault-not-yours")
    if state != OpeningState.APPROVED or expires_at is None:
        raise Refusal("vault-not-approved")
    if now >= expires_at:
        raise Refusal("vault-opening-over")
