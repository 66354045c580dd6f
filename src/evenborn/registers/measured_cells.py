"""Cells that hold a day, a moment, a month, a quantity or a count."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.cells import Cells, DifferentTexts, Faults, Read, no_faults, require
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.day_columns import DAY_FAULTS, day_columns, moment_columns
from evenborn.registers.codes.periods import read_period
from evenborn.registers.codes.quantities import read_quantity
from evenborn.registers.codes.writing import is_blank_text
from evenborn.registers.definition import Field


def day_reader(field: Field, on: date, faults: Faults) -> Read:
    """Reader of days, moments or months, none of them before 1900 or, save an expiry, after ``on``."""
    future, year = faults.number("day-in-future"), np.datetime64("1900-01-01", "D")
    too_early, last = faults.number("day-out-of-range"), np.datetime64(on, "D")

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        day, minute, fault, present = _days_of(field, column, faults)
        if field.name not in _MAY_LIE_AHEAD:
            fault[(fault == 0) & (day > last)] = future
        fault[(fault == 0) & (day < year)] = too_early
        day = np.where(fault > 0, np.datetime64("NaT", "D"), day)
        stored = _stored_day(day, minute)
        return require(Cells(field, column, present, fault, no_faults(len(column)), stored, day=day), faults)

    return read


_MAY_LIE_AHEAD = frozenset({"expiry", "service_life_end"})


def _days_of(
    field: Field, column: pa.StringArray, faults: Faults
) -> tuple[NDArray[np.datetime64], NDArray[np.int16] | None, NDArray[np.int16], NDArray[np.bool_]]:
    if field.type == "moment":
        seen = moment_columns(column)
        return seen.day, seen.minute, faults.translated(seen.fault, DAY_FAULTS), seen.present
    if field.type == "day":
        day = day_columns(column)
        return day.day, None, faults.translated(day.fault, DAY_FAULTS), day.present
    different: DifferentTexts[np.datetime64] = DifferentTexts(_month, np.datetime64("NaT", "D"), faults)
    values, found, where = different(column)
    months = np.array(values, "datetime64[D]")[where]
    fault = np.array(found, np.int16)[where]
    return months, None, fault, ~np.isnat(months) | (fault > 0)


def _month(text: str) -> np.datetime64:
    if is_blank_text(text):
        return np.datetime64("NaT", "D")
    period = read_period(text, "calendar")
    if period.kind != "month":
        raise BadValue("month-invalid")
    return np.datetime64(period.start, "D")


def _stored_day(day: NDArray[np.datetime64], minute: NDArray[np.int16] | None) -> "pa.Array[Any]":
    if minute is None:
        return pa.array(day, pa.date32())
    moment = day.astype("datetime64[s]") + np.maximum(minute, 0).astype("timedelta64[m]")
    return pa.array(moment, pa.timestamp("s"))


def number_reader(field: Field, faults: Faults) -> Read:
    """Reader of quantities or counts; faults are those of :func:`read_number`."""
    different: DifferentTexts[float] = DifferentTexts(lambda text: read_number(text, field), np.nan, faults)
    unusual = faults.number("quantity-unusual")

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        kinds = np.array(values, np.float64)
        number, fault = kinds[where], np.array(found, np.int16)[where]
        low, high = field.usual_minimum or -np.inf, field.usual_maximum or np.inf
        notice = np.where((number < low) | (number > high), unusual, 0).astype(np.int16)
        absent = np.isnan(number)
        stored: pa.Array[Any] = pa.array(number, mask=absent)
        if field.type == "count":
            stored = stored.cast(pa.int64())
        cells = Cells(field, column, ~absent | (fault > 0), fault, notice, stored, number=number)
        return require(cells, faults)

    return read


def read_number(text: str, field: Field) -> float:
    """A quantity in the field's unit, or a count; not-a-number where the cell is blank.

    Raises
    ------
    BadValue
        ``quantity-too-small``, ``quantity-too-large``, ``count-not-whole``, or what is wrong with the text.
    """
    if is_blank_text(text):
        return np.nan
    number = read_quantity(text, field.unit)
    if field.type == "count" and (number < 0 or number != int(number)):
        raise BadValue("count-not-whole")
    if field.minimum is not None and number < field.minimum:
        raise BadValue("quantity-too-small")
    if field.maximum is not None and number > field.maximum:
        raise BadValue("quantity-too-large")
    return number
