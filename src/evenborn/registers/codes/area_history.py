"""Areas with their times: today's table put together with what became of codes in earlier years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from evenborn.registers.codes.area_changes import AreaChange
from evenborn.registers.codes.area_codes import PREFIXES
from evenborn.registers.codes.area_table import LEVELS, Area, AreaTable
from evenborn.registers.refusal import Refusal

__all__ = ["AreaHistory", "AreaSuccession", "area_history"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AreaSuccession:
    """One code that followed another.

    Attributes
    ----------
    old, new : str
        The same where only the name changed.
    on : datetime.date or None
        First day on which the old code or name counts no more; None where nobody knows.
    kind : {"renamed", "recoded", "merged", "divided"}
        Merged: several went into one; divided: one went into several.
    """

    old: str
    new: str
    on: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class AreaHistory:
    """Dated areas, each code with times that do not overlap, and which code followed which."""

    areas: tuple[Area, ...]
    successions: tuple[AreaSuccession, ...]


_Edge = tuple[str, str, date | None]  # old code, new code, first day without the old one


@dataclass(frozen=True, slots=True)
class _Time:
    name: str
    first: date | None
    last: date | None


def area_history(table: AreaTable, changes: Sequence[AreaChange] = ()) -> AreaHistory:
    """Put a table and changes together.

    Of a change only the year is known. Both codes count in that year, so that no register is refused for a
    month; where the code itself stays and another name or area comes under it, the new one counts from
    1 January. A code that a change began or ended and that the table dates itself is as the table has it.

    Parameters
    ----------
    table : AreaTable
    changes : sequence of AreaChange, optional

    Raises
    ------
    Refusal
        ``area-successor-unknown`` (a successor has no row), ``area-successor-circle`` (ended codes that
        follow each other round).

    Examples
    --------
    >>> city = Area("6207", "张掖市", "", "prefecture", "62")
    >>> now = AreaTable([Area("62", "甘肃省", "", "province", ""), city])
    >>> moved = AreaChange(2002, "6222", "张掖地区", "6207", "张掖市", reassigned=False, begins=True)
    >>> history = area_history(now, [moved])
    >>> [(a.code, a.name_zh, a.valid_from and a.valid_from.year, a.valid_to) for a in history.areas][1:]
    [('6207', '张掖市', 2002, None), ('6222', '张掖地区', None, datetime.date(2002, 12, 31))]
    >>> history.successions
    (AreaSuccession(old='6222', new='6207', on=datetime.date(2003, 1, 1), kind='recoded'),)
    """
    dated = {code: table.times(code) for code in table.codes}
    touched: dict[str, list[AreaChange]] = {}
    for change in changes:
        for code in {change.old_code, change.new_code} - {""}:
            touched.setdefault(code, []).append(change)
    for code, of_code in touched.items():
        own = dated.get(code, ())
        if all(area.valid_from is None and area.valid_to is None for area in own):
            dated[code] = _timed(code, own[-1] if own else None, of_code)
    known = set(dated)
    areas = tuple(_placed(area, known) for code in sorted(dated) for area in dated[code])
    return AreaHistory(areas, _successions(areas, changes))


def _timed(code: str, now: Area | None, changes: Sequence[AreaChange]) -> tuple[Area, ...]:
    """Rows of one code out of what began and ended under it."""
    level = LEVELS[PREFIXES.index(len(code))]
    return tuple(
        replace(now, name_zh=time.name, valid_from=time.first, valid_to=time.last)
        if now is not None and now.name_zh == time.name
        else Area(code, time.name, "", level, "", time.first, time.last)
        for time in _joined(_times(code, now, changes))
    )


def _times(code: str, now: Area | None, changes: Sequence[AreaChange]) -> Iterator[_Time]:
    open_name, first, last = "", None, None
    for year in sorted({change.year for change in changes}):
        ended = next((c for c in changes if c.year == year and c.old_code == code), None)
        began = next((c for c in changes if c.year == year and c.new_code == code and c.begins), None)
        if began is not None and began.new_name == open_name and ended is None:
            continue  # another one merged into it
        if ended is not None or (began is not None and open_name):
            stays = began is not None
            until = date(year - 1, 12, 31) if stays else date(year, 12, 31)
            name = open_name or (ended.old_name if ended is not None else "")
            if name and (first is None or first <= until):
                yield _Time(name, first, until)
                last = until
            open_name, first = "", None if last is None else last + _DAY
        if began is not None:
            open_name, first = began.new_name, _after(last, began.first_day)
    if now is not None:
        yield _Time(now.name_zh, first, None)
    elif open_name:  # listed as begun, never as ended, and gone: it counts for the year that is known
        yield _Time(open_name, first, date(max(change.year for change in changes), 12, 31))


def _joined(times: Iterable[_Time]) -> list[_Time]:
    """Times that follow each other without a change of name are one."""
    joined: list[_Time] = []
    for time in times:
        before = joined[-1] if joined else None
        if before is not None and before.name == time.name and _next(before.last) == time.first:
            joined[-1] = replace(before, last=time.last)
        else:
            joined.append(time)
    return joined


def _after(last: date | None, first: date) -> date:
    return first if last is None or last < first else last + _DAY


def _placed(area: Area, known: set[str]) -> Area:
    """The area below the longest known code that its own begins with, unless the table says otherwise."""
    if area.parent:
        return area
    above = (area.code[:digits] for digits in reversed(PREFIXES) if digits < len(area.code))
    return replace(area, parent=next((code for code in above if code in known), ""))


def _successions(areas: Sequence[Area], changes: Iterable[AreaChange]) -> tuple[AreaSuccession, ...]:
    stated = {(area.code, new): _next(area.valid_to) for area in areas for new in area.successors}
    told: dict[_Edge, bool] = {(*pair, on): False for pair, on in stated.items()}
    ends = {(area.code, area.valid_to) for area in areas}
    for change in changes:
        pair = (change.old_code, change.new_code)
        if not all(pair) or change.reassigned or pair in stated or not _moves(change):
            continue
        early = (change.old_code, change.first_day - _DAY) in ends
        on = change.first_day if early else _next(change.last_day)
        told[*pair, on] = not change.begins and change.old_name != change.new_name
    _refuse_wrong(areas, told)
    old = Counter((old, on) for old, _, on in told)
    new = Counter((new, on, len(old)) for old, new, on in told)
    return tuple(
        AreaSuccession(*edge, _kind(edge, merged or new[*edge[1:], len(edge[0])] > 1, old[edge[::2]] > 1))
        for edge, merged in sorted(told.items(), key=str)
    )


def _moves(change: AreaChange) -> bool:
    return change.old_code != change.new_code or change.old_name != change.new_name


def _next(day: date | None) -> date | None:
    return None if day is None else day + _DAY


def _kind(edge: _Edge, merged: bool, divided: bool) -> str:
    """A county that went up into a city was merged; the prefecture that became that city was recoded."""
    old, new, _ = edge
    if old == new:
        return "renamed"
    if divided:
        return "divided"
    return "merged" if merged or len(old) > len(new) else "recoded"


def _refuse_wrong(areas: Sequence[Area], told: Iterable[_Edge]) -> None:
    """Refuse successors that have no row, and codes that on one day end in each other."""
    rows: dict[str, list[Area]] = {}
    for area in areas:
        rows.setdefault(area.code, []).append(area)
    ended: dict[date, dict[str, set[str]]] = {}
    for old, new, on in told:
        if new not in rows:
            raise Refusal("area-successor-unknown", value=new, area=old)
        if on is not None and old != new and not any(area.is_valid(on) for area in rows[old]):
            ended.setdefault(on, {}).setdefault(old, set()).add(new)
    for edges in ended.values():
        try:
            TopologicalSorter(edges).prepare()
        except CycleError as circle:
            raise Refusal("area-successor-circle", areas=" → ".join(circle.args[1])) from circle
