"""Every change of the tree of areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Appointment
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas import rules
from evenborn.apps.areas.models import Area, Boundary, Succession
from evenborn.apps.areas.reading import GivenAreas, GivenBoundaries, GivenBoundary
from evenborn.registers.codes.area_history import AreaHistory
from evenborn.registers.codes.area_sounds import area_syllables, latin_key
from evenborn.registers.codes.area_table import LEVELS
from evenborn.registers.codes.area_table import Area as DatedArea
from evenborn.registers.refusal import Refusal

__all__ = ["BoundariesReport", "ImportReport", "import_areas", "import_boundaries"]

_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: rows of areas, codes that ended, and those over which somebody is appointed."""

    file: str
    sha256: str
    changes: str
    changes_sha256: str
    added: int
    changed: int
    removed: int
    ended: int
    followed: int
    appointed: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the tree was so already."""
        return not (self.added or self.changed or self.removed or self.followed)


@dataclass(frozen=True, slots=True)
class BoundariesReport:
    """What an import of boundaries did; ``strange`` features of the map name no area of the tree."""

    file: str
    sha256: str
    added: int
    changed: int
    strange: int


@action(
    Permission.AREAS_MANAGE,
    records=("file", "sha256", "changes", "changes_sha256", "added", "changed", "removed", "ended"),
)
def import_areas(*, by: Actor, given: GivenAreas, replace: bool = False) -> ImportReport:
    """Make the tree as a whole table has it, and enter what followed what.

    Raises
    ------
    Refusal
        ``area-name-too-long``, ``areas-mostly-gone`` (unless ``replace``), ``areas-appointed``.
    """
    rules.require_short_names(given.history.areas)
    rows = {(row.code, row.valid_from): row for row in Area.objects.select_for_update()}
    plan = rules.planned((_dated(row) for row in rows.values()), given.history.areas, by.today)
    if not replace:
        rules.may_replace(plan)
    appointed = _appointed(plan.ended, by.today)
    followed = {one.old for one in given.history.successions if one.old != one.new}
    rules.may_end(plan.ended, appointed=appointed, followed=followed)
    _delete(Area, [rows[key].pk for key in plan.removed])
    sounds = {name: area_syllables(name) for name in {area.name_zh for area in (*plan.added, *plan.changed)}}
    Area.objects.bulk_create((_row(area, sounds) for area in plan.added), batch_size=_AT_ONCE)
    changed = [_row(area, sounds, rows[area.code, area.valid_from].pk) for area in plan.changed]
    Area.objects.bulk_update(changed, _FIELDS, batch_size=100)
    return ImportReport(
        given.file, given.sha256, given.changes, given.changes_sha256, len(plan.added), len(changed),
        len(plan.removed), len(plan.ended), _follow(given.history, plan.dated), tuple(appointed),
    )  # fmt: skip


_FIELDS: Final = (
    "name_zh", "name_en", "pinyin", "initials", "english", "level", "lies_in", "valid_to"
)  # fmt: skip


def _dated(row: Area) -> DatedArea:
    return DatedArea(
        row.code, row.name_zh, row.name_en, LEVELS[row.level - 1], row.lies_in, row.valid_from, row.valid_to
    )


def _row(area: DatedArea, sounds: Mapping[str, tuple[str, ...]], pk: int | None = None) -> Area:
    syllables = sounds[area.name_zh]
    return Area(
        pk=pk,
        code=area.code,
        name_zh=area.name_zh,
        name_en=area.name_en,
        pinyin="".join(syllables),
        initials="".join(syllable[0] for syllable in syllables),
        english=latin_key(area.name_en),
        level=LEVELS.index(area.level) + 1,
        lies_in=area.parent,
        valid_from=area.valid_from,
        valid_to=area.valid_to,
    )


def _delete(table: type[Area] | type[Succession], keys: Sequence[int]) -> None:
    """Delete rows, not more at once than a database takes keys in one question."""
    for first in range(0, len(keys), _AT_ONCE):
        table.objects.filter(pk__in=keys[first : first + _AT_ONCE]).delete()


def _appointed(ended: Iterable[str], today: date) -> list[str]:
    """Codes that end and over which somebody is appointed today or later."""
    later = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=today))
    held = set(later.values_list("area", flat=True).distinct())
    return sorted(held & set(ended))


def _follow(history: AreaHistory, dated: frozenset[str]) -> int:
    """Enter what followed the codes that the table dates itself; what was told of others before stays."""
    told = {(one.old, one.new, one.on): one.kind for one in history.successions}
    kept = {(row.old, row.new, row.on): row for row in Succession.objects.select_for_update()}
    gone = [row.pk for key, row in kept.items() if key[0] in dated and told.get(key) != row.kind]
    new = [key for key, kind in told.items() if key not in kept or kept[key].kind != kind]
    _delete(Succession, gone)
    rows = (Succession(old=old, new=new_one, on=on, kind=told[old, new_one, on]) for old, new_one, on in new)
    Succession.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(gone) + len(new)


@action(
    Permission.AREAS_MANAGE,
    records=("file", "sha256", "source", "approval_number", "licence", "valid_from", "added", "changed"),
)
def import_boundaries(
    *,
    by: Actor,
    given: GivenBoundaries,
    source: str,
    approval_number: str,
    licence: str,
    valid_from: date | None,
    valid_to: date | None = None,
) -> BoundariesReport:
    """Enter the boundaries of a map; an earlier one of the same code ends the day before.

    Raises
    ------
    Refusal
        ``boundary-period`` (ends before it begins), ``boundary-overlaps`` (there is a later one already).
    """
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise Refusal("boundary-period", since=valid_from.isoformat(), until=valid_to.isoformat())
    added = changed = 0
    about = {"source": source, "approval_number": approval_number, "licence": licence}
    for one in given.boundaries:
        earlier, same = _kept(one, valid_from, valid_to)
        if earlier is not None and valid_from is not None:
            earlier.valid_to = valid_from - timedelta(days=1)
            earlier.save(update_fields=["valid_to"])
        wanted = Boundary(
            pk=same.pk if same else None, code=one.code, valid_from=valid_from, valid_to=valid_to,
            geometry=one.geometry, outline=one.outline, **about,
        )  # fmt: skip
        if same is None:
            added += 1
        elif _same(same, wanted):
            continue
        else:
            changed += 1
        wanted.save()
    return BoundariesReport(given.file, given.sha256, added, changed, given.strange)


def _kept(
    one: GivenBoundary, valid_from: date | None, valid_to: date | None
) -> tuple[Boundary | None, Boundary | None]:
    """Boundaries of the code that overlap the period: one that began earlier, and one that begins with it."""
    rows = Boundary.objects.filter(code=one.code)
    earlier = same = None
    for row in rows:
        if row.valid_from == valid_from:
            same = row
        elif row.valid_from is None or (valid_from is not None and row.valid_from < valid_from):
            ends_before = row.valid_to is not None and valid_from is not None and row.valid_to < valid_from
            earlier = earlier if ends_before else row
        elif valid_to is None or row.valid_from <= valid_to:
            raise Refusal("boundary-overlaps", area=one.code, day=row.valid_from.isoformat())
    return earlier, same


def _same(row: Boundary, wanted: Boundary) -> bool:
    fields = ("source", "approval_number", "licence", "valid_to", "geometry", "outline")
    return all(getattr(row, field) == getattr(wanted, field) for field in fields)
