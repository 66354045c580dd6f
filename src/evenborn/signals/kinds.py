"""Which signals there are, what each is counted in, and what may follow from it: a visit or a question."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal[
    "births-ratio",
    "scans-without-indication",
    "scans-per-device-day",
    "scans-on-unknown-devices",
    "devices-sold",
    "drug-balance",
    "units-per-procedure",
    "missing-returns",
    "late-returns",
    "digit-preference",
    "copied-returns",
]
Measure = Literal["ratio", "share", "rate", "number"]
"""Males per 100 females; events by all; by device-day or procedure; a bare number of months."""

SMALLEST_GROUP: Final = 10
"""Persons behind a signal, at the least. It is part of the rights line and no setting."""


@dataclass(frozen=True, slots=True)
class SignalKind:
    """One kind of signal.

    Attributes
    ----------
    name : Kind
    calls_for : {"inspection", "question"}
        ``inspection``: the facility moves up in the plan of routine inspections. ``question``: its records
        are to be set right, which is first a matter of asking and helping.
    measure : Measure
        What is observed and expected.
    events_are_persons : bool
        Whether the events that make the signal, such as scans without an indication, are persons.
    """

    name: Kind
    calls_for: Literal["inspection", "question"]
    measure: Measure
    events_are_persons: bool = False


KINDS: Final = MappingProxyType(
    {
        one.name: one
        for one in (
            SignalKind("births-ratio", "inspection", "ratio", events_are_persons=True),
            SignalKind("scans-without-indication", "inspection", "share", events_are_persons=True),
            SignalKind("scans-per-device-day", "inspection", "rate", events_are_persons=True),
            SignalKind("scans-on-unknown-devices", "inspection", "share", events_are_persons=True),
            SignalKind("devices-sold", "inspection", "number"),
            SignalKind("drug-balance", "inspection", "share"),
            SignalKind("units-per-procedure", "inspection", "rate"),
            SignalKind("missing-returns", "question", "number"),
            SignalKind("late-returns", "question", "share"),
            SignalKind("digit-preference", "question", "share"),
            SignalKind("copied-returns", "question", "number"),
        )
    }
)
"""Every kind by name, those that call for an inspection first."""
