"""What a comparison is for, on which legal basis, and by when owners answer: said before anything is read."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from evenborn.registers.refusal import Refusal

PURPOSES: Final = ("correcting-registers", "estimating-coverage")
"""What registers may be compared for; there is no third purpose."""

MOST_REGISTERS: Final = 4
"""Registers that are compared with each other at a time."""

DAYS_TO_REPLY: Final = 30
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Commission:
    """Why registers are compared.

    Attributes
    ----------
    purpose : str
        One of :data:`PURPOSES`.
    legal_basis : str
        As the office states it.
    on : datetime.date
        Day of the comparison.
    deadline : datetime.date
        Day by which owners reply.

    Raises
    ------
    Refusal
        ``no-legal-basis``, ``long-legal-basis``, ``deadline-before``.

    Examples
    --------
    >>> Commission("estimating-coverage", "Statistics Law, article 24", date(2025, 1, 1)).deadline
    datetime.date(2025, 1, 31)
    """

    purpose: str
    legal_basis: str
    on: date
    deadline: date = date.min

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise ValueError(f"{self.purpose!r} is no purpose of a comparison.")
        if not self.legal_basis.strip():
            raise Refusal("no-legal-basis", option="--legal-basis")
        if len(self.legal_basis) > _LONGEST:
            raise Refusal("long-legal-basis", option="--legal-basis", limit=_LONGEST)
        if self.deadline == date.min:
            object.__setattr__(self, "deadline", self.on + timedelta(days=DAYS_TO_REPLY))
        if self.deadline < self.on:
            raise Refusal(
                "deadline-before",
                option="--deadline",
                value=self.deadline.isoformat(),
                on=self.on.isoformat(),
            )
