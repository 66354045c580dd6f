"""The births of a cube in their smallest parts: counties by month and order, townships by year."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.apps.figures.adding_up import Sum, as_table, summed
from evenborn.apps.figures.levels import COUNTY, PROVINCE, TOWNSHIP
from evenborn.apps.figures.releases.contents import UNKNOWN
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT

__all__ = ["Births", "Cells", "Parts", "cells_of", "is_small", "total"]

Births = tuple[int, int]
"""Boys and girls."""
Parts = Mapping[str, Births]
"""Births of the parts of something: by month, order, or code of an area."""

_LEAST: Final = SMALLEST_COUNT["births"]
_KEYS: Final = ("area", "year", "part")
_SEXES: Final = ("male", "female")


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


def cells_of(sums: "Iterable[Sum] | pa.Table") -> Cells:
    """Take the sums of a cube apart.

    Parameters
    ----------
    sums : iterable of Sum or pyarrow.Table
        Of areas of every level by month, and of townships by year.
    """
    table = as_table(sums)
    year, month = (pc.utf8_slice_codeunits(table["start"], *span) for span in ((0, 4), (5, 7)))
    table = table.append_column("year", year).append_column("month", month)
    counties = table.filter(_has(pc.less_equal, table, COUNTY))
    months = _left(_without_parts(summed(counties, ("area", "year", "month"), _SEXES), "month"))
    orders = _left(_without_parts(summed(counties, ("area", "year", "order"), _SEXES), "order"))
    townships = _left(_of_townships(table.filter(_has(pc.equal, table, TOWNSHIP)), months))
    return Cells(_by_place(months), _by_place(orders), _by_place(townships))


def _without_parts(table: "pa.Table", part: str) -> "pa.Table":
    """Counties as they are; of wider areas what is left without the areas that they hold."""
    whole = pc.if_else(_has(pc.equal, table, COUNTY), table["area"], _unknown(table["area"]))
    held = table.filter(_has(pc.greater, table, PROVINCE))
    above = _unknown(pc.utf8_slice_codeunits(held["area"], 0, -2))
    return pa.concat_tables([_cells(whole, table, part), _taken_away(_cells(above, held, part))])


def _has(compare: Callable[..., Any], table: "pa.Table", digits: int) -> Any:  # noqa: ANN401 - a column
    """Whether the code of each area has so many digits, more or less of them."""
    return compare(pc.utf8_length(table["area"]), pa.scalar(digits, pa.int32()))


def _unknown(area: Any) -> Any:  # noqa: ANN401 - columns
    """What births of areas are called of which no smaller area is known."""
    return pc.binary_join_element_wise(area, UNKNOWN, "")


def _of_townships(townships: "pa.Table", months: "pa.Table") -> "pa.Table":
    """Townships, and of every county and what is left of wider areas those of which none is known."""
    area = months["area"]
    rest = pc.if_else(pc.ends_with(area, UNKNOWN), area, _unknown(area))
    whole = months.set_column(months.column_names.index("part"), "part", rest)
    county = pc.utf8_slice_codeunits(townships["area"], 0, COUNTY)
    own = _cells(county, townships, "area")
    held = own.set_column(own.column_names.index("part"), "part", _unknown(county))
    return pa.concat_tables([whole, own, _taken_away(held)])


def _cells(area: Any, table: "pa.Table", part: str) -> "pa.Table":  # noqa: ANN401 - a column
    columns = [area, *(table[name] for name in ("year", part, *_SEXES))]
    return pa.Table.from_arrays(columns, names=[*_KEYS, *_SEXES])


def _taken_away(table: "pa.Table") -> "pa.Table":
    for place, sex in enumerate(_SEXES, start=len(_KEYS)):
        table = table.set_column(place, sex, pc.negate(table[sex]))
    return table


def _left(table: "pa.Table") -> "pa.Table":
    """Cells that hold births, in order; parts that exceed their whole leave nothing."""
    table = summed(table, _KEYS, _SEXES).select([*_KEYS, *_SEXES])
    for place, sex in enumerate(_SEXES, start=len(_KEYS)):
        table = table.set_column(place, sex, pc.max_element_wise(table[sex], pa.scalar(0)))
    born: Any = pc.greater(pc.add(table["male"], table["female"]), pa.scalar(0))
    return table.filter(born).sort_by([(name, "ascending") for name in _KEYS])


def _by_place(table: "pa.Table") -> dict[tuple[str, int], Parts]:
    found: dict[tuple[str, int], dict[str, Births]] = defaultdict(dict)
    columns = [table[name].to_pylist() for name in (*_KEYS, *_SEXES)]
    for area, year, part, male, female in zip(*columns, strict=True):
        found[area, int(year)][part] = male, female
    return dict(found)
