"""The cube made anew whenever a batch was decided upon; done twice it gives the same."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from django.db.models import CharField, Max, QuerySet, Sum
from django.db.models.functions import Cast

from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear
from evenborn.apps.figures import adding_up
from evenborn.apps.figures.actions import replace_cube
from evenborn.apps.figures.levels import COUNTY
from evenborn.apps.figures.models import Cube
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS

__all__ = ["is_due", "refresh", "registers_due"]

_WHOLE: Final = "births of every area are added up"
_COUNTIES, _TOWNSHIPS = "births_by_county", "births_by_township"
_SEXES: Final = ("male", "female", "unclear")


def registers_due() -> list[str]:
    """Registers whose cube no longer shows what was decided."""
    return [name for name in REGISTERS_OF_ROWS if is_due(name)]


def is_due(register: str) -> bool:
    """Whether a batch was taken in or withdrawn since the cube was made, or nothing of it is withheld yet."""
    last, cube = _last(register), Cube.objects.filter(register=register).first()
    if last is None:
        return False
    return cube is None or not cube.withheld or (cube.batch, cube.as_of) != (last.pk, last.decided_at)


def refresh(register: str) -> Cube | None:
    """Make the cube of a register anew where that is due."""
    last = _last(register)
    if last is None or not is_due(register):
        return None
    months = BirthsOfMonth.objects.regardless(_WHOLE).filter(register=register, table=_COUNTIES)
    numbers = months.aggregate(*(Sum(sex, default=0) for sex in _SEXES))
    lost = months.filter(month=None).aggregate(*(Sum(sex, default=0) for sex in _SEXES))
    known = months.filter(month__isnull=False)
    return replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register=register, last=last,
        cut_off=_cut_off(register),
        sums=[*adding_up.added_up(_of_counties(known)), *_of_townships(register)],
        births=sum(numbers.values()), no_month=sum(lost.values()),
    )  # fmt: skip


def _of_counties(rows: QuerySet[BirthsOfMonth]) -> Iterator[adding_up.Sum]:
    written = rows.order_by().annotate(day=Cast("month", CharField(max_length=10)))
    columns = written.values_list("area", "day", "order", *_SEXES)
    for area, month, order, male, female, unclear in columns.iterator(5000):
        if area:
            yield area, _day(month), order, male, female, unclear


@lru_cache(maxsize=1024)
def _day(written: str) -> date:
    """A day as databases write it; there are few months and many rows of each."""
    return date.fromisoformat(written)


def _of_townships(register: str) -> Iterator[adding_up.Sum]:
    rows = BirthsOfYear.objects.regardless(_WHOLE).filter(
        register=register, table=_TOWNSHIPS, year__isnull=False
    )
    columns = rows.order_by().values_list("area", "year", "order", *_SEXES)
    for area, year, order, male, female, unclear in columns.iterator(5000):
        if len(area) > COUNTY and year:
            yield area, date(year, 1, 1), order, male, female, unclear


def _last(register: str) -> Batch | None:
    """The batch that was decided upon last; one taken in by a hair later has a higher number."""
    return _decided(register).order_by("-decided_at", "-pk").first()


def _cut_off(register: str) -> date | None:
    """The day until which every sender has entered births, as each stated it last."""
    standing = _decided(register).filter(state=BatchState.ACCEPTED, entry="")
    last = standing.order_by().values("sender").annotate(last=Max("cut_off")).values_list("last", flat=True)
    days = [day for day in last if day is not None]
    return min(days, default=None)


def _decided(register: str) -> QuerySet[Batch]:
    states = (BatchState.ACCEPTED, BatchState.WITHDRAWN)
    return Batch.objects.regardless(_WHOLE).filter(register=register, state__in=states)
