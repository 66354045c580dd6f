"""Completeness as a share: months of facilities that came in whole, of those that are due."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar import queries as calendar
from evenborn.apps.births.calendar.duties import owed_for, senders_who_owe_nothing, state_of_duties
from evenborn.apps.births.calendar.queries import OwedMonth
from evenborn.apps.births.calendar.rules import State, months_until
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.models import Cube

__all__ = ["Share", "cells_of", "of_cells", "share_of", "shares_of"]

_WHOLE = (State.COMPLETE, State.LATE)
_USUAL = 12
"""Months from which what is usual of a facility is said, at the least."""


@dataclass(frozen=True, slots=True)
class Share:
    """What came in of a period, of all that is due by today.

    Attributes
    ----------
    start, end : datetime.date
        First and last day of the period.
    due, whole : int
        Months of facilities that are due, and those that came in whole, in time or late.
    few : int
        Those with fewer records than expected; with ``missing`` they are the others.
    not_due : int
        Months of facilities that are not due yet.
    months : int
        Months of the period of which anybody owes anything.
    of_months : int
        Months of the period.
    unasked : int
        Senders that sent births of the period without being entered as owing them.
    """

    start: date
    end: date
    due: int
    whole: int
    few: int
    not_due: int
    months: int
    of_months: int
    unasked: int = 0

    @property
    def missing(self) -> int:
        """Months of facilities of which nothing came in."""
        return self.due - self.whole - self.few

    @property
    def lacking(self) -> int:
        """Months of facilities that are missing, or too small."""
        return self.due - self.whole

    @property
    def of_due(self) -> float:
        """The share to a thousandth; 100 % says that nothing lacks.

        Examples
        --------
        >>> day = date(2025, 1, 1)
        >>> Share(day, day, 144, 141, 0, 0, 12, 12).of_due, Share(day, day, 3000, 2999, 0, 0, 12, 12).of_due
        (0.979, 0.999)
        """
        share = round(self.whole / self.due, 3) if self.due else 0.0
        return min(share, 0.999) if self.lacking else share


def shares_of(by: Actor, cube: Cube, area: str, times: Iterable[tuple[date, date]]) -> list[Share]:
    """Shares of a register and area, by first and last day; kept until the cube or what is owed changes.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    rows = owed_for(by, Permission.FIGURES_SEE, cube.register, area)
    key = ("share", cube.pk, area, by.today, state_of_duties(rows))

    def made(start: date, end: date) -> Share:
        return share_of(by, cube.register, area, cells_of(by, cube.register, area, start, end), start, end)

    return [
        kept((*key, start, end), lambda start=start, end=end: made(start, end))  # type: ignore[misc]
        for start, end in times
    ]


def cells_of(by: Actor, register: str, area: str, start: date, end: date) -> list[OwedMonth]:
    """What is owed of an area and period, month by month of each facility.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    rows = owed_for(by, Permission.FIGURES_SEE, register, area)
    wanted = _months(start, end)
    lines = calendar.lines_of(by, rows, months_until(end, max(len(wanted), _USUAL)))
    return [cell for line in lines for cell in line.months if cell is not None and cell.month in wanted]


def share_of(
    by: Actor, register: str, area: str, cells: Iterable[OwedMonth], start: date, end: date
) -> Share:
    """The share of cells of an area, with how many senders are in none of them."""
    see = Permission.FIGURES_SEE
    unasked = senders_who_owe_nothing(by, see, register, area, start, end)
    return replace(of_cells(cells, start, end), unasked=unasked)


def of_cells(cells: Iterable[OwedMonth], start: date, end: date) -> Share:
    """Count what became of months of facilities."""
    told = [(cell.month, cell.state) for cell in cells]
    states = [state for _, state in told]
    not_due = states.count(State.NOT_DUE)
    return Share(
        start, end, len(states) - not_due, sum(state in _WHOLE for state in states), states.count(State.FEW),
        not_due, len({month for month, _ in told}), len(_months(start, end)),
    )  # fmt: skip


def _months(start: date, end: date) -> frozenset[date]:
    """First days of the months of a period.

    Examples
    --------
    >>> len(_months(date(2024, 10, 1), date(2025, 9, 30)))
    12
    """
    found, month = set(), start.replace(day=1)
    while month <= end:
        found.add(month)
        month = previous(month, -1)
    return frozenset(found)
