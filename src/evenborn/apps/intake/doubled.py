"""Births of a batch that another record holds too, by rule and row of the file, as its page shows issues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenborn.apps.intake.rules import birth_fields, certificate_fields
from evenborn.apps.vault.incoming import HeldBy

__all__ = ["HELD_RULES", "MOST_SHOWN", "Doubled", "PointedOut"]

MOST_SHOWN: Final = 10
"""Row numbers that a page shows of a rule."""

_RULES: Final[Mapping[HeldBy, str]] = {
    HeldBy.BIRTH: "birth-held-already", HeldBy.CERTIFICATE: "certificate-held-already",
}  # fmt: skip
HELD_RULES: Final = tuple(_RULES.values())
"""Rules that the vault is asked for; a facility is not told what others hold."""


@dataclass(frozen=True, slots=True)
class PointedOut:
    """A rule that rows break, how many, and the first of them by number; no value."""

    rule: str
    field: str
    rows: int
    first_rows: tuple[int, ...]


class Doubled:
    """Adds up, part by part.

    Parameters
    ----------
    register : str

    Examples
    --------
    >>> doubled = Doubled("delivery")
    >>> doubled.add([4, 2, 3], {HeldBy.BIRTH: (0, 1), HeldBy.CERTIFICATE: ()})
    >>> doubled.found()
    (PointedOut(rule='birth-held-already', field='mother_id_number', rows=2, first_rows=(2, 4)),)
    """

    def __init__(self, register: str) -> None:
        self._fields = {
            HeldBy.BIRTH: birth_fields(register),
            HeldBy.CERTIFICATE: certificate_fields(register),
        }
        self._rows = dict.fromkeys(HeldBy, 0)
        self._first: dict[HeldBy, list[int]] = {how: [] for how in HeldBy}

    def add(self, numbers: Sequence[int], positions: Mapping[HeldBy, Sequence[int]]) -> None:
        """Keep the rows at some positions; ``numbers`` are those of all rows of the part."""
        for how, places in positions.items():
            self._rows[how] += len(places)
            first = [*self._first[how], *(numbers[place] for place in places)]
            self._first[how] = sorted(first)[:MOST_SHOWN]

    def found(self) -> tuple[PointedOut, ...]:
        """Each rule that some row breaks."""
        return tuple(
            PointedOut(_RULES[how], self._fields[how][0], rows, tuple(self._first[how]))
            for how, rows in self._rows.items()
            if rows
        )
