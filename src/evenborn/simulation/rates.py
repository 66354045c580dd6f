"""How often is a register wrong? Every rate of the simulated registers, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, kw_only=True)
class ErrorRates:
    """Shares of the rows, or of the cells that are filled in, from 0 to 1.

    Attributes
    ----------
    name_wrong, name_romanised, name_missing : float
        Of the mother's and of the father's name; wrong is a homophone, another character, one dropped or
        two swapped, a quarter each.
    id_missing, id_mistyped, id_of_father : float
        Of the mother's number; mistyped is a wrong digit or two swapped, half each.
    no_document : float
        Of the mothers whose number is missing: entered as having no document, which is no error of form.
    other_id_mistyped : float
        Of the father's and the child's number.
    date_slipped : float
        Of the birth date.
    mother_date_swapped : float
        Of the mother's birth date: month and day in the wrong order.
    sex_wrong : float
        Boys entered as girls and girls as boys.
    facility_missing, facility_wrong : float
        Of the facility of birth.
    weight_missing, weight_rounded, weight_in_kilograms : float
        Of the birth weight.
    parity_missing : float
        Of the birth order.
    twins_swapped : float
        Of the deliveries of several children.
    unnamed : float
        Children entered as somebody's son or daughter.
    renamed : float
        Children entered under a name that they do not keep.
    entered_twice, entered_again : float
        Rows copied as they are; rows typed once more with small differences.
    impossible : float
        Of each kind of value that cannot be: a code that is in no list, a weight of 32,500 g, 30 February …
    as_quantity : float
        Of the mother's numbers: those that a spreadsheet took for a quantity.
    harmless : float
        Of each kind of spelling that any reader has to accept: full-width digits, blanks.
    """

    name_wrong: float = 0.0
    name_romanised: float = 0.0
    name_missing: float = 0.0
    id_missing: float = 0.0
    id_mistyped: float = 0.0
    id_of_father: float = 0.0
    other_id_mistyped: float = 0.0
    no_document: float = 0.0
    date_slipped: float = 0.0
    mother_date_swapped: float = 0.0
    sex_wrong: float = 0.0
    facility_missing: float = 0.0
    facility_wrong: float = 0.0
    weight_missing: float = 0.0
    weight_rounded: float = 0.0
    weight_in_kilograms: float = 0.0
    parity_missing: float = 0.0
    twins_swapped: float = 0.0
    unnamed: float = 0.0
    renamed: float = 0.0
    entered_twice: float = 0.0
    entered_again: float = 0.0
    impossible: float = 0.0
    as_quantity: float = 0.0
    harmless: float = 0.0


REFERENCE_DELIVERY: Final = ErrorRates(
    name_wrong=0.019,
    name_romanised=0.002,
    name_missing=0.005,
    id_missing=0.06,
    id_mistyped=0.010,
    id_of_father=0.004,
    date_slipped=0.008,
    sex_wrong=0.003,
    unnamed=0.55,
    renamed=0.04,
)
"""Register A of the reference pair, a delivery register."""

REFERENCE_IMMUNISATION: Final = ErrorRates(
    name_wrong=0.030,
    name_romanised=0.006,
    name_missing=0.04,
    id_missing=0.30,
    id_mistyped=0.015,
    date_slipped=0.015,
    sex_wrong=0.006,
    facility_missing=0.08,
    facility_wrong=0.03,
    weight_missing=0.50,
    weight_rounded=0.30,
    parity_missing=0.50,
    twins_swapped=0.01,
    unnamed=0.05,
)
"""Register B of the reference pair, an immunisation register.

The rates of both are the ones at which the linking of registers of births was measured for this project
(docs/simulation.md has them as a table); a set made with others is not comparable with those measurements.
"""

REFERENCE_ABSENT: Final = (0.03, 0.04)
"""Births that are not in A, and not in B."""

REFERENCE_MOVED: Final = 0.08
"""Families that live in another district when B is written."""

_SLIPS: Final = {
    "other_id_mistyped": 0.004,
    "mother_date_swapped": 0.002,
    "no_document": 0.8,
    "weight_in_kilograms": 0.0005,
    "entered_twice": 0.001,
    "entered_again": 0.001,
    "impossible": 0.0003,
    "harmless": 0.002,
}

CITY: Final[Mapping[str, ErrorRates]] = {
    "delivery": replace(
        REFERENCE_DELIVERY, parity_missing=0.001, weight_rounded=0.05, twins_swapped=0.01, **_SLIPS
    ),
    "immunisation": replace(REFERENCE_IMMUNISATION, id_of_father=0.002, as_quantity=0.004, **_SLIPS),
    "household": ErrorRates(
        name_wrong=0.006,
        name_missing=0.01,
        id_missing=0.04,
        id_mistyped=0.002,
        id_of_father=0.001,
        date_slipped=0.002,
        sex_wrong=0.001,
        **_SLIPS,
    ),
    "birth_certificate": ErrorRates(
        name_wrong=0.008,
        name_romanised=0.001,
        name_missing=0.001,
        id_missing=0.03,
        id_mistyped=0.003,
        id_of_father=0.002,
        date_slipped=0.003,
        sex_wrong=0.001,
        unnamed=0.01,
        weight_rounded=0.05,
        **_SLIPS,
    ),
    "child_benefit": ErrorRates(
        name_wrong=0.015,
        name_missing=0.03,
        id_missing=0.10,
        id_mistyped=0.008,
        id_of_father=0.004,
        date_slipped=0.006,
        sex_wrong=0.003,
        **_SLIPS,
    ),
}
"""Rates of the city's registers: the two of the reference pair where it has them, lower ones where the number
is given out by the register itself, and in all of them slips that a checker must find or must bear."""
