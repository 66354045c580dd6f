"""Pure decisions about the tree of areas: what an import changes. No database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evenborn.registers.codes.area_table import Area
from evenborn.registers.refusal import Refusal

__all__ = ["LONGEST_NAME", "Key", "Plan", "may_end", "may_replace", "planned", "require_short_names"]

LONGEST_NAME = 100
Key = tuple[str, date | None]
"""Code and first day: what tells the rows of the tree apart."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes.

    Attributes
    ----------
    added, changed : tuple of Area
        Rows to be made, and rows as they will be.
    removed : tuple of (str, date or None)
        Rows that the table replaces by others of the same code.
    ended : tuple of str
        Codes that count today and will not any more.
    in_force : int
        Codes that count today.
    dated : frozenset of str
        Codes whose times the table gives itself: what followed them is as the table says.
    """

    added: tuple[Area, ...]
    changed: tuple[Area, ...]
    removed: tuple[Key, ...]
    ended: tuple[str, ...]
    in_force: int
    dated: frozenset[str]


def planned(existing: Iterable[Area], given: Iterable[Area], today: date) -> Plan:
    """Hold a whole table against the tree.

    A code with days in the table is as the table has it. A code without days says what is so today: under
    another name than before, the old name ends yesterday and the new one begins today. A code that the table
    lacks ends yesterday. What has ended stays in the tree.

    Parameters
    ----------
    existing, given : iterable of Area
    today : datetime.date

    Examples
    --------
    >>> old, new = Area("62", "甘肃", "", "province", ""), Area("62", "甘肃省", "", "province", "")
    >>> plan = planned([old], [new], date(2026, 3, 1))
    >>> [(a.name_zh, a.valid_from) for a in plan.added], plan.changed[0].valid_to
    ([('甘肃省', datetime.date(2026, 3, 1))], datetime.date(2026, 2, 28))
    >>> planned([old], [old], date(2026, 3, 1)).changed
    ()
    """
    have, told = _by_code(existing), _by_code(given)
    dated = frozenset(code for code, rows in told.items() if len(rows) > 1 or not _is_open(rows[0]))
    wanted: dict[Key, Area] = {}
    for code in sorted(have.keys() | told.keys()):
        rows = have.get(code, [])
        if code in dated:
            rows = told[code]
        elif code in told:
            rows = _as_today(rows, told[code][0], today)
        else:
            rows = _ended(rows, today)
        wanted |= {(row.code, row.valid_from): row for row in rows}
    before = {(row.code, row.valid_from): row for rows in have.values() for row in rows}
    was, will = (
        {code for (code, _), row in rows.items() if row.is_valid(today)} for rows in (before, wanted)
    )
    return Plan(
        tuple(row for key, row in wanted.items() if key not in before),
        tuple(row for key, row in wanted.items() if key in before and row != before[key]),
        tuple(key for key in before if key not in wanted),
        tuple(sorted(was - will)),
        len(was),
        dated,
    )


def _by_code(areas: Iterable[Area]) -> dict[str, list[Area]]:
    rows: dict[str, list[Area]] = {}
    for area in sorted(areas, key=lambda one: (one.code, one.valid_from or date.min)):
        rows.setdefault(area.code, []).append(replace(area, successors=()))
    return rows


def _is_open(area: Area) -> bool:
    return area.valid_from is None and area.valid_to is None


def _as_today(rows: list[Area], now: Area, today: date) -> list[Area]:
    """Rows of a code after a list without days has said what is so today."""
    if not rows:
        return [now]
    last = rows[-1]
    was_ended_today = last.valid_to == today - _DAY
    if last.name_zh == now.name_zh and (last.is_valid(today) or was_ended_today):
        name_en = now.name_en or last.name_en
        return [*rows[:-1], replace(now, name_en=name_en, valid_from=last.valid_from, valid_to=None)]
    return [*_ended(rows, today), replace(now, valid_from=today)]


def _ended(rows: list[Area], today: date) -> list[Area]:
    """Rows of a code that counts until yesterday; one that began today or later never counted."""
    yesterday = today - _DAY
    kept = [row for row in rows if row.valid_from is None or row.valid_from <= yesterday]
    return [
        replace(row, valid_to=yesterday) if row.valid_to is None or row.valid_to > yesterday else row
        for row in kept
    ]


def require_short_names(areas: Iterable[Area]) -> None:
    """Refuse a name that no area has.

    Raises
    ------
    Refusal
        ``area-name-too-long``.
    """
    for area in areas:
        if len(area.name_zh) > LONGEST_NAME or len(area.name_en) > 2 * LONGEST_NAME:
            raise Refusal("area-name-too-long", area=area.code, limit=LONGEST_NAME)


def may_replace(plan: Plan) -> None:
    """Refuse a table that would end most of what counts: it is probably another one, or a part.

    Raises
    ------
    Refusal
        ``areas-mostly-gone``.
    """
    if len(plan.ended) * 2 > plan.in_force:
        raise Refusal("areas-mostly-gone", ended=len(plan.ended), all=plan.in_force, areas=_told(plan.ended))


def may_end(ended: Iterable[str], *, appointed: Iterable[str], followed: Iterable[str]) -> None:
    """Refuse to end a code over which somebody is appointed, unless another code follows.

    Raises
    ------
    Refusal
        ``areas-appointed``.
    """
    left = sorted(set(ended) & set(appointed) - set(followed))
    if left:
        raise Refusal("areas-appointed", areas=_told(left))


def _told(codes: Sequence[str]) -> str:
    return ", ".join(codes[:6]) + (" …" if len(codes) > 6 else "")
