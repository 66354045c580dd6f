"""Births that were taken in; each takes the actor who asks, and shows her areas only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Max, Min, QuerySet, Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear
from evenborn.apps.births.unclear_sex import told_unclear
from evenborn.apps.intake.models import Batch, BatchState

__all__ = ["COUNTY", "ORDERS", "TOWNSHIP", "Behind", "Line", "behind", "of_counties", "of_months",
           "of_townships", "total_of", "years_of"]  # fmt: skip

COUNTY: Final = "births_by_county"
TOWNSHIP: Final = "births_by_township"
ORDERS: Final = ("1", "2", "3+", "")
"""Orders of birth as they are counted; the last one is not stated."""
_SUMS: Final = (Sum("male"), Sum("female"), Sum("unclear"))


@dataclass(frozen=True, slots=True)
class Line:
    """Births of one area or month.

    Attributes
    ----------
    of : str or datetime.date or None
        Code of the area, or first day of the month; None where no row of the register says it.
    male, female, unclear : int
        None are of unclear sex where the reader is not told of them; they are in no other number then.
    orders : tuple of int
        Births by order, as :data:`ORDERS` lists them.
    """

    of: Any
    male: int
    female: int
    unclear: int
    orders: tuple[int, ...]

    @property
    def births(self) -> int:
        """Boys, girls, and those whose sex is unclear.

        Examples
        --------
        >>> Line("990101", 12, 10, 1, (23, 0, 0, 0)).births
        23
        """
        return self.male + self.female + self.unclear


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the counts of a page.

    Attributes
    ----------
    batches : int
        How many batches of the register count.
    last : Batch or None
        The one that was taken in last.
    start, end : datetime.date or None
        First and last month with a birth.
    """

    batches: int
    last: Batch | None
    start: date | None
    end: date | None

    @property
    def decided_at(self) -> datetime | None:
        """When the last one was taken in."""
        return self.last.decided_at if self.last is not None else None


def years_of(by: Actor, register: str) -> list[int]:
    """Years in which births of a register are counted, the last one first."""
    rows = BirthsOfYear.objects.visible_to(by, Permission.BIRTHS_SEE).filter(register=register)
    found = rows.filter(table=TOWNSHIP, year__isnull=False).order_by().values_list("year", flat=True)
    return sorted((year for year in found.distinct() if year is not None), reverse=True)


def of_counties(by: Actor, register: str, year: int) -> list[Line]:
    """Births of a year by county."""
    return _lines(_months(by, register, year).values_list("area", "order"), exact=told_unclear(by))


def of_months(by: Actor, register: str, year: int, county: str) -> list[Line]:
    """Births of a county and year by month."""
    months = _months(by, register, year).filter(area=county).values_list("month", "order")
    return _lines(months, exact=told_unclear(by))


def of_townships(by: Actor, register: str, year: int, county: str) -> list[Line]:
    """Births of a county and year by township."""
    rows = BirthsOfYear.objects.visible_to(by, Permission.BIRTHS_SEE).filter(
        register=register, table=TOWNSHIP, year=year, area__startswith=county
    )
    return _lines(rows.order_by().values_list("area", "order"), exact=told_unclear(by))


def total_of(lines: Iterable[Line]) -> Line:
    """All lines together.

    Examples
    --------
    >>> total_of([Line("a", 1, 2, 0, (3, 0)), Line("b", 1, 0, 1, (1, 1))]).orders
    (4, 1)
    """
    listed = list(lines)
    orders = tuple(map(sum, zip(*(one.orders for one in listed), strict=True)))
    return Line(
        None, sum(one.male for one in listed), sum(one.female for one in listed),
        sum(one.unclear for one in listed), orders,
    )  # fmt: skip


def behind(by: Actor, register: str, year: int, county: str = "") -> Behind:
    """Batches behind the counts of a register, and the months of a year that hold births.

    What one batch adds is kept nowhere: a register's counts stand as of the last batch that was taken in.
    """
    rows = _months(by, register, year)
    rows = (rows.filter(area=county) if county else rows).exclude(male=0, female=0, unclear=0)
    told = rows.aggregate(Min("month"), Max("month"))
    batches = Batch.objects.regardless("number and day of batches behind counts that the actor sees").filter(
        register=register, state=BatchState.ACCEPTED
    )
    last = batches.order_by("-decided_at", "-pk").first()
    return Behind(batches.count(), last, told["month__min"], told["month__max"])


def _months(by: Actor, register: str, year: int) -> QuerySet[BirthsOfMonth]:
    rows = BirthsOfMonth.objects.visible_to(by, Permission.BIRTHS_SEE).filter(
        register=register, table=COUNTY, month__gte=date(year, 1, 1), month__lte=date(year, 12, 1)
    )
    return rows.order_by()


def _lines(keys: QuerySet[Any, tuple[Any, ...]], *, exact: bool) -> list[Line]:
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    orders: dict[Any, dict[str, int]] = defaultdict(dict)
    for of, order, male, female, counted in keys.annotate(*_SUMS):
        unclear = counted if exact else 0
        sums[of] = [before + more for before, more in zip(sums[of], (male, female, unclear), strict=True)]
        orders[of][order] = male + female + unclear
    known = sorted(sums, key=lambda of: (of is None, str(of)))
    lines = []
    for of in known:
        male, female, unclear = sums[of]
        by_order = tuple(orders[of].get(order, 0) for order in ORDERS)
        lines.append(Line(of, male, female, unclear, by_order))
    return [line for line in lines if line.births]
