"""Which days and minutes does a whole column state? The usual spellings are read as bytes, all at once.

``2025-01-03`` and ``2025/01/03``, with or without ``14:05`` or ``14:05:30`` behind a blank or a ``T``, and
``20250103`` take the fast lane; every other text goes through the readers of single values, once for each
different text, so both give the same answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.civil_days import Days, Integers, civil_days
from evenborn.registers.codes.days import read_day
from evenborn.registers.codes.moments import read_moment
from evenborn.registers.codes.once_each import once_each
from evenborn.registers.codes.text_bytes import (
    BLOCK,
    Bytes,
    Positions,
    Truths,
    are_digits,
    number,
    text_bytes,
)
from evenborn.registers.codes.writing import is_blank_text

DAY_FAULTS = (
    "",
    "day-invalid",
    "day-impossible",
    "day-serial-number",
    "day-two-digit-year",
    "day-out-of-range",
    "moment-invalid",
)
"""Codes of what may be wrong; position 0 means nothing. The last concerns moments only."""

_Row = tuple[date | None, int, int, bool]
_WIDTHS = (10, 16, 19, 8)
_YEAR, _MONTH, _DAY = slice(0, 4), slice(5, 7), slice(8, 10)


@dataclass(frozen=True)
class MomentColumns:
    """Days and minutes of a column, row by row.

    Attributes
    ----------
    day : ndarray of datetime64[D], shape (n,)
        NaT where the cell is blank or faulty.
    minute : ndarray of int16, shape (n,)
        Minutes since midnight; -1 where only the day is stated, or none.
    fault : ndarray of int8, shape (n,)
        Position in :data:`DAY_FAULTS`; 0 where nothing is wrong.
    present : ndarray of bool, shape (n,)
        Whether the cell says anything.
    """

    day: Days
    minute: npt.NDArray[np.int16]
    fault: npt.NDArray[np.int8]
    present: Truths


@dataclass(frozen=True)
class DayColumns:
    """Days of a column, row by row; the attributes are those of :class:`MomentColumns`."""

    day: Days
    fault: npt.NDArray[np.int8]
    present: Truths


def day_columns(texts: "pa.StringArray") -> DayColumns:
    """Read a column of days as :func:`~evenborn.registers.codes.days.read_day` reads a cell.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n

    Examples
    --------
    >>> columns = day_columns(pa.array(["2025-01-03", "45660", ""]))
    >>> columns.day.tolist()
    [datetime.date(2025, 1, 3), None, None]
    >>> [DAY_FAULTS[code] for code in columns.fault], columns.present.tolist()
    (['', 'day-serial-number', ''], [True, True, False])
    """
    columns = _read(texts, _day_of)
    return DayColumns(columns.day, columns.fault, columns.present)


def moment_columns(texts: "pa.StringArray") -> MomentColumns:
    """Read a column of moments as :func:`~evenborn.registers.codes.moments.read_moment` reads a cell.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n

    Examples
    --------
    >>> columns = moment_columns(pa.array(["2025-01-03 14:05", "2025-01-03", None]))
    >>> columns.minute.tolist(), columns.present.tolist()
    ([845, -1, -1], [True, True, False])
    """
    return _read(texts, _moment_of)


def _read(texts: "pa.StringArray", read: Callable[[str | None], _Row]) -> MomentColumns:
    rows = text_bytes(texts)
    columns = MomentColumns(
        np.full(len(texts), "NaT", "datetime64[D]"),
        np.full(len(texts), -1, np.int16),
        np.zeros(len(texts), np.int8),
        rows.lengths > 0,
    )
    for width in _WIDTHS:
        for positions, block in rows.blocks(np.flatnonzero(rows.lengths == width), width):
            day, minute = _compact(block) if width == 8 else _iso(block)
            good = ~np.isnat(day) & (minute > -2)
            columns.day[positions[good]] = day[good]
            columns.minute[positions[good]] = minute[good]
    _read_others(texts, np.flatnonzero(np.isnat(columns.day) & columns.present), read, columns)
    return columns


def _compact(block: Bytes) -> tuple[Days, Integers]:
    year, month, day = number(block[:, 0:4]), number(block[:, 4:6]), number(block[:, 6:8])
    year[~are_digits(block)] = 0
    return civil_days(year, month, day), np.full(len(block), -1, np.int32)


def _iso(block: Bytes) -> tuple[Days, Integers]:
    """Day and minute of each row: -1 where it has none, -2 where it is not one of these spellings."""
    year = number(block[:, _YEAR])
    stroke = block[:, 4]
    usual = (stroke == block[:, 7]) & ((stroke == ord("-")) | (stroke == ord("/")))
    for part in (_YEAR, _MONTH, _DAY):
        usual &= are_digits(block[:, part])
    year[~usual] = 0
    return civil_days(year, number(block[:, _MONTH]), number(block[:, _DAY])), _clock(block)


def _clock(block: Bytes) -> Integers:
    minute = np.full(len(block), -1, np.int32)
    width = block.shape[1]
    if width == 10:
        return minute
    usual = ((block[:, 10] == ord(" ")) | (block[:, 10] == ord("T"))) & (block[:, 13] == ord(":"))
    hours, minutes = number(block[:, 11:13]), number(block[:, 14:16])
    usual &= are_digits(block[:, 11:13]) & are_digits(block[:, 14:16]) & (hours < 24) & (minutes < 60)
    if width == 19:
        usual &= (block[:, 16] == ord(":")) & are_digits(block[:, 17:19]) & (block[:, 17] < ord("6"))
    return np.where(usual, hours * 60 + minutes, -2).astype(np.int32)


def _read_others(
    texts: "pa.StringArray", positions: Positions, read: Callable[[str | None], _Row], columns: MomentColumns
) -> None:
    known: dict[str | None, _Row] = {}
    for first in range(0, len(positions), BLOCK):
        block = positions[first : first + BLOCK]
        rows = once_each(texts.take(pa.array(block, pa.int64())).to_pylist(), read, known)
        columns.day[block] = np.array([row[0] for row in rows], "datetime64[D]")
        columns.minute[block] = [row[1] for row in rows]
        columns.fault[block] = [row[2] for row in rows]
        columns.present[block] = [row[3] for row in rows]


def _day_of(text: str | None) -> _Row:
    if text is None or is_blank_text(text):
        return None, -1, 0, False
    try:
        return read_day(text), -1, 0, True
    except BadValue as error:
        return None, -1, DAY_FAULTS.index(error.code), True


def _moment_of(text: str | None) -> _Row:
    if text is None or is_blank_text(text):
        return None, -1, 0, False
    try:
        moment = read_moment(text)
    except BadValue as error:
        return None, -1, DAY_FAULTS.index(error.code), True
    return moment.day, -1 if moment.minute is None else moment.minute, 0, True
