"""The cube made anew whenever a batch was decided upon; done twice it gives the same."""

from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import CharField, Max, QuerySet
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
    counties = _of_counties(register)
    known = counties.filter(pc.is_valid(counties["start"]))
    births = _births(counties)
    return replace_cube(
        by=program("figures", Permission.INTAKE_DECIDE), register=register, last=last,
        cut_off=_cut_off(register),
        sums=pa.concat_tables([adding_up.of_every_area(known), _of_townships(register)]),
        births=births, no_month=births - _births(known),
    )  # fmt: skip


def _births(table: "pa.Table") -> int:
    return sum(pc.sum(table[name]).as_py() or 0 for name in adding_up.NUMBERS)


def _of_counties(register: str) -> "pa.Table":
    """Sums by county and month, those without a month among them; all read at once, so that they agree."""
    rows = BirthsOfMonth.objects.regardless(_WHOLE).filter(register=register, table=_COUNTIES)
    # In the order of the index that they come by, and so in that of the cube's.
    written = rows.annotate(day=Cast("month", CharField(max_length=10))).order_by("area", "month", "order")
    columns = written.values_list("area", "day", "order", *adding_up.NUMBERS)
    return adding_up.as_table(columns.iterator(5000))


def _of_townships(register: str) -> "pa.Table":
    rows = BirthsOfYear.objects.regardless(_WHOLE).filter(register=register, table=_TOWNSHIPS, year__gt=0)
    written = rows.order_by("area", "year", "order").values_list("area", "year", "order", *adding_up.NUMBERS)
    return adding_up.as_table(
        (area, f"{year:04}-01-01", *rest) for area, year, *rest in written if len(area) > COUNTY
    )


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
