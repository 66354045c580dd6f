"""Reads of the cube and of what stands behind it; each takes the actor who asks."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.levels import PREFECTURE, PROVINCE, above, level_below
from evenborn.apps.figures.models import AreaBirths, Cube
from evenborn.apps.intake.models import Batch, BatchState, MonthReceived
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS

__all__ = [
    "batches_behind", "below", "codes_below", "cubes", "first_area", "own", "require_area", "widest",
    "within_time",
]  # fmt: skip

_COLUMNS = ("area", "start", "order", "male", "female", "unclear")
_SEES = Permission.FIGURES_SEE


def require_area(by: Actor, area: str) -> None:
    """Answer as if there were no such area, where it is none of the actor's.

    Raises
    ------
    NotVisible
    """
    if not by.may(_SEES, area):
        raise NotVisible


def cubes(by: Actor) -> dict[str, Cube]:
    """The cubes that there are, by register, in the order of the registers."""
    by.require(_SEES)
    made = {cube.register: cube for cube in Cube.objects.all()}
    return {name: made[name] for name in REGISTERS_OF_ROWS if name in made}


def own(by: Actor, cube: Cube, area: str) -> list[Row]:
    """Births of an area."""
    return _rows(_of(by, cube).filter(area=area))


def below(by: Actor, cube: Cube, area: str) -> list[Row]:
    """Births of the areas directly below one."""
    level = level_below(area)
    inside = AreaBirths.objects.visible_to(by, _SEES)
    return _rows(inside.filter(cube=cube, level=level, area__startswith=area)) if level else []


def codes_below(by: Actor, cube: Cube, area: str) -> list[str]:
    """Codes of the areas directly below one that hold births."""
    rows = _of(by, cube).filter(level=level_below(area), area__startswith=area)
    return sorted(rows.order_by().values_list("area", flat=True).distinct())


def first_area(by: Actor) -> str:
    """The actor's own area, where several the first of them; for whoever may see all, the widest."""
    own = next((code for code in by.areas(_SEES) if code), "")
    return own or next(iter(widest(by)), "")


def widest(by: Actor) -> list[str]:
    """The widest areas that hold births, for whoever may see all."""
    rows = AreaBirths.objects.visible_to(by, _SEES).order_by().values_list("area", flat=True).distinct()
    return sorted(rows.filter(level__in=(PROVINCE, PREFECTURE)), key=lambda code: (-len(code), code))[:1]


def within_time(rows: Sequence[Row], start: date, end: date) -> list[Row]:
    """Those of the rows that begin within a time."""
    return [row for row in rows if start <= row.start <= end]


def batches_behind(by: Actor, register: str, area: str, start: date, end: date) -> QuerySet[Batch]:
    """Batches that count, and whose rows may be among the births of an area and time.

    A batch is behind a figure where it brought rows of one of the months, from a sender of the area, of an
    area above it, or below it. How many of the births it brought is kept nowhere.
    """
    seen = Batch.objects.visible_to(by, Permission.INTAKE_SEE)
    months = MonthReceived.objects.visible_to(by, Permission.INTAKE_SEE)
    of_time = months.filter(month__gte=start.replace(day=1), month__lte=end).order_by().values("batch")
    counted = seen.filter(register=register, state=BatchState.ACCEPTED, pk__in=of_time)
    return counted.filter(area__in=[*above(area), area]) | counted.filter(area__startswith=area)


def _of(by: Actor, cube: Cube) -> QuerySet[AreaBirths]:
    return AreaBirths.objects.visible_to(by, _SEES).filter(cube=cube)


def _rows(found: QuerySet[AreaBirths]) -> list[Row]:
    return [Row(*columns) for columns in found.order_by().values_list(*_COLUMNS)]
