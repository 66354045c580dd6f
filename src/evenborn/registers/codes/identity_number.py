"""The parts of an identity number of eighteen digits: province, birth, sex, check digit."""

import re
from datetime import date
from typing import Literal

from stdnum.cn import ric

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.civil_days import FIRST_YEAR, LAST_YEAR

PROVINCES = frozenset(
    str(10 * region + number)
    for region, last in {1: 5, 2: 3, 3: 7, 4: 6, 5: 4, 6: 5, 7: 1, 8: 3}.items()
    for number in range(0 if region == 5 else 1, last + 1)
)
"""First two digits of GB/T 2260, and 83, for residents from Taiwan who hold a permit."""

HKMT = frozenset(("81", "82", "83"))
"""First two digits of the residence permits for residents of Hong Kong, Macao and Taiwan."""


def to_18(number15: str) -> str:
    """The 18-digit form of a 15-digit number of a person born in the 20th century.

    Parameters
    ----------
    number15 : str
        Area (6), birth (yymmdd), order (3). The orders 996 to 999 were for those born in the 19th.

    Raises
    ------
    ValueError
        When it is not 15 digits.

    References
    ----------
    GB 11643-1999, annex: the century is put in and the check digit added.

    Examples
    --------
    >>> to_18("110105491231002")
    '11010519491231002X'
    """
    if not re.fullmatch("[0-9]{15}", number15):
        raise ValueError("A number of the old form has 15 digits.")
    body = f"{number15[:6]}19{number15[6:]}"
    return body + ric.calc_check_digit(body + "0")


def check_digit_agrees(number: str) -> bool:
    """Whether the last of 18 characters is the check digit of the others (ISO 7064, MOD 11-2).

    Examples
    --------
    >>> check_digit_agrees("11010519491231002X"), check_digit_agrees("110105194912310021")
    (True, False)
    """
    return bool(ric.calc_check_digit(number) == number[-1])


def birth_and_sex(number: str) -> tuple[date, Literal["male", "female"]]:
    """Birth and sex that a number of 17 digits and a check digit states.

    Raises
    ------
    BadValue
        ``identity-check-digit`` or ``identity-birth-date``.

    Examples
    --------
    >>> birth_and_sex("11010519491231002X")
    (datetime.date(1949, 12, 31), 'female')
    """
    if not check_digit_agrees(number):
        raise BadValue("identity-check-digit")
    return birth_date(number[6:14]), "male" if int(number[16]) % 2 else "female"


def birth_date(digits: str) -> date:
    """Day that the eight digits yyyymmdd state; raises :class:`BadValue` ``identity-birth-date``.

    Examples
    --------
    >>> birth_date("19491231")
    datetime.date(1949, 12, 31)
    """
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError as error:
        raise BadValue("identity-birth-date") from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("identity-birth-date")
    return birth
