"""What does each register say of the births that it holds, before anybody mistypes anything?

Only fields of the definitions are filled in. Codes stand as the names of their meanings; the office that
sends the file puts its own words for them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.registers.definition import register
from evenborn.simulation.areas import city_areas
from evenborn.simulation.departments import Department, Registered
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.rates import ErrorRates
from evenborn.simulation.sheets import Sheet
from evenborn.simulation.text_columns import (
    Texts,
    at,
    chosen,
    days,
    either,
    joined,
    minutes,
    repeated,
    where,
    whole_numbers,
)

Columns = dict[str, Texts]

REGISTRARS: Final = ("赵敏", "钱芳", "孙丽", "李燕", "周静", "吴霞", "郑洁", "王娟")
"""Invented clerks."""

_HEPATITIS_B_FIRST: Final = 0.8
_INSURED: Final = 0.7
_WITH_NUMBER_OF_THE_CHILD: Final = 0.9
_CERTIFICATE_AT_BIRTH: Final = 0.85
_TWINS: Final = "甲乙丙丁"


def statement(births: KnownBirths, held: Registered, rates: ErrorRates) -> Sheet:
    """Rows of a register as they would be without errors.

    Parameters
    ----------
    births : KnownBirths
        What could be known.
    held : Registered
        Births that one of the five registers holds, and when they were registered.
    rates : ErrorRates
        How many children are not yet named, or under another name.

    Returns
    -------
    Sheet
    """
    definition, rows = register(held.department.register), held.rows
    columns = _STATEMENTS[definition.name](births, held, rates)
    columns = {name: columns[name] for name in definition.fields if name in columns}
    return Sheet(
        definition,
        births.numbers("birth")[rows],
        births.numbers("delivery")[rows],
        columns,
        {"father_id_number": at(births.father_id, rows)},
    )


def called(births: KnownBirths, department: Department, rates: ErrorRates) -> Texts:
    """Name under which each child stands: its own, an earlier one, or its mother's with 之子 or 之女."""
    renamed = births.chance("renamed") < rates.renamed
    names = either(renamed, births.first_name, births.child_name)
    chance = births.chance(f"unnamed/{department.register}", "birth" if department.singly else "delivery")
    word = np.select([births.is_one_of("sex", "male"), births.is_one_of("sex", "female")], [0, 1], 2)
    told_apart = births.several & (births.chance("twins-told-apart", "delivery") < _told_apart(department))
    mark = np.where(told_apart, births.numbers("birth_position"), 0)
    instead = joined(
        births.mother_name, chosen(("之子", "之女", "之婴"), word), chosen(("", *_TWINS), np.minimum(mark, 4))
    )
    return either(chance < rates.unnamed, instead, names)


def _told_apart(department: Department) -> float:
    """A register that knows no position in the delivery has to tell unnamed twins apart by name."""
    if department.singly:
        return 0.0
    return 0.3 if "birth_position" in register(department.register).fields else 1.0


def _parents(births: KnownBirths, held: Registered, *, father_number: bool) -> Columns:
    columns = {
        "mother_name": births.mother_name,
        "mother_id_type": births.mother_document,
        "mother_id_number": births.mother_id,
        "father_name": births.father_name,
    }
    if father_number:
        columns["father_id_type"] = where(births.with_father, repeated("resident-id", len(births)))
        columns["father_id_number"] = births.father_id
    return {name: at(column, held.rows) for name, column in columns.items()}


def _column(births: KnownBirths, name: str, held: Registered) -> Texts:
    column: Any = births.table[name]
    return at(column.cast(pa.string()), held.rows)


