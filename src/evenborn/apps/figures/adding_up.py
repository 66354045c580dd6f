"""From births by county and month to births of every area above: pure sums, column by column."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.apps.figures.levels import COUNTY, PREFECTURE, PROVINCE

__all__ = ["NUMBERS", "Sum", "added_up", "as_table", "of_every_area", "summed"]

Sum = tuple[str, date, str, int, int, int]
"""Code of the area, first day of the month or year, order of birth, males, females, sex unclear."""

NUMBERS: Final = ("male", "female", "unclear")
_TYPES: Final = {
    "area": pa.string(), "start": pa.string(), "order": pa.string(), "male": pa.int64(),
    "female": pa.int64(), "unclear": pa.int64(),
}  # fmt: skip


def as_table(rows: "Iterable[Sequence[Any]] | pa.Table") -> "pa.Table":
    """Sums as columns; days as they are written, of which there are few.

    Examples
    --------
    >>> as_table([("990101", date(2025, 3, 1), "1", 5, 4, 0)]).column_names
    ['area', 'start', 'order', 'male', 'female', 'unclear']
    """
    if isinstance(rows, pa.Table):
        return rows
    area, start, order, *numbers = tuple(zip(*rows, strict=True)) or ((),) * len(_TYPES)
    written = {day: None if day is None else str(day) for day in set(start)}
    columns = (area, [written[day] for day in start], order, *numbers)
    return pa.table(
        {name: pa.array(column, kind) for (name, kind), column in zip(_TYPES.items(), columns, strict=True)}
    )


def summed(table: "pa.Table", by: Sequence[str], numbers: Sequence[str] = NUMBERS) -> "pa.Table":
    """Sums of the rows that are alike in some columns, in the order in which they come."""
    groups = table.group_by(list(by), use_threads=False).aggregate([(name, "sum") for name in numbers])
    return groups.rename_columns({f"{name}_sum": name for name in numbers})


def of_every_area(table: "pa.Table") -> "pa.Table":
    """Sums of every area that holds some of the births, from the widest to the counties.

    Parameters
    ----------
    table : pyarrow.Table
        As :func:`as_table` makes it, of counties, or of wider areas where no county is known; empty codes are
        of nowhere and passed over.
    """
    keys, levels = ("area", "start", "order"), []
    for digits in (COUNTY, PREFECTURE, PROVINCE):
        told: Any = pc.greater_equal(pc.utf8_length(table["area"]), pa.scalar(digits, pa.int32()))
        inside, rest = table.filter(told), table.filter(pc.invert(told))
        codes = pc.utf8_slice_codeunits(inside["area"], 0, digits)
        level = summed(inside.set_column(0, "area", codes), keys).select(table.column_names)
        table = pa.concat_tables([level, rest])  # the next adds up what this did
        levels.append(level)
    return pa.concat_tables(reversed(levels))


def added_up(rows: Iterable[Sum]) -> Iterator[Sum]:
    """Sums of every area that holds some of the births.

    A birth of which only the prefecture is known counts in the prefecture and in no county.

    Examples
    --------
    >>> march = date(2025, 3, 1)
    >>> rows = [("990101", 5, 4), ("990102", 1, 2), ("9901", 1, 0)]
    >>> sums = added_up((area, march, "1", male, female, 0) for area, male, female in rows)
    >>> {area: (male, female) for area, _, _, male, female, _ in sums}
    {'99': (7, 6), '9901': (7, 6), '990101': (5, 4), '990102': (1, 2)}
    """
    columns = [column.to_pylist() for column in of_every_area(as_table(rows)).columns]
    for area, start, *rest in zip(*columns, strict=True):
        yield area, date.fromisoformat(start), *rest
