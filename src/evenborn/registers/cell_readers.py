"""One reader for each type of field: a column of texts becomes :class:`~evenborn.registers.cells.Cells`.

Columns with few different texts are read text by text, each once; columns in which nearly every row
differs (identity numbers, names, moments) have vectorised readers in ``codes/``.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from evenborn.registers.cells import Cells, DifferentTexts, Faults, Read, no_faults, require
from evenborn.registers.code_lists import CodeList
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.identity import IDENTITY_TYPES
from evenborn.registers.codes.identity_columns import FAULTS as IDENTITY_FAULTS
from evenborn.registers.codes.identity_columns import NOT_SAID, identity_columns
from evenborn.registers.codes.identity_columns import Known as KnownIdentities
from evenborn.registers.codes.name_columns import NAME_FAULTS, name_columns
from evenborn.registers.codes.name_columns import Known as KnownNames
from evenborn.registers.codes.text_bytes import without
from evenborn.registers.codes.writing import is_blank_text, plain
from evenborn.registers.definition import Definition, Field
from evenborn.registers.measured_cells import day_reader, number_reader
from evenborn.registers.text_cells import TEXTS, Expected, area_reader, text_reader

__all__ = ["Expected", "readers"]


def readers(definition: Definition, expected: Expected, faults: Faults) -> dict[str, Read]:
    """A reader for every field of a register, to be used for all batches of one file."""
    return {
        name: _reader(field, definition.lists.get(name), expected, faults)
        for name, field in definition.fields.items()
    }


def _reader(field: Field, codes: CodeList | None, expected: Expected, faults: Faults) -> Read:
    if field.type == "code":
        assert codes is not None  # noqa: S101 -- a field of this type names its list
        return _code(field, codes, faults)
    if field.type in TEXTS:
        return text_reader(field, TEXTS[field.type](field, expected), faults)
    if field.type == "area":
        return area_reader(field, expected.areas, faults)
    if field.type in {"day", "moment", "month"}:
        return day_reader(field, expected.on, faults)
    return _OF_FIELD_ALONE[field.type](field, faults)


def _identity(field: Field, faults: Faults) -> Read:
    known: KnownIdentities = {}

    def read(column: pa.StringArray, before: Mapping[str, Cells]) -> Cells:
        kinds = np.full(len(column), NOT_SAID, np.int8)
        kind = before.get(field.kind_field)
        if kind is not None and kind.meaning is not None and kind.codes is not None:
            order = [IDENTITY_TYPES.index(one.name) for one in kind.codes.meanings]
            kinds = np.append(np.array(order, np.int8), np.int8(NOT_SAID))[kind.meaning]
        seen = identity_columns(column, kinds, known)
        fault = faults.translated(seen.fault, IDENTITY_FAULTS)
        stored = without(seen.text, fault > 0)
        return require(
            Cells(
                field,
                column,
                seen.present,
                fault,
                no_faults(len(column)),
                stored,
                day=seen.birth,
                sex=seen.sex,
            ),
            faults,
        )

    return read


def _name(field: Field, faults: Faults) -> Read:
    not_given = NAME_FAULTS.index("name-not-given")
    known: KnownNames = {}

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        seen = name_columns(column, known)
        present, found = seen.present, seen.fault
        if not field.required:  # saying that a name is not known says as much as an empty cell
            present = present & (found != not_given)
            found = np.where(found == not_given, 0, found)
        fault = faults.translated(found, NAME_FAULTS)
        stored = without(seen.text, (fault > 0) | ~present)
        cells = Cells(
            field, column, present, fault, no_faults(len(column)), stored, placeholder=seen.placeholder
        )
        return require(cells, faults)

    return read


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

    different: DifferentTexts[int] = DifferentTexts(read_one, -1, faults)

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        meaning = np.array(values, np.int8)[where]
        fault = np.array(found, np.int16)[where]
        indices: pa.Array[Any] = pa.array(meaning.astype(np.int32), mask=meaning < 0)
        stored = pa.DictionaryArray.from_arrays(indices, names)
        present = (meaning >= 0) | (fault > 0)
        cells = Cells(
            field, column, present, fault, no_faults(len(column)), stored, codes=codes, meaning=meaning
        )
        return require(cells, faults)

    return read


_OF_FIELD_ALONE: Mapping[str, Callable[[Field, Faults], Read]] = {
    "identity-number": _identity,
    "name": _name,
    "quantity": number_reader,
    "count": number_reader,
}
"""Readers that need nothing beyond the field's own definition."""
