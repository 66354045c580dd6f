"""Pure decisions about comparisons: which registers may be held against each other, and what follows what."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from evenborn.comparison.commission import DAYS_TO_REPLY
from evenborn.comparison.compare import MOST_REGISTERS
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.refusal import Refusal

__all__ = [
    "COMPARED", "DAYS_TO_REPLY", "FEWEST", "LONGEST_REPLY", "Origin", "RunState", "may_begin",
    "may_begin_without", "may_deposit", "may_end", "may_start", "of_one_holder",
]  # fmt: skip

COMPARED: Final = tuple(name for name in REGISTERS if register(name).compared is not None)
"""Registers of births: no other is ever compared."""

FEWEST: Final = 2
"""Registers without which nothing is compared."""

LONGEST_REPLY: Final = 365
"""Days within which owners reply at the latest."""


class Origin(StrEnum):
    """Where the registers of a comparison come from; never some from here and some from there."""

    DEPOSITS = "deposits"
    """Each owner encodes its register under a key that this office does not have."""
    VAULT = "vault"
    """Registers that this office took in, encoded here under a key that ends with the run."""


class RunState(StrEnum):
    """Where a comparison stands."""

    OPEN = "open"
    QUEUED = "queued"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"
    SETTLED = "settled"


_HOLDERS: Final[Mapping[str, str]] = MappingProxyType({
    "delivery": "health", "birth_certificate": "health", "immunisation": "health", "household": "police",
    "child_benefit": "insurance",
})  # fmt: skip
"""Which branch of government holds a register by law, whoever sent a copy of it here."""


def of_one_holder(registers: Collection[str]) -> bool:
    """Whether one branch of government holds all of these registers.

    Only such registers may be compared out of the vault: the registers of two owners meet as encodings that
    each owner made.

    Examples
    --------
    >>> of_one_holder(["delivery", "immunisation"]), of_one_holder(["delivery", "household"])
    (True, False)
    """
    return len({_HOLDERS.get(name, name) for name in registers}) <= 1


def may_begin(registers: Collection[str], origin: Origin, *, period: tuple[date, date], on: date) -> None:
    """Hold the wish to compare registers against the rights line.

    Raises
    ------
    Refusal
        ``matching-registers-number``, ``matching-register``, ``matching-two-owners``, ``matching-period``.
    """
    if not FEWEST <= len(registers) <= MOST_REGISTERS:
        raise Refusal("matching-registers-number", number=len(registers), most=MOST_REGISTERS)
    for name in registers:
        if name not in COMPARED:
            raise Refusal("matching-register", value=name)
    if origin is Origin.VAULT and not of_one_holder(registers):
        raise Refusal("matching-two-owners")
    if period[1] < period[0] or period[0] > on:
        raise Refusal("matching-period", start=period[0].isoformat(), end=period[1].isoformat())


def may_deposit(state: str, *, asked: str, found: str, key: str, others: Collection[str]) -> None:
    """Hold an encoding against what was asked for, and its key against those of the other owners.

    Parameters
    ----------
    state : str
        Of the comparison.
    asked, found : str
        Which register was asked for, and which one the encoding is of.
    key : str
        What encodings under one key have in common.
    others : collection of str
        The same of the encodings that are there.

    Raises
    ------
    Refusal
        ``matching-closed``, ``matching-other-register``, ``matching-other-key``.
    """
    if state not in (RunState.OPEN, RunState.FAILED):
        raise Refusal("matching-closed")
    if asked != found:
        raise Refusal("matching-other-register", asked=asked, found=found)
    if any(other != key for other in others):
        raise Refusal("matching-other-key")


def may_start(state: str, *, missing: int) -> None:
    """Hold the wish to start a comparison against where it stands.

    Raises
    ------
    Refusal
        ``matching-not-open``, ``matching-deposits-missing``.
    """
    if state not in (RunState.OPEN, RunState.FAILED):
        raise Refusal("matching-not-open")
    if missing:
        raise Refusal("matching-deposits-missing", number=missing)


def may_begin_without(*, late: bool, there: int, missing: int) -> None:
    """Hold the wish to compare without those who handed nothing in against the day that they have.

    Raises
    ------
    Refusal
        ``matching-still-time``, ``matching-none-missing``, ``matching-too-few-there``.
    """
    if not late:
        raise Refusal("matching-still-time")
    if not missing:
        raise Refusal("matching-none-missing")
    if there < FEWEST:
        raise Refusal("matching-too-few-there", number=there)


def may_end(state: str) -> None:
    """Hold the wish to end a comparison against where it stands.

    Raises
    ------
    Refusal
        ``matching-busy`` while the worker has it, ``matching-ended``.
    """
    if state in (RunState.QUEUED, RunState.RUNNING):
        raise Refusal("matching-busy")
    if state == RunState.SETTLED:
        raise Refusal("matching-ended")
