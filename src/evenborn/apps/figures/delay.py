"""How late births reach the office: days from the end of their month to the day their batch was received."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.levels import above
from evenborn.apps.intake.models import BatchState, MonthReceived

__all__ = ["MonthDelay", "delays_of"]

_SOON = 30


@dataclass(frozen=True, slots=True)
class MonthDelay:
    """One month of a register.

    Attributes
    ----------
    month : datetime.date
    rows : int
        Rows that came in.
    soon : float
        Share of them that came within 30 days of the end of the month.
    median : int
        Days after the end of the month by which half of them were there.
    """

    month: date
    rows: int
    soon: float
    median: int


def delays_of(by: Actor, register: str, area: str) -> list[MonthDelay]:
    """The months of a register, the last one first; of senders of an area and of those above and below it."""
    received = MonthReceived.objects.visible_to(by, Permission.INTAKE_SEE).filter(
        batch__register=register, batch__state=BatchState.ACCEPTED
    )
    received = received.filter(batch__area__in=above(area)) | received.filter(batch__area__startswith=area)
    parts: dict[date, list[tuple[int, int]]] = defaultdict(list)
    told = received.order_by().values_list("month", "batch__received_at", "rows")
    for month, at, rows in told:
        end = month.replace(day=monthrange(month.year, month.month)[1])
        parts[month].append(((timezone.localdate(at) - end).days, rows))
    return [_of_month(month, parts[month]) for month in sorted(parts, reverse=True)]


def _of_month(month: date, parts: list[tuple[int, int]]) -> MonthDelay:
    """A month whose rows came in parts, each after so many days.

    Examples
    --------
    >>> _of_month(date(2025, 3, 1), [(40, 30), (5, 60), (90, 10)])
    MonthDelay(month=datetime.date(2025, 3, 1), rows=100, soon=0.6, median=5)
    """
    rows = sum(number for _, number in parts)
    there, median = 0, 0
    for days, number in sorted(parts):
        there += number
        if 2 * there >= rows:
            median = days
            break
    soon = sum(number for days, number in parts if days <= _SOON)
    return MonthDelay(month, rows, soon / rows if rows else 0.0, median)
