"""Cells that hold an area, a facility, a number of a certificate or a company, or a short text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import category

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.cells import Cells, DifferentTexts, Faults, Read, no_faults, require
from evenborn.registers.codes.area_codes import read_area_code
from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.certificates import read_birth_certificate_number
from evenborn.registers.codes.facility_numbers import read_credit_code, read_facility_number
from evenborn.registers.codes.text_bytes import TextBytes, Truths, text_bytes
from evenborn.registers.codes.usual_texts import usual_certificates, usual_texts
from evenborn.registers.codes.writing import is_blank_text, plain
from evenborn.registers.definition import Field


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


def area_reader(field: Field, areas: AreaTable | None, faults: Faults) -> Read:
    """Reader of area codes; faults are those of :func:`read_area_code` and of the table of areas."""

    def read_one(text: str) -> tuple[str | None, date | None]:
        if is_blank_text(text):
            return None, None
        code = read_area_code(text)
        if areas is None:
            return code, None
        areas.require(code, None)
        return code, areas.last_day(code)

    different: DifferentTexts[tuple[str | None, date | None]] = DifferentTexts(read_one, (None, None), faults)

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        values, found, where = different(column)
        fault = np.array(found, np.int16)[where]
        stored = pa.array([code for code, _ in values], pa.string()).take(where)
        until = np.array([last for _, last in values], "datetime64[D]")[where]
        present = (fault > 0) | stored.is_valid().to_numpy(zero_copy_only=False)
        return require(
            Cells(field, column, present, fault, no_faults(len(column)), stored, until=until), faults
        )

    return read


def _facility(_: Field, expected: Expected) -> Callable[[str], str]:
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
        if any(category(character) in _STEERING for character in words):
            raise BadValue("text-characters")
        return words

    return read


_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Characters that steer a screen or turn text around; one that is merely newer than this program is none."""

TEXTS: Mapping[str, Callable[[Field, Expected], Callable[[str], str]]] = {
    "facility": _facility,
    "text": _plain_text,
    "certificate": lambda _, __: read_birth_certificate_number,
    "credit-code": lambda _, __: read_credit_code,
}


_USUAL: Mapping[str, Callable[[TextBytes, Field], Truths]] = {
    "text": lambda rows, field: usual_texts(rows, field.longest),
    "certificate": lambda rows, _: usual_certificates(rows),
}
"""Spellings that need no reading, of types of which nearly every row differs; no dash alone is among them."""


def text_reader(field: Field, read_one: Callable[[str], str], faults: Faults) -> Read:
    """Reader of short texts; faults are those of ``read_one``, which a usual spelling need not pass."""
    different: DifferentTexts[str | None] = DifferentTexts(
        lambda text: None if is_blank_text(text) else read_one(text), None, faults
    )
    usual = _USUAL.get(field.type)

    def read_all(column: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int16]]:
        values, found, where = different(column)
        return pa.array(values, pa.string()).take(where), np.array(found, np.int16)[where]

    def read(column: pa.StringArray, _: Mapping[str, Cells]) -> Cells:
        others = ~usual(text_bytes(column), field) if usual else np.ones(len(column), np.bool_)
        stored, fault = column, no_faults(len(column))
        if others.any():
            texts, fault[others] = read_all(column.filter(pa.array(others)))
            stored = pc.replace_with_mask(column, pa.array(others), texts)
        present = (fault > 0) | stored.is_valid().to_numpy(zero_copy_only=False)
        return require(Cells(field, column, present, fault, no_faults(len(column)), stored), faults)

    return read
