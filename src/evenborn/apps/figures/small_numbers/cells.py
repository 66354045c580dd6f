"""The births of a cube in their smallest parts: counties by month and order, townships by year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from evenborn.apps.figures.adding_up import Sum
from evenborn.apps.figures.levels import COUNTY, PROVINCE, TOWNSHIP
from evenborn.apps.figures.releases.contents import UNKNOWN
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT

__all__ = ["Births", "Cells", "Parts", "cells_of", "is_small", "total"]

Births = tuple[int, int]
"""Boys and girls."""
Parts = Mapping[str, Births]
"""Births of the parts of something: by month, order, or code of an area."""

_LEAST: Final = SMALLEST_COUNT["births"]


@dataclass(frozen=True, slots=True)
class Cells:
    """Births of a cube by where they stand; cells without births are left out.

    Attributes
    ----------
    months, orders : mapping of (str, int) to Parts
        By area and year: births by month, by order. The areas are counties, and what is left of a
        prefecture or a province whose counties are not known.
    townships : mapping of (str, int) to Parts
        The same areas and years: births by township, and those of which it is not known.
    """

    months: Mapping[tuple[str, int], Parts]
    orders: Mapping[tuple[str, int], Parts]
    townships: Mapping[tuple[str, int], Parts]


def is_small(births: Births) -> bool:
    """Whether boys or girls are too few to show.

    Examples
    --------
    >>> is_small((4, 90)), is_small((5, 5))
    (True, False)
    """
    return min(births) < _LEAST


def total(parts: Iterable[Births]) -> Births:
    """Births of all parts."""
    boys = girls = 0
    for more_boys, more_girls in parts:
        boys += more_boys
        girls += more_girls
    return boys, girls


def cells_of(sums: Iterable[Sum]) -> Cells:
    """Take the sums of a cube apart.

    Parameters
    ----------
    sums : iterable of Sum
        Of areas of every level by month, and of townships by year.
    """
    listed = list(sums)
    months, orders = _of_counties(listed)
    return Cells(months, orders, _of_townships(listed, months))


_Added = dict[tuple[str, int], dict[str, list[int]]]
_MONTHS: Final = ("", *(f"{month:02}" for month in range(1, 13)))


def _of_counties(sums: list[Sum]) -> tuple[dict[tuple[str, int], Parts], dict[tuple[str, int], Parts]]:
    """Births of counties, and of what is left of wider areas, by year and month, and by year and order."""
    months, orders = _nothing(), _nothing()
    for area, start, order, male, female, _ in sums:
        if len(area) <= COUNTY:
            place = area, start.year
            for cell in (months[place][_MONTHS[start.month]], orders[place][order]):
                cell[0] += male
                cell[1] += female
    return _with_births(_without_parts(months)), _with_births(_without_parts(orders))


def _without_parts(added: _Added) -> _Added:
    """Counties as they are; of wider areas what is left without the areas that they hold."""
    left = _nothing()
    for (area, year), parts in added.items():
        own = area if len(area) == COUNTY else area + UNKNOWN
        for part, (male, female) in parts.items():
            _add(left[own, year][part], male, female)
            if len(area) > PROVINCE:
                _add(left[area[:-2] + UNKNOWN, year][part], -male, -female)
    return left


def _nothing() -> _Added:
    return defaultdict(lambda: defaultdict(lambda: [0, 0]))


def _of_townships(sums: list[Sum], months: Mapping[tuple[str, int], Parts]) -> dict[tuple[str, int], Parts]:
    added = _nothing()
    for (area, year), parts in months.items():
        rest = area if area.endswith(UNKNOWN) else area + UNKNOWN
        _add(added[area, year][rest], *total(parts.values()))
    for area, start, _, male, female, _ in sums:
        if len(area) == TOWNSHIP:
            county = area[:COUNTY]
            _add(added[county, start.year][area], male, female)
            _add(added[county, start.year][county + UNKNOWN], -male, -female)
    return _with_births(added)


def _add(births: list[int], male: int, female: int) -> None:
    births[0] += male
    births[1] += female


def _with_births(added: _Added) -> dict[tuple[str, int], Parts]:
    """Cells that hold births; parts that exceed their whole leave nothing."""
    found: dict[tuple[str, int], Parts] = {}
    for place, parts in added.items():
        kept = {part: (max(boys, 0), max(girls, 0)) for part, (boys, girls) in parts.items()}
        kept = {part: births for part, births in sorted(kept.items()) if any(births)}
        if kept:
            found[place] = kept
    return found
