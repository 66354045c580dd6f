"""One reader for each type of field: a column of texts becomes :class:`~evenborn.registers.cells.Cells`.

Columns with few different texts are read text by text, each once; columns in which nearly every row
differs (identity numbers, names, moments) have vectorised readers in ``codes/``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.cells import REQUIRED, Cells, DifferentTexts, Faults
from evenborn.registers.code_lists import CodeList
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.certificates import read_birth_certificate_number
from evenborn.registers.codes.day_columns import DAY_FAULTS, day_columns, moment_columns
from evenborn.registers.codes.facility_numbers import read_credit_code, read_facility_number
from evenborn.registers.codes.identity import IDENTITY_TYPES
from evenborn.registers.codes.identity_columns import FAULTS as IDENTITY_FAULTS
from evenborn.registers.codes.identity_columns import NOT_SAID, identity_columns
from evenborn.registers.codes.name_columns import NAME_FAULTS, name_columns
from evenborn.registers.codes.periods import read_period
from evenborn.registers.codes.quantities import read_quantity
from evenborn.registers.codes.writing import is_blank_text, plain
from evenborn.registers.definition import Definition, Field

Read = Callable[[pa.StringArray, Mapping[str, Cells]], Cells]
"""Reads a column, given the cells of the fields before it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What cells are held against beyond their own definition.

    Attributes
    ----------
    on : date
        Day of the check; no day of a register lies after it.
    areas : AreaTable or None
        Areas that exist; None to look at the shape of codes only.
    facilities : frozenset of str or None
        Codes of the facilities that may appear; None for any.
    """

    on: date
    areas: AreaTable | None = None
    facilities: frozenset[str] | None = None


def readers(definition: Definition, expected: Expected, faults: Faults) -> dict[str, Read]:
    """A reader for every field of a register, to be used for all batches of one file."""
    return {
        name: _reader(field, definition.lists.get(name), expected, faults)
        for name, field in definition.fields.items()
    }


def _reader(field: Field, codes: CodeList | None, expected: Expected, faults: Faults) -> Read:
    if field.type == "identity-number":
        return _identity(field, faults)
    if field.type == "name":
        return _name(field, faults)
    if field.type in {"day", "moment", "month"}:
        return _day(field, expected.on, faults)
    if field.type == "code":
        assert codes is not None  # noqa: S101 -- a field of this type names its list
        return _code(field, codes, faults)
    if field.type == "area":
        return _area(field, expected.areas, faults)
    if field.type in {"quantity", "count"}:
        return _number(field, faults)
    return _text(field, _TEXTS[field.type](field, expected), faults)


def _zeros(length: int) -> NDArray[np.int16]:
    return np.zeros(length, np.int16)


def _require(cells: Cells, faults: Faults) -> Cells:
    if cells.field.required:
        cells.fault[~cells.present] = faults.number(REQUIRED)
    return cells


def _identity(field: Field, faults: Faults) -> Read:
    def read(column: pa.StringArray, before: Mapping[str, Cells]) -> Cells:
        kinds = np.full(len(column), NOT_SAID, np.int8)
        kind = before.get(field.kind_field)
        if kind is not None and kind.meaning is not None and kind.codes is not None:
            order = [IDENTITY_TYPES.index(one.name) for one in kind.codes.meanings]
            kinds = np.append(np.array(order, np.int8), np.int8(NOT_SAID))[kind.meaning]
        seen = identity_columns(column, kinds)
        fault = faults.translated(seen.fault, IDENTITY_FAULTS)
        stored = _without(seen.text, fault > 0)
        return _require(
            Cells(
                field,
                column,
                seen.present,
                fault,
                _zeros(len(column)),
                stored,
                day=seen.birth,
                sex=seen.sex,
            ),
            faults,
        )

    return read


def _name(field: Field, faults: Faults) -> Read:
    not_given = NAME_FAULTS.index("name-not-given")

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        seen = name_columns(column)
        present, found = seen.present, seen.fault
        if not field.required:  # saying that a name is not known says as much as an empty cell
            present = present & (found != not_given)
            found = np.where(found == not_given, 0, found)
        fault = faults.translated(found, NAME_FAULTS)
        stored = _without(seen.text, (fault > 0) | ~present)
        cells = Cells(field, column, present, fault, _zeros(len(column)), stored, placeholder=seen.placeholder)
        return _require(cells, faults)

    return read


def _without(texts: pa.StringArray, dropped: NDArray[np.bool_]) -> pa.StringArray:
    """The texts with null where they are dropped."""
    return pc.if_else(pa.array(dropped), None, texts) if dropped.any() else texts


def _code(field: Field, codes: CodeList, faults: Faults) -> Read:
    places = {one.name: place for place, one in enumerate(codes.meanings)}
    names = pa.array([one.name for one in codes.meanings], pa.string())

    def read_one(text: str) -> int:
        if is_blank_text(text) and plain(text).casefold() not in codes.meaning_of:
            return -1
        word = plain(text).casefold().removesuffix(".0")
        if word not in codes.meaning_of:
            raise BadValue("not-in-code-list")
        return places[codes.meaning_of[word]]

    different = DifferentTexts(read_one, -1, faults)

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        meaning = np.array(values, np.int8)[where]
        fault = np.array(found, np.int16)[where]
        indices = pa.array(meaning.astype(np.int32), mask=meaning < 0)
        stored = pa.DictionaryArray.from_arrays(indices, names)
        present = (meaning >= 0) | (fault > 0)
        cells = Cells(field, column, present, fault, _zeros(len(column)), stored, codes=codes, meaning=meaning)
        return _require(cells, faults)

    return read


def _day(field: Field, on: date, faults: Faults) -> Read:
    future, year = faults.number("day-in-future"), np.datetime64("1900-01-01", "D")
    too_early, last = faults.number("day-out-of-range"), np.datetime64(on, "D")

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        day, minute, fault, present = _days_of(field, column, faults)
        if field.name not in _MAY_LIE_AHEAD:
            fault[(fault == 0) & (day > last)] = future
        fault[(fault == 0) & (day < year)] = too_early
        day = np.where(fault > 0, np.datetime64("NaT", "D"), day)
        stored = _stored_day(field, day, minute)
        return _require(Cells(field, column, present, fault, _zeros(len(column)), stored, day=day), faults)

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
    values, found, where = DifferentTexts(_month, np.datetime64("NaT", "D"), faults)(column)
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


def _stored_day(field: Field, day: NDArray[np.datetime64], minute: NDArray[np.int16] | None) -> pa.Array:
    if minute is None:
        return pa.array(day, pa.date32())
    moment = day.astype("datetime64[s]") + np.maximum(minute, 0).astype("timedelta64[m]")
    return pa.array(moment, pa.timestamp("s"))


def _number(field: Field, faults: Faults) -> Read:
    different = DifferentTexts(lambda text: read_number(text, field), np.nan, faults)
    unusual = faults.number("quantity-unusual")

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        kinds = np.array(values, np.float64)
        number, fault = kinds[where], np.array(found, np.int16)[where]
        low, high = field.usual_minimum or -np.inf, field.usual_maximum or np.inf
        notice = np.where((number < low) | (number > high), unusual, 0).astype(np.int16)
        absent = np.isnan(number)
        stored = pa.array(number, mask=absent)
        if field.type == "count":
            stored = stored.cast(pa.int64())
        cells = Cells(field, column, ~absent | (fault > 0), fault, notice, stored, number=number)
        return _require(cells, faults)

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


def _area(field: Field, areas: AreaTable | None, faults: Faults) -> Read:
    def read_one(text: str) -> tuple[str | None, date | None]:
        if is_blank_text(text):
            return None, None
        code = read_area_code(text)
        if areas is None:
            return code, None
        areas.require(code, None)
        return code, areas.last_day(code)

    different = DifferentTexts(read_one, (None, None), faults)

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        fault = np.array(found, np.int16)[where]
        stored = pa.array([code for code, _ in values], pa.string()).take(pa.array(where))
        until = np.array([last for _, last in values], "datetime64[D]")[where]
        present = (fault > 0) | stored.is_valid().to_numpy(zero_copy_only=False)
        return _require(
            Cells(field, column, present, fault, _zeros(len(column)), stored, until=until), faults
        )

    return read


def _facility(field: Field, expected: Expected) -> Callable[[str], str]:
    def read(text: str) -> str:
        code = read_facility_number(text)
        if expected.facilities is not None and code not in expected.facilities:
            raise BadValue("facility-unknown")
        return code

    return read


def _plain_text(field: Field, _: Expected) -> Callable[[str], str]:
    def read(text: str) -> str:
        words = plain(text)
        if len(words) > field.longest:
            raise BadValue("text-too-long")
        if not words.isprintable():
            raise BadValue("text-characters")
        return words

    return read


_TEXTS: Mapping[str, Callable[[Field, Expected], Callable[[str], str]]] = {
    "facility": _facility,
    "text": _plain_text,
    "certificate": lambda _, __: read_birth_certificate_number,
    "credit-code": lambda _, __: read_credit_code,
}


_USUAL: Mapping[str, str] = {
    "text": r"^[!-~\x{4E00}-\x{9FFF}]{1,40}$",
    "certificate": r"^[A-Z][0-9]{9}$",
}
"""Spellings that need no reading, of types of which nearly every row differs; no dash alone is among them."""


def _text(field: Field, read_one: Callable[[str], str], faults: Faults) -> Read:
    different = DifferentTexts(lambda text: None if is_blank_text(text) else read_one(text), None, faults)
    usual = _USUAL.get(field.type, "")

    def read_all(column: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int16]]:
        values, found, where = different(column)
        return pa.array(values, pa.string()).take(pa.array(where)), np.array(found, np.int16)[where]

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        others = ~_matches(column, usual) if usual else np.ones(len(column), np.bool_)
        stored, fault = column, _zeros(len(column))
        if others.any():
            texts, fault[others] = read_all(column.filter(pa.array(others)))
            stored = pc.replace_with_mask(column, pa.array(others), texts)
        present = (fault > 0) | stored.is_valid().to_numpy(zero_copy_only=False)
        return _require(Cells(field, column, present, fault, _zeros(len(column)), stored), faults)

    return read


def _matches(column: pa.StringArray, pattern: str) -> NDArray[np.bool_]:
    has_letter = pc.match_substring_regex(column, pattern)
    dashes = pc.match_substring_regex(column, r"^[-./]+$")
    return pc.and_not(has_letter, dashes).to_numpy(zero_copy_only=False)
