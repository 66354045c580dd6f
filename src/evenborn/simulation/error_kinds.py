"""Which errors may happen in which field of which register, and at what rate?

Rules named here are those that a cell breaks on its own, whatever stands beside it. What depends on other
cells, or on the day of the check, is worked out in :mod:`evenborn.simulation.broken_rules`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from evenborn.registers.definition import Definition, Field
from evenborn.simulation import spoiled_values as spoiled
from evenborn.simulation import typing_errors as typed
from evenborn.simulation.errors import Kind
from evenborn.simulation.rates import ErrorRates

OF_THE_MOTHER: Final = frozenset(
    {
        "mother_name",
        "mother_id_type",
        "mother_id_number",
        "mother_birth_date",
        "father_name",
        "father_id_type",
        "father_id_number",
        "facility",
        "birth_facility",
        "residence",
        "hukou",
        "birth_time",
        "birth_date",
        "plurality",
        "parity",
        "registered_at",
    }
)
"""Fields that are asked once for all children of a delivery: what goes wrong goes wrong in all their rows."""

_BIRTH_DAYS: Final = ("birth_time", "birth_date")
_DAYS_OF_ENTRY: Final = ("registered_at", "registration_date", "event_date", "dose_date", "enrolment_date")
_FACILITIES: Final = ("facility", "birth_facility", "clinic")


def error_kinds(
    definition: Definition, rates: ErrorRates, facilities: Sequence[str]
) -> dict[str, tuple[Kind, ...]]:
    """Kinds of errors by field of one register.

    Parameters
    ----------
    definition : Definition
        The register.
    rates : ErrorRates
        How often.
    facilities : sequence of str
        Codes among which a wrong facility is chosen.

    Returns
    -------
    dict of str to tuple of Kind
        Only kinds with a rate above zero.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> from evenborn.simulation.rates import REFERENCE_DELIVERY
    >>> [kind.name for kind in error_kinds(register("delivery"), REFERENCE_DELIVERY, [])["sex"]]
    ['sex-wrong']
    """
    kinds = {name: _of_field(field, rates, facilities) for name, field in definition.fields.items()}
    happening = {name: tuple(one for one in every if one.rate > 0) for name, every in kinds.items()}
    return {name: some for name, some in happening.items() if some}


def _of_field(field: Field, rates: ErrorRates, facilities: Sequence[str]) -> list[Kind]:
    special = _SPECIAL.get(field.name)
    if special is not None:
        return special(rates)
    if field.name in _FACILITIES:
        return _facility(field, rates, facilities)
    return _OF_TYPE[field.type](rates) if field.type in _OF_TYPE else []


def _person_name(rates: ErrorRates) -> list[Kind]:
    other = Kind("name-character", rates.name_wrong / 4, typed.another_character)
    wrong = [
        Kind("name-homophone", other.rate, typed.homophone, other),
        other,
        Kind("name-dropped-character", other.rate, typed.character_dropped, other),
        Kind("name-swapped-characters", other.rate, typed.characters_swapped, other),
    ]
    return [
        *wrong,
        Kind("name-romanised", rates.name_romanised, typed.romanised, other),
        Kind("name-missing", rates.name_missing),
        Kind("name-with-digit", rates.impossible, spoiled.written("{}1"), rule="name-characters"),
        Kind("name-not-known", rates.impossible, spoiled.written("不详")),
        Kind("harmless-blank-within", rates.harmless, typed.blank_within),
        Kind("harmless-blanks-around", rates.harmless, typed.blanks_around),
    ]


def _child_name(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("name-with-digit", rates.impossible, spoiled.written("{}?"), rule="name-characters"),
        Kind("harmless-blanks-around", rates.harmless, typed.blanks_around),
    ]


def _mother_number(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("identity-missing", rates.id_missing),
        Kind("identity-digit-wrong", rates.id_mistyped / 2, typed.digit_wrong),
        Kind("identity-digits-swapped", rates.id_mistyped / 2, typed.digits_swapped),
        Kind("identity-of-father", rates.id_of_father, instead="father_id_number"),
        Kind("identity-as-quantity", rates.as_quantity, typed.taken_for_a_quantity),
        Kind("identity-digit-lost", rates.impossible, spoiled.shortened),
        Kind("identity-repeated-digit", rates.impossible, spoiled.written("1" * 18)),
        Kind("identity-noughts-behind", rates.impossible, spoiled.noughts_behind),
        Kind("harmless-full-width", rates.harmless, typed.full_width),
    ]


def _number(rates: ErrorRates) -> list[Kind]:
    """Of a father or a child."""
    return [
        Kind("identity-digit-wrong", rates.other_id_mistyped / 2, typed.digit_wrong),
        Kind("identity-digits-swapped", rates.other_id_mistyped / 2, typed.digits_swapped),
        Kind("harmless-blanks-around", rates.harmless, typed.blanks_around),
    ]


def _birth_day(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("date-slipped", rates.date_slipped, typed.date_slipped),
        Kind("date-impossible", rates.impossible, spoiled.february_30, rule="day-impossible"),
        Kind("date-ten-years-ahead", rates.impossible, spoiled.years_on(10)),
        Kind("date-missing", rates.impossible),
    ]


def _mother_birth_date(rates: ErrorRates) -> list[Kind]:
    return [Kind("date-month-and-day-swapped", rates.mother_date_swapped, typed.month_and_day_swapped)]


def _day_of_entry(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("date-of-last-year", rates.impossible, spoiled.years_on(-1)),
        Kind("date-missing", rates.impossible),
    ]


def _sex(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("sex-wrong", rates.sex_wrong, spoiled.other_sex),
        Kind("sex-code-unknown", rates.impossible, spoiled.written("7"), rule="not-in-code-list"),
        Kind("sex-missing", rates.impossible),
    ]


def _outcome(rates: ErrorRates) -> list[Kind]:
    return [Kind("outcome-unknown", rates.impossible, spoiled.written("转院"), rule="not-in-code-list")]


def _weight(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("weight-missing", rates.weight_missing),
        Kind("weight-rounded", rates.weight_rounded, typed.rounded_to_100),
        Kind("weight-in-kilograms", rates.weight_in_kilograms, typed.in_kilograms, rule="quantity-too-small"),
        Kind("weight-ten-times", rates.impossible, spoiled.tenfold, rule="quantity-too-large"),
        Kind("weight-in-pounds", rates.impossible, spoiled.written("{}磅"), rule="quantity-unit"),
        Kind("harmless-full-width", rates.harmless, typed.full_width),
        Kind("harmless-unit-behind", rates.harmless, spoiled.written("{}克")),
    ]


def _weeks(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("weeks-impossible", rates.impossible, spoiled.written("52"), rule="quantity-too-large"),
        Kind("weeks-missing", rates.impossible),
        Kind("harmless-full-width", rates.harmless, typed.full_width),
        Kind("harmless-days-behind", rates.harmless, spoiled.written("{}+3")),
    ]


def _parity(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("parity-missing", rates.parity_missing),
        Kind("parity-not-whole", rates.impossible, spoiled.written("1.5"), rule="count-not-whole"),
        Kind("parity-nought", rates.impossible, spoiled.written("0"), rule="quantity-too-small"),
    ]


def _area(rates: ErrorRates) -> list[Kind]:
    return [
        Kind("area-unknown", rates.impossible, spoiled.no_such_county, rule="area-unknown"),
        Kind("area-digit-lost", rates.impossible, spoiled.last_lost, rule="area-code-length"),
        Kind("harmless-full-width", rates.harmless, typed.full_width),
    ]


def _facility(field: Field, rates: ErrorRates, facilities: Sequence[str]) -> list[Kind]:
    def another(text: str, chance: float) -> str | None:
        place = min(int(chance * len(facilities)), len(facilities) - 1)
        return facilities[place] if facilities[place] != text else facilities[place - 1]

    of_birth = field.name != "clinic"
    return [
        Kind("facility-missing", rates.facility_missing * of_birth),
        Kind("facility-wrong", rates.facility_wrong * of_birth * bool(facilities), another),
        Kind("facility-by-name", rates.impossible, spoiled.written("人民医院"), rule="facility-shape"),
    ]


def _certificate(rates: ErrorRates) -> list[Kind]:
    return [Kind("certificate-digit-lost", rates.impossible, spoiled.last_lost, rule="certificate-shape")]


_SPECIAL: Final[Mapping[str, Callable[[ErrorRates], list[Kind]]]] = {
    "mother_name": _person_name,
    "father_name": _person_name,
    "newborn_name": _child_name,
    "child_name": _child_name,
    "mother_id_number": _mother_number,
    "sex": _sex,
    "outcome": _outcome,
    "weight": _weight,
    "gestational_weeks": _weeks,
    "parity": _parity,
    "mother_birth_date": _mother_birth_date,
    "replaces_number": lambda _: [],
    **dict.fromkeys(_BIRTH_DAYS, _birth_day),
    **dict.fromkeys(_DAYS_OF_ENTRY, _day_of_entry),
}
_OF_TYPE: Final[Mapping[str, Callable[[ErrorRates], list[Kind]]]] = {
    "identity-number": _number,
    "area": _area,
    "certificate": _certificate,
}
