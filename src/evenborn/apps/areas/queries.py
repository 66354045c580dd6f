"""Reads of the tree of areas. Areas are no secret within the office: every officer sees all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.byte_order import begins
from evenborn.apps.areas.models import Area, Boundary, Succession
from evenborn.registers.codes.area_codes import PREFIXES
from evenborn.registers.codes.area_table import LEVELS, AreaTable
from evenborn.registers.codes.area_table import Area as DatedArea

__all__ = [
    "Step", "above", "area_at", "became", "boundaries_below", "boundaries_of", "boundary", "came_from",
    "children", "codes",
    "in_force", "inside", "path", "row_at", "table_of_areas", "times",
]  # fmt: skip

MOST_STEPS: Final = 300
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of what became of a code: the areas before and after, where the tree has them."""

    succession: Succession
    old: Area | None
    new: Area | None

    @property
    def day_before(self) -> date | None:
        """The last day before it."""
        return self.succession.on and self.succession.on - _DAY


def in_force(on: date) -> Q:
    """Rows that count on a day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


def row_at(code: str, on: date | None) -> Area | None:
    """The area under a code on a day, or the last one under it."""
    rows = Area.objects.filter(code=code)
    if on is not None:
        rows = rows.filter(in_force(on))
    return max(rows, key=lambda area: area.valid_from or date.min, default=None)


def area_at(by: Actor, code: str, on: date) -> Area:
    """The area under a code on a day; where there was none that day, the one nearest to it.

    Raises
    ------
    NotVisible
        When the code was never given out.
    """
    by.require(Permission.AREAS_SEE)
    rows = list(Area.objects.filter(code=code)) if code.isascii() and code.isdecimal() else []
    if not rows:
        raise NotVisible
    return min(rows, key=lambda area: _distance(area, on))


def _distance(area: Area, on: date) -> int:
    if area.is_in_force(on):
        return 0
    if area.valid_from is not None and on < area.valid_from:
        return (area.valid_from - on).days
    return (on - (area.valid_to or on)).days


def times(by: Actor, code: str) -> QuerySet[Area]:
    """Every area that has or had a code, the earliest first."""
    by.require(Permission.AREAS_SEE)
    return Area.objects.filter(code=code)


def children(by: Actor, code: str, on: date) -> QuerySet[Area]:
    """Areas directly below one on a day; those at the top below none (``""``)."""
    by.require(Permission.AREAS_SEE)
    return Area.objects.filter(in_force(on), lies_in=code)


def inside(by: Actor, code: str, on: date) -> QuerySet[Area]:
    """An area and all areas in it, at any depth, on a day."""
    by.require(Permission.AREAS_SEE)
    return Area.objects.filter(begins("code", code), in_force(on))


def above(by: Actor, areas: Iterable[Area]) -> dict[int, list[Area]]:
    """Areas above each of some, on whatever day, from the top; by the keys of the rows."""
    by.require(Permission.AREAS_SEE)
    wanted = {
        area.pk: [area.code[:digits] for digits in PREFIXES if digits < len(area.code)] for area in areas
    }
    rows: dict[str, list[Area]] = {}
    for row in Area.objects.filter(code__in={code for codes in wanted.values() for code in codes}):
        rows.setdefault(row.code, []).append(row)
    return {pk: [row for code in codes for row in rows.get(code, [])] for pk, codes in wanted.items()}


def path(by: Actor, area: Area, on: date) -> list[Area]:
    """Areas above one on a day, from the top."""
    return [row for row in above(by, [area])[area.pk] if row.is_in_force(on)]


def became(by: Actor, area: Area) -> list[Step]:
    """What became of an area, step by step, to what counts today."""
    by.require(Permission.AREAS_SEE)
    return _followed(area, _later, lambda step: step.new)


def came_from(by: Actor, area: Area) -> list[Step]:
    """Out of which areas one was made, step by step, back to the earliest known."""
    by.require(Permission.AREAS_SEE)
    return _followed(area, _earlier, lambda step: step.old)


def _followed(
    area: Area, found: Callable[[Area], Iterable[Step]], end: Callable[[Step], Area | None]
) -> list[Step]:
    """All steps from an area on, the nearest first; no step is taken twice, so circles end."""
    steps: dict[int, Step] = {}
    waiting = [area]
    while waiting and len(steps) < MOST_STEPS:
        for step in found(waiting.pop(0)):
            if step.succession.pk in steps:
                continue
            steps[step.succession.pk] = step
            if (next_one := end(step)) is not None:
                waiting.append(next_one)
    return list(steps.values())


def _later(area: Area) -> Iterable[Step]:
    """What followed an area: told for its own time, since a code may have been given out again."""
    told = Succession.objects.filter(old=area.code)
    if area.valid_from is not None:
        told = told.filter(Q(on__isnull=True) | Q(on__gt=area.valid_from))
    if area.valid_to is not None:
        told = told.filter(Q(on__isnull=True) | Q(on__lte=area.valid_to + _DAY))
    return (Step(one, area, row_at(one.new, one.on)) for one in told)


def _earlier(area: Area) -> Iterable[Step]:
    told = Succession.objects.filter(new=area.code)
    if area.valid_from is not None:
        told = told.filter(Q(on__isnull=True) | Q(on__gte=area.valid_from))
    if area.valid_to is not None:
        told = told.filter(Q(on__isnull=True) | Q(on__lte=area.valid_to))
    return (Step(one, row_at(one.old, one.on and one.on - _DAY), area) for one in told)


def boundary(by: Actor, code: str, on: date) -> Boundary | None:
    """The boundary of a code on a day."""
    by.require(Permission.AREAS_SEE)
    return Boundary.objects.filter(in_force(on), code=code).last()


def boundaries_below(by: Actor, areas: Iterable[Area], on: date) -> list[Boundary]:
    """Boundaries of some areas on a day."""
    return boundaries_of(by, [area.code for area in areas], on)


def boundaries_of(by: Actor, codes: Iterable[str], on: date) -> list[Boundary]:
    """Boundaries of the areas under some codes on a day."""
    by.require(Permission.AREAS_SEE)
    return list(Boundary.objects.filter(in_force(on), code__in=list(codes)).defer("geometry"))


def codes(by: Actor) -> list[str]:
    """Every code that the tree has or had."""
    by.require(Permission.AREAS_SEE)
    return list(Area.objects.order_by("code").values_list("code", flat=True).distinct())


def table_around(codes: Iterable[str]) -> AreaTable | None:
    """The part of :func:`table_of_areas` that some codes can mean; no page waits for the whole."""
    wanted = {code[:digits] for code in codes for digits in (*PREFIXES, len(code))} - {""}
    met: set[str] = set()
    while wanted - met:
        met |= wanted
        wanted = set(Succession.objects.filter(old__in=met).values_list("new", flat=True)) | met
    if not Area.objects.exists():
        return None
    return _table(Area.objects.filter(code__in=met), Succession.objects.filter(old__in=met))


def table_of_areas() -> AreaTable | None:
    """The whole tree as files are held against it; None where the office has no areas yet."""
    return _table(Area.objects.all(), Succession.objects.all())


def _table(areas: QuerySet[Area], changes: QuerySet[Succession]) -> AreaTable | None:
    became: dict[str, list[str]] = {}
    for old, new in changes.values_list("old", "new"):
        became.setdefault(old, []).append(new)
    rows = [
        DatedArea(
            row.code, row.name_zh, row.name_en, LEVELS[row.level - 1], row.lies_in, row.valid_from,
            row.valid_to, tuple(became.get(row.code, ())) if row.valid_to is not None else (),
        )
        for row in areas
    ]  # fmt: skip
    return AreaTable(rows) if rows else None
