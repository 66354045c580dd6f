"""Pure decisions about batches: what may come in which way, and from which state to which."""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.refusal import Refusal

__all__ = [
    "REGISTERS_OF_COUNTS", "REGISTERS_OF_ROWS", "STAY_AT_FACILITY", "Because", "EntryKind", "LegalBasis",
    "Way", "Work", "birth_fields", "certificate_fields", "checked_at_once", "decided_at_once", "may_begin",
    "may_decide", "may_receive", "may_withdraw", "record_fields",
]  # fmt: skip

REGISTERS_OF_ROWS: Final = tuple(name for name in REGISTERS if register(name).compared is not None)
"""Registers of births: a row is sealed, and counted."""

STAY_AT_FACILITY: Final = tuple(
    name
    for name in REGISTERS
    if name not in REGISTERS_OF_ROWS and any(field.privacy == "F" for field in register(name).fields.values())
)
"""Registers whose rows never leave the facility's machine; only tables made from them come in."""

REGISTERS_OF_COUNTS: Final = tuple(
    name for name in REGISTERS if name not in REGISTERS_OF_ROWS + STAY_AT_FACILITY
)
"""Registers of which no row is about a person: they are only counted."""


class Way(StrEnum):
    """How a batch came."""

    PAGE = "page"
    COMMAND = "command"
    FOLDER = "folder"
    API = "api"
    ENTRY = "entry"


class EntryKind(StrEnum):
    """What a row is that somebody typed."""

    BIRTH = "birth"
    CORRECTION = "correction"


class LegalBasis(StrEnum):
    """On which ground a sender hands a register over; there is no other."""

    MATERNAL_HEALTH = "maternal-health"
    """Law on Maternal and Infant Health Care, articles 23 and 27; its implementing measures."""
    HOUSEHOLD = "household"
    """Regulations on Household Registration, article 7."""
    IMMUNISATION = "immunisation"
    """Vaccine Administration Law, articles 47 to 48."""
    STATISTICS = "statistics"
    """Statistics Law, articles 7 and 23."""
    AGREEMENT = "agreement"
    """An agreement between departments, kept by both."""


class Because(StrEnum):
    """Why a batch was refused or withdrawn."""

    NOT_OURS = "not-ours"
    WRONG_PERIOD = "wrong-period"
    TOO_MANY_ERRORS = "too-many-errors"
    SENT_BY_MISTAKE = "sent-by-mistake"
    REPLACED = "replaced"
    ENTERED_TWICE = "entered-twice"
    NOT_FITTING = "not-fitting"


class Work(StrEnum):
    """What the worker does with a batch that is too large for a page to wait for."""

    CHECK = "check"
    TAKE_IN = "take-in"
    WITHDRAW = "withdraw"


def checked_at_once(octets: int) -> bool:
    """Whether the page itself checks a file of such a size.

    A facility's file of a month or a year is far below: so an office without a worker can work, and the
    clerk reads the result where she sent the file. A larger one would hold the page for longer than a
    person waits without asking whether anything happens.

    Examples
    --------
    >>> checked_at_once(300_000), checked_at_once(50_000_000)
    (True, False)
    """
    return octets <= _AT_ONCE_OCTETS


def decided_at_once(rows: int) -> bool:
    """Whether the page itself takes in or withdraws a batch of so many rows.

    Examples
    --------
    >>> decided_at_once(3_000), decided_at_once(300_000)
    (True, False)
    """
    return rows <= _AT_ONCE_ROWS


_AT_ONCE_OCTETS: Final = 2 * 1024**2
_AT_ONCE_ROWS: Final = 10_000


@cache
def record_fields(name: str) -> tuple[tuple[str, ...], bool]:
    """Fields that together make a record of a register one and the same, and whether its sender does too.

    They are those of the rule against repeated values that holds the register's record number. A number
    that counts within a facility or an area, or is given out for the whole country, needs no sender.

    Examples
    --------
    >>> record_fields("delivery"), record_fields("immunisation")
    ((('record_number', 'facility'), False), (('record_number',), True))
    """
    definition = register(name)
    compared = definition.compared
    if compared is None:
        raise ValueError(f"{name} is no register of births.")
    number = compared.fields["record"]
    for use in definition.rules:
        if use.rule == "repeated-value" and number in use.fields and use.severity == "reject":
            by_sender = (
                "record_within" not in compared.fields and definition.fields[number].type != "certificate"
            )
            return use.fields, by_sender
    raise ValueError(f"No rule of {name} keeps its record numbers apart.")


@cache
def birth_fields(name: str) -> tuple[str, ...]:
    """Fields that tell a birth within its register whatever its number.

    They are those of the rule against repeated births, by the mother's number or else the child's.

    Examples
    --------
    >>> birth_fields("delivery"), birth_fields("child_benefit")
    (('mother_id_number', 'birth_time', 'birth_position'), ('child_id_number', 'programme'))
    """
    definition = register(name)
    known = definition.compared.fields if definition.compared else {}
    for whose in ("mother_id", "child_id"):
        for use in definition.rules:
            if use.rule in ("repeated-birth", "repeated-value") and known.get(whose) in use.fields:
                return use.fields
    return ()


@cache
def certificate_fields(name: str) -> tuple[str, ...]:
    """Fields that tell a birth by its certificate, where that is not the record's own number.

    Examples
    --------
    >>> certificate_fields("delivery"), certificate_fields("birth_certificate")
    (('certificate_number',), ())
    """
    definition = register(name)
    for use in definition.rules:
        holds = any(definition.fields[one].type == "certificate" for one in use.fields)
        if use.rule == "repeated-value" and use.severity == "reject" and holds:
            return () if use.fields == record_fields(name)[0] else use.fields
    return ()


def may_receive(name: str, file: str, *, period: tuple[date, date] | None, on: date) -> None:
    """Hold a file's register and period against what may come in.

    Raises
    ------
    Refusal
        ``intake-stays-at-facility`` (only the table that was made of its rows comes in, which is Parquet),
        ``intake-register``, ``intake-period`` (ends before it starts, or has
        not ended yet).
    """
    if name in STAY_AT_FACILITY and not file.casefold().endswith(".parquet"):
        raise Refusal("intake-stays-at-facility", register=name)
    if name not in REGISTERS:
        raise Refusal("intake-register", value=name)
    if period is not None and (period[1] < period[0] or period[0] > on):
        raise Refusal("intake-period", start=period[0].isoformat(), end=period[1].isoformat())


def may_begin(state: str, *, accepted_rows: int) -> None:
    """Hold the wish to take a batch in against its state.

    Raises
    ------
    Refusal
        ``intake-not-checked``, ``intake-nothing-accepted``.
    """
    if state != "checked":
        raise Refusal("intake-not-checked", state=state)
    if not accepted_rows:
        raise Refusal("intake-nothing-accepted")


def may_decide(state: str) -> None:
    """Hold the wish to refuse a batch against its state.

    Raises
    ------
    Refusal
        ``intake-decided``.
    """
    if state not in ("received", "checked", "failed"):
        raise Refusal("intake-decided", state=state)


def may_withdraw(state: str) -> None:
    """Hold the wish to withdraw a batch against its state.

    Raises
    ------
    Refusal
        ``intake-not-accepted``.
    """
    if state != "accepted":
        raise Refusal("intake-not-accepted", state=state)
