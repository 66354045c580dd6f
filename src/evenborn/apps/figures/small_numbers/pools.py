"""Pools: births that might as well stand elsewhere, for all that is shown.

A small number is hidden by a pool around it: births of one county and several months, or several orders, or
of several areas. Any birth of a pool may be given another month (order, area) of it, where a partner county
gives one back; every number that is shown stays the same. Pages, their differences, releases and files that
show nothing else therefore tell, together, only what holds for every such exchange. See decision 24.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Self

__all__ = ["NOWHERE", "Axis", "Pool", "Withheld"]

NOWHERE: Final = "*"
"""A member that no number holds: births of a pool with it are in no number that is shown."""
_DECEMBER: Final = 12


class Axis(StrEnum):
    """What births of a pool may exchange."""

    MONTHS = "months"
    ORDERS = "orders"
    AREAS = "areas"


@dataclass(frozen=True, slots=True)
class Pool:
    """Births of a year that may exchange their month, order or area.

    Attributes
    ----------
    axis : Axis
    year : int
    members : tuple of str
        Months (``01`` to ``12``), orders of birth, or codes of areas, among which they are exchanged.
    regions : tuple of str
        Of months and orders: the area whose births they are, and the partner that gives them back, if any.
        Several areas that are a pool themselves stand as one, joined by ``|``.
    """

    axis: Axis
    year: int
    members: tuple[str, ...]
    regions: tuple[str, ...] = ()

    def touches(self, area: str) -> bool:
        """Whether an exchange may change a number of an area.

        Examples
        --------
        >>> pool = Pool(Axis.MONTHS, 2025, ("01", "02"), ("990101", "990102"))
        >>> [pool.touches(area) for area in ("9901", "990101", "990101001", "990103")]
        [False, True, True, False]
        """
        regions = self.members if self.axis is Axis.AREAS else self.regions
        parts = [part for region in regions for part in region.split("|")]
        held = [part.startswith(area) for part in parts]
        gives_back = self.axis is Axis.AREAS or len(regions) > 1
        if not any(held) and not any(area.startswith(part) for part in parts):
            return False
        return not (gives_back and all(held))

    def changes(self, start: date, end: date, order: str | None) -> bool:
        """Whether an exchange may change births of a time and order, of an area that it touches."""
        if self.axis is Axis.AREAS:
            return start.year <= self.year <= end.year
        if self.axis is Axis.ORDERS:
            return order in self.members and start.year <= self.year <= end.year
        first, last = _month(start), _month(end)
        inside = [first <= 12 * self.year + int(month) <= last for month in self.members]
        return any(inside) and not all(inside)


@dataclass(frozen=True)
class Withheld:
    """What a cube withholds from readers without exact counts.

    Attributes
    ----------
    first, last : int
        Calendar years whose births they see; the years before and after hold a handful.
    pools : tuple of Pool
    """

    first: int
    last: int
    pools: tuple[Pool, ...]
    _touching: dict[str, list[Pool]] = field(default_factory=dict, compare=False, repr=False)

    def shows(self, area: str, start: date, end: date, order: str | None = None) -> bool:
        """Whether births of an area from the first day of a month to the last of one may be shown.

        Parameters
        ----------
        area : str
            Code of the area; with :data:`~evenborn.apps.figures.releases.contents.UNKNOWN` after it, its
            births of which no smaller area is known.
        start, end : datetime.date
        order : str or None
            Order of birth, empty where not stated; None for all orders. By order only whole calendar years
            are shown, and not of townships.

        Examples
        --------
        >>> pool = Pool(Axis.MONTHS, 2025, ("01", "02"), ("990101", "990102"))
        >>> known = Withheld(2025, 2025, (pool,))
        >>> year, january = (date(2025, 1, 1), date(2025, 12, 31)), (date(2025, 1, 1), date(2025, 1, 31))
        >>> known.shows("990101", *year), known.shows("990101", *january), known.shows("9901", *january)
        (True, False, True)
        """
        if order is not None and not _is_whole_years(start, end):
            return False
        return not any(pool.changes(start, end, order) for pool in self._of(area))

    def holds(self, day: date) -> bool:
        """Whether births of a month are in what readers see."""
        return self.first <= day.year <= self.last

    def divides(self, area: str, year: int) -> bool:
        """Whether the year of an area is listed by month and order: which have births tells something.

        Examples
        --------
        >>> known = Withheld(2025, 2025, (Pool(Axis.AREAS, 2025, ("990101", "990102")),))
        >>> [known.divides(area, 2025) for area in ("9901", "990101", "990103")]
        [True, False, True]
        """
        return not any(pool.axis is Axis.AREAS and pool.year == year for pool in self._of(area))

    def _of(self, area: str) -> list[Pool]:
        known = self._touching.get(area)
        if known is None:
            known = self._touching[area] = [pool for pool in self.pools if pool.touches(area)]
        return known

    def text(self) -> str:
        """It as the cube keeps it."""
        pools = [[pool.axis.value, pool.year, pool.members, pool.regions] for pool in self.pools]
        return json.dumps({"first": self.first, "last": self.last, "pools": pools}, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> Self:
        """Read it back; a cube that has not been decided upon shows nothing.

        Examples
        --------
        >>> known = Withheld(2023, 2025, (Pool(Axis.AREAS, 2024, ("990101001", "990101005")),))
        >>> january = date(2025, 1, 1), date(2025, 1, 31)
        >>> Withheld.of(known.text()) == known, Withheld.of("").shows("99", *january)
        (True, False)
        """
        if not text:
            return cls(0, 9999, _NOTHING_SHOWN)
        told: Mapping[str, Sequence[Sequence[object]]] = json.loads(text)
        pools = (
            Pool(Axis(str(axis)), int(str(year)), tuple(members), tuple(regions))  # type: ignore[arg-type]
            for axis, year, members, regions in told["pools"]
        )
        return cls(int(told["first"]), int(told["last"]), tuple(pools))  # type: ignore[call-overload]


_NOTHING_SHOWN: Final = tuple(Pool(Axis.AREAS, year, ("", NOWHERE)) for year in range(1900, 2101))


def _month(day: date) -> int:
    return 12 * day.year + day.month


def _is_whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month) == (1, 1, _DECEMBER) and start.year <= end.year
