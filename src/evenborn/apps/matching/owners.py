"""Whose a record of a compared register is, and by which number its owner knows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evenborn.apps.matching.models import RunRegister

__all__ = ["OfDepositors", "OwnRecord", "Owner", "Owners"]


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """A department, and its area."""

    area: str
    department: int


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A record as its owner knows it; one out of the vault with its key there."""

    owner: Owner
    number: str
    row: int
    record: int | None = None


class Owners(Protocol):
    """Who owns the records of registers, which are named by their places in the comparison."""

    encoded: bool
    """Whether owners find their records by the numbers of their own encodings."""

    def births(self, place: int) -> Mapping[Owner, int]:
        """Births by owner; an owner without any is told so where the register is its own."""

    def record(self, place: int, number: str, row: int) -> OwnRecord:
        """The owner's own number of what the comparison calls by another."""


class OfDepositors:
    """Each register belongs to the department that handed its encoding in, and has the encoding's numbers.

    Parameters
    ----------
    parts : sequence of RunRegister
    """

    encoded = True

    def __init__(self, parts: Sequence[RunRegister]) -> None:
        self._owners = [Owner(part.area, part.department) for part in parts]
        self._births = [part.births for part in parts]

    def births(self, place: int) -> Mapping[Owner, int]:
        """All of a register's."""
        return {self._owners[place]: self._births[place]}

    def record(self, place: int, number: str, row: int) -> OwnRecord:
        """As the encoding numbers it."""
        return OwnRecord(self._owners[place], number, row)
