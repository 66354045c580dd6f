"""Cells and lines of the calendar: what became of a month that is owed, and of all months of a sender."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from evenborn.apps.births.calendar.rules import Due, Expectation, Received, State
from evenborn.apps.births.models import ExpectedReturn
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS

__all__ = ["OwedLine", "OwedMonth"]

_LATE: Final = frozenset({State.MISSING, State.EXPLAINED, State.FEW})


@dataclass(frozen=True, slots=True)
class OwedMonth:
    """One cell of the calendar.

    Attributes
    ----------
    of : ExpectedReturn
    month : datetime.date
    state : State
    received : Received
    expected : Expectation
    due : Due
    waits : bool
        Whether it came in and waits for nothing but the office’s own decision.
    reason : str
        That the facility stated; may be empty.
    reminded_on : datetime.date or None
        The last time.
    answer_by : datetime.date or None
    """

    of: ExpectedReturn
    month: date
    state: State
    received: Received
    expected: Expectation
    due: Due
    waits: bool = False
    reason: str = ""
    reminded_on: date | None = None
    answer_by: date | None = None

    @property
    def text(self) -> str:
        """The month as an address writes it."""
        return f"{self.month:%Y-%m}"

    @property
    def counts_records(self) -> bool:
        """Whether its rows are records that can be counted, not cells of a return."""
        return self.of.register in REGISTERS_OF_ROWS

    @property
    def is_missing(self) -> bool:
        """Whether it is not there, or too small."""
        return self.state in _LATE

    @property
    def is_wanted(self) -> bool:
        """Whether the sender should be asked for it: what waits for the office is no fault of the sender."""
        return self.is_missing and not self.waits


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What one sender owes of one register: a cell for each month, None where none was owed."""

    of: ExpectedReturn
    months: tuple[OwedMonth | None, ...]

    def joined(self, later: "OwedLine") -> "OwedLine | None":
        """Both as one line; None where a month is owed in both."""
        pairs = list(zip(self.months, later.months, strict=True))
        if any(before and after for before, after in pairs):
            return None
        return OwedLine(later.of, tuple(before or after for before, after in pairs))
