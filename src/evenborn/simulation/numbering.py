"""How are births and persons numbered, so that all that is needed of a person follows from the number?

A number is ``role · 10¹⁵ + city · 10¹¹ + serial``. A couple has one serial; a birth has its day and its rank
among the births of the city on that day. No table of persons is ever needed.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

CHILD, MOTHER, FATHER = 0, 1, 2
ROLE = 10**15
CITY = 10**11
DAY = 10**6

SEQUENCES = 499
"""Sequence numbers 002 to 999 of an identity number, for each sex."""
_DAYS = 365
_PLACES = _DAYS * SEQUENCES
_NEXT_DAY = 17
_MIX = {CHILD: 211, MOTHER: 100_003, FATHER: 71_143}
"""Prime to the number of places: neighbours in serial, or on a day, and the two of a couple, differ."""


def person_numbers(role: int, city: int, serial: Numbers) -> Numbers:
    """Numbers of the mothers (1) or fathers (2) of couples.

    Examples
    --------
    >>> person_numbers(MOTHER, 3, np.array([17])).tolist()
    [1000300000000017]
    """
    return role * ROLE + city * CITY + serial


def birth_numbers(city: int, day: Numbers, rank: Numbers) -> Numbers:
    """Numbers of births from their day since 1970-01-01 and their rank on it.

    Examples
    --------
    >>> birth_numbers(3, np.array([19_358]), np.array([4])).tolist()
    [319358000004]
    """
    return city * CITY + day * DAY + rank


def cities(numbers: Numbers) -> Numbers:
    """Position of the city that each number belongs to."""
    return numbers % ROLE // CITY


def birthdays(role: int, serial: Numbers, year: Numbers) -> Numbers:
    """Birth date, in days since 1970-01-01, of parents born in a year; their day of the year is their own.

    It goes with the sequence of :func:`sequences`: within a block no two mothers, and no two fathers, of
    a city share day of the year and sequence, whatever their years are.

    Parameters
    ----------
    role : int
        Mother (1) or father (2).
    serial : ndarray of int64
        Serial of the couple in its city.
    year : ndarray of int64
        Calendar year of birth.

    Returns
    -------
    ndarray of int64
    """
    first = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first + _place(role, serial) % _DAYS)


def sequences(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Sequence, 1 to 499, and block of each person or birth.

    Two numbers of one city whose birth date and sex agree differ in sequence or in block. Blocks beyond
    the first occur from 182,135 couples, or 499 births a day, on.

    Examples
    --------
    >>> tomorrow = birth_numbers(0, np.array([19_358, 19_358]), np.array([4, 499]))
    >>> [part.tolist() for part in sequences(tomorrow)]
    [[92, 246], [0, 1]]
    """
    role, serial, rank = numbers // ROLE, numbers % CITY, numbers % DAY
    of_child = (rank * _MIX[CHILD] + serial // DAY * _NEXT_DAY) % SEQUENCES
    of_mother, of_father = (_place(parent, serial) // _DAYS for parent in (MOTHER, FATHER))
    child = role == CHILD
    sequence = np.where(child, of_child, np.where(role == MOTHER, of_mother, of_father))
    return sequence + 1, np.where(child, rank // SEQUENCES, serial // _PLACES)


def _place(role: int, serial: Numbers) -> Numbers:
    """Day of the year and sequence as one number, other for each serial of a block."""
    return serial * _MIX[role] % _PLACES
