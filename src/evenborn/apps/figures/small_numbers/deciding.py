"""Which pools hide every small number of a cube, with as little else as may be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa

from evenborn.apps.figures.adding_up import Sum
from evenborn.apps.figures.levels import PREFECTURE, PROVINCE
from evenborn.apps.figures.small_numbers.cells import Births, Cells, Parts, cells_of, is_small, total
from evenborn.apps.figures.small_numbers.pools import NOWHERE, Axis, Pool, Withheld

__all__ = ["decided", "pools_of"]

_HANDFUL: Final = 20
"""A year at either end with fewer than one in so many of the births of the year beside it is left out."""
_LAST_OF_BOTH: Final = "09"
"""Months until this one and months after it lie in the same calendar and the same statistical year."""


def decided(sums: "Iterable[Sum] | pa.Table", before: Sequence[Pool] = ()) -> Withheld:
    """What is withheld of a cube.

    Parameters
    ----------
    sums : iterable of Sum or pyarrow.Table
        Everything the cube holds.
    before : sequence of Pool
        Those of the cube that it replaces: one is kept as long as a number that it hides is still small.

    Returns
    -------
    Withheld
        Every small number that anything could tell, a sum of neighbouring months or areas among them, has
        part of a pool in it that holds at least five boys and five girls, and not all of it.

    Examples
    --------
    >>> from datetime import date
    >>> births = {"990101001": 80, "990101002": 3, "990101003": 9}
    >>> sums = [("990101", date(2025, 1, 1), "1", 92, 92, 0)]
    >>> sums += [(area, date(2025, 1, 1), "1", number, number, 0) for area, number in births.items()]
    >>> [(pool.axis.value, pool.members) for pool in decided(sums).pools]
    [('areas', ('990101002', '990101003'))]
    """
    cells = cells_of(sums)
    first, last = _span(cells)
    pools: list[Pool] = []
    for year in range(first, last + 1):
        pools += pools_of(cells, year, [pool for pool in before if pool.year == year])
    return Withheld(first, last, tuple(pools))


def _span(cells: Cells) -> tuple[int, int]:
    """The years between the handfuls at both ends."""
    births: dict[int, int] = defaultdict(int)
    for (_, year), parts in cells.months.items():
        births[year] += sum(total(parts.values()))
    years = sorted(births)
    while len(years) > 1 and births[years[0]] * _HANDFUL < births[years[1]]:
        years.pop(0)
    while len(years) > 1 and births[years[-1]] * _HANDFUL < births[years[-2]]:
        years.pop()
    return (years[0], years[-1]) if years else (0, 0)


def pools_of(cells: Cells, year: int, before: Sequence[Pool] = ()) -> Iterator[Pool]:
    """The pools of one year: of counties, and within them of months, orders and townships."""
    counties = {area: parts for (area, of_year), parts in cells.months.items() if of_year == year}
    whole = {area: total(parts.values()) for area, parts in counties.items()}
    wide = list(_of_areas(whole, year, [pool for pool in before if _is_of_counties(pool, whole)]))
    yield from wide
    hidden = {area for pool in wide for area in pool.members}
    units: list[tuple[str, ...]] = [(area,) for area in counties if area not in hidden]
    units += [pool.members for pool in wide if NOWHERE not in pool.members]
    yield from _of_parts(Axis.MONTHS, _together(units, counties), year, before)
    orders = {area: cells.orders.get((area, year), {}) for area in counties}
    yield from _of_parts(Axis.ORDERS, _together(units, orders), year, before)
    for area in counties:
        if area not in hidden:
            townships = cells.townships.get((area, year), {})
            known = [pool for pool in before if pool.axis is Axis.AREAS and set(pool.members) <= {*townships}]
            yield from _of_areas(townships, year, known)


def _together(units: Iterable[Sequence[str]], areas: Mapping[str, Parts]) -> dict[str, Parts]:
    """Births of areas that stand alone, and of those that are a pool, by month or by order."""
    return {
        "|".join(unit): {
            part: total(areas[area][part] for area in unit if part in areas[area])
            for part in sorted({part for area in unit for part in areas[area]})
        }
        for unit in units
    }  # fmt: skip


def _is_of_counties(pool: Pool, counties: Mapping[str, Births]) -> bool:
    return pool.axis is Axis.AREAS and set(pool.members) <= {*counties, NOWHERE}


def _of_areas(areas: Parts, year: int, before: Sequence[Pool]) -> Iterator[Pool]:
    """Small areas of one prefecture together, with the smallest beside them until they are enough."""
    kept = [pool for pool in before if _still_hides(areas, pool.members)]
    yield from kept
    hidden = {area for pool in kept for area in pool.members}
    small: dict[str, list[str]] = defaultdict(list)
    for area, births in areas.items():
        if is_small(births) and area not in hidden:
            small[area[:PREFECTURE]].append(area)
    for prefecture, members in sorted(small.items()):
        near = sorted(areas, key=lambda area: (_apart(area, prefecture), sum(areas[area]), area))
        yield Pool(Axis.AREAS, year, _filled(members, near, areas))


def _apart(area: str, prefecture: str) -> int:
    return next((level for level, digits in enumerate((PREFECTURE, PROVINCE)) if
                 area[:digits] == prefecture[:digits]), 2)  # fmt: skip


def _filled(members: Sequence[str], near: Iterable[str], parts: Parts) -> tuple[str, ...]:
    """Members with as many more as it takes to hold enough boys and girls, in two parts at least."""
    chosen = list(members)
    more = [part for part in near if part not in set(members)]
    while len(chosen) < 2 or is_small(total(parts[part] for part in chosen)):
        if not more:
            return (*sorted(chosen), NOWHERE)
        chosen.append(more.pop(0))
    return tuple(sorted(chosen))


def _still_hides(parts: Parts, members: Sequence[str]) -> bool:
    """Whether a pool holds enough births, and one of its parts is small."""
    own = [parts[part] for part in members if part in parts]
    return any(is_small(births) for births in own) and (NOWHERE in members or not is_small(total(own)))


def _of_parts(axis: Axis, areas: Mapping[str, Parts], year: int, before: Sequence[Pool]) -> Iterator[Pool]:
    """Small months (or orders) of a county with others of it, and a partner county that gives them back."""
    lost: set[tuple[str, str]] = set()
    for area in sorted(areas):
        parts = areas[area]
        kept = [pool for pool in before if pool.axis is axis and _still_pairs(pool, area, areas)]
        hidden = {part for pool in kept for part in pool.members}
        small = [part for part, births in parts.items() if is_small(births) and part not in hidden]
        pools = [(pool.members, pool.regions) for pool in kept]
        for members in _grouped(axis, small, parts):
            pools.append((members, (area, *_partner(areas, area, members, lost))))
        for members, regions in pools:
            lost |= {(region, part) for region in regions for part in members}
            yield Pool(axis, year, members, regions)


def _still_pairs(pool: Pool, area: str, areas: Mapping[str, Parts]) -> bool:
    if pool.regions[0] != area or not _still_hides(areas[area], pool.members):
        return False
    return all(_gives_back(areas.get(partner, {}), pool.members) for partner in pool.regions[1:])


def _grouped(axis: Axis, small: Sequence[str], parts: Parts) -> list[tuple[str, ...]]:
    """Small parts with others until they are enough: months within both kinds of year where they can."""
    if not small:
        return []
    near = sorted(parts, key=lambda part: (sum(parts[part]), part))
    if axis is Axis.ORDERS:
        return [_filled(small, near, parts)]
    groups = []
    for early in (True, False):
        own = [part for part in small if (part <= _LAST_OF_BOTH) == early]
        beside = [part for part in near if (part <= _LAST_OF_BOTH) == early]
        if own:
            groups.append(_filled(own, beside, parts))
    if any(NOWHERE in group for group in groups):
        return [_filled(small, near, parts)]
    return groups


def _partner(
    areas: Mapping[str, Parts], area: str, members: Sequence[str], lost: set[tuple[str, str]]
) -> tuple[str, ...]:
    """The area, of the same prefecture or else province, that loses least by giving back."""
    own = {*area.split("|")}
    others = [other for other in areas if own.isdisjoint(other.split("|"))]
    able = [other for other in others if _gives_back(areas[other], members)]
    for digits in (PREFECTURE, PROVINCE):
        near = [other for other in able if other[:digits] == area[:digits]]
        if near:
            return (min(near, key=lambda other: (_loss(areas[other], other, members, lost), other)),)
    return ()


def _gives_back(parts: Parts, members: Sequence[str]) -> bool:
    return all(part in parts and not is_small(parts[part]) for part in members)


def _loss(parts: Parts, area: str, members: Sequence[str], lost: set[tuple[str, str]]) -> int:
    return sum(sum(parts[part]) for part in members if (area, part) not in lost)
