"""Reads of targets and of the births that they are assessed by; each takes the actor who asks."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.counted import Row
from evenborn.apps.figures.models import AreaBirths, Cube, Target

__all__ = ["births_of", "targets", "years"]

_SEES = Permission.FIGURES_SEE


def targets(by: Actor) -> QuerySet[Target]:
    """Targets of the actor's areas, ended ones too; the latest year first."""
    return Target.objects.visible_to(by, _SEES)


def years(by: Actor) -> list[int]:
    """Years that the actor's areas have targets for, the latest first."""
    rows = targets(by).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def births_of(
    by: Actor, cubes: Collection[Cube], areas: Collection[str]
) -> Mapping[tuple[str, str], Sequence[Row]]:
    """Births of some areas by register and area, asked for at once."""
    registers = {cube.pk: cube.register for cube in cubes}
    rows = AreaBirths.objects.visible_to(by, _SEES).filter(cube__in=list(registers), area__in=list(areas))
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    columns = ("cube", "area", "start", "order", "male", "female", "unclear")
    for cube, *row in rows.order_by().values_list(*columns):
        found[registers[cube], row[0]].append(Row(*row))
    return found
