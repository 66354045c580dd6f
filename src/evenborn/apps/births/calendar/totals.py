"""Totals of the calendar by area: how many months of those that are due are whole, and came in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from evenborn.apps.births.calendar.owed_months import OwedLine
from evenborn.apps.births.calendar.rules import State

__all__ = ["AreaTotal", "totals"]


@dataclass(frozen=True, slots=True)
class AreaTotal:
    """Months that are due in an area, and what became of them.

    Attributes
    ----------
    area : str
        Code; empty for all areas together.
    due, whole, in_time, missing : int
    """

    area: str
    due: int
    whole: int
    in_time: int
    missing: int

    @property
    def whole_share(self) -> str:
        """Share of those that are due, in percent; a dash where none is.

        Examples
        --------
        >>> AreaTotal("990101", 36, 34, 33, 2).whole_share, AreaTotal("990101", 0, 0, 0, 0).whole_share
        ('94.4%', '—')
        """
        return self._share(self.whole)

    @property
    def in_time_share(self) -> str:
        """Share of those that are due, in percent."""
        return self._share(self.in_time)

    def _share(self, number: int) -> str:
        return f"{100 * number / self.due:.1f}%" if self.due else "—"


def totals(lines: Iterable[OwedLine]) -> list[AreaTotal]:
    """One for each area, then one for all."""
    by_area: dict[str, list[State]] = {}
    for line in lines:
        states = by_area.setdefault(line.of.area, [])
        states += [cell.state for cell in line.months if cell is not None and cell.state != State.NOT_DUE]
    whole = [state for states in by_area.values() for state in states]
    found = [_total(area, by_area[area]) for area in sorted(by_area)]
    return [*found, _total("", whole)] if len(found) > 1 else found


def _total(area: str, states: list[State]) -> AreaTotal:
    in_time = states.count(State.COMPLETE)
    missing = states.count(State.MISSING) + states.count(State.EXPLAINED)
    return AreaTotal(area, len(states), in_time + states.count(State.LATE), in_time, missing)