def _measures(births: KnownBirths, held: Registered) -> Columns:
    length = births.table["length"].to_numpy(zero_copy_only=False)
    halves = np.rint(length[held.rows] * 2).astype(np.int64)
    return {
        "weight": _column(births, "weight", held),
        "length": joined(whole_numbers(halves // 2), chosen(("", ".5"), halves % 2)),
        "gestational_weeks": _column(births, "gestational_weeks", held),
    }


def _facility_names(births: KnownBirths, held: Registered) -> Texts:
    facilities = city_facilities(births.parameters)
    names = dict(zip(facilities["code"].to_pylist(), facilities["name_zh"].to_pylist(), strict=True))
    encoded = births.table["facility"].dictionary_encode()
    words = pa.array([names[code] for code in encoded.dictionary.to_pylist()], pa.string())
    texts: Any = pa.DictionaryArray.from_arrays(encoded.indices, words)
    return at(texts.cast(pa.string()), held.rows)


def _delivery(births: KnownBirths, held: Registered, rates: ErrorRates) -> Columns:
    rows = held.rows
    issued = (births.chance("certificate-at-birth") < _CERTIFICATE_AT_BIRTH)[rows] & births.is_one_of(
        "outcome", "live"
    )[rows]
    return {
        "record_number": at(births.serial, rows),
        "facility": _column(births, "facility", held),
        "facility_name": _facility_names(births, held),
        "newborn_name": at(called(births, held.department, rates), rows),
        "sex": _column(births, "sex", held),
        "birth_time": minutes(births.minute[rows]),
        "plurality": _column(births, "plurality", held),
        "birth_position": _column(births, "birth_position", held),
        "outcome": _column(births, "outcome", held),
        **_measures(births, held),
        **_parents(births, held, father_number=True),
        "mother_birth_date": days(_dates(births, "mother_birth_date")[rows]),
        "residence": _column(births, "residence", held),
        "hukou": _column(births, "hukou", held),
        "parity": _column(births, "parity", held),
        "certificate_number": where(issued, at(births.certificate(), rows)),
        "registrar": chosen(REGISTRARS, births.numbers("delivery")[rows] % len(REGISTRARS)),
        "registered_at": minutes(held.at),
    }


def _dates(births: KnownBirths, name: str) -> npt.NDArray[np.datetime64]:
    return np.asarray(births.table[name]).astype("datetime64[D]")


def _household(births: KnownBirths, held: Registered, rates: ErrorRates) -> Columns:
    rows = held.rows
    certified = ~np.asarray(births.table["concealed"].to_numpy(zero_copy_only=False))[rows]
    return {
        "record_number": joined("HJ", at(births.serial, rows)),
        "child_name": at(called(births, held.department, rates), rows),
        "sex": _column(births, "sex", held),
        "birth_date": days(births.day[rows]),
        "child_id_number": at(births.child_id, rows),
        **_parents(births, held, father_number=True),
        "area": _column(births, "hukou", held),
        "certificate_number": where(certified, at(births.certificate(), rows)),
        "registration_date": days(held.at),
    }


def _birth_certificate(births: KnownBirths, held: Registered, rates: ErrorRates) -> Columns:
    rows = held.rows
    return {
        "certificate_number": at(births.certificate(), rows),
        "event": repeated("issued", len(rows)),
        "event_date": days(held.at),
        "replaces_number": repeated(None, len(rows)),
        "newborn_name": at(called(births, held.department, rates), rows),
        "sex": _column(births, "sex", held),
        "birth_time": minutes(births.minute[rows]),
        "facility": _column(births, "facility", held),
        **_measures(births, held),
        **_parents(births, held, father_number=True),
        "residence": _column(births, "residence", held),
    }


def _immunisation(births: KnownBirths, held: Registered, rates: ErrorRates) -> Columns:
    rows = held.rows
    place = at(births.later_residence, rows)
    vaccine = (births.chance("vaccine")[rows] >= _HEPATITIS_B_FIRST).astype(np.int64)
    return {
        "record_number": joined(city_areas(births.parameters).codes("city")[0], at(births.serial, rows)),
        "child_name": at(called(births, held.department, rates), rows),
        "sex": _column(births, "sex", held),
        "birth_date": days(births.day[rows]),
        **_parents(births, held, father_number=False),
        "birth_facility": _column(births, "facility", held),
        "weight": _column(births, "weight", held),
        "parity": _column(births, "parity", held),
        "area": place,
        "vaccine": chosen(("hepb", "bcg"), vaccine),
        "dose_date": days(held.at),
        "clinic": joined("JZ", place),
    }


def _child_benefit(births: KnownBirths, held: Registered, rates: ErrorRates) -> Columns:
    rows = held.rows
    known = (births.chance("number-of-child-shown") < _WITH_NUMBER_OF_THE_CHILD)[rows]
    programme = (births.chance("programme")[rows] >= _INSURED).astype(np.int64)
    return {
        "record_number": joined(
            "YB", city_areas(births.parameters).codes("city")[0], at(births.serial, rows)
        ),
        "child_name": at(called(births, held.department, rates), rows),
        "sex": _column(births, "sex", held),
        "birth_date": days(births.day[rows]),
        "child_id_number": where(known, at(births.child_id, rows)),
        **_parents(births, held, father_number=False),
        "area": at(births.later_residence, rows),
        "programme": chosen(("insurance", "child-benefit"), programme),
        "enrolment_date": days(held.at),
    }


_STATEMENTS: Final[Mapping[str, Callable[[KnownBirths, Registered, ErrorRates], Columns]]] = {
    "delivery": _delivery,
    "household": _household,
    "birth_certificate": _birth_certificate,
    "immunisation": _immunisation,
    "child_benefit": _child_benefit,
}
"""The registers of births; every column is a field of the definition."""
