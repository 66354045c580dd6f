"""Who works in the facilities? Invented doctors, sonographers and pharmacists, the same ones all year."""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.numbering import CITY, MOTHER, ROLE
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.people import mother_names
from evenborn.simulation.text_columns import Numbers, Texts, at

A_FACILITY = 8
"""Persons of each facility who may scan, prescribe or hand out."""

_FIRST_SERIAL = CITY - 10**6
"""Serials that no couple of a city reaches."""


@lru_cache(maxsize=32)
def _names(parameters: CityParameters) -> Texts:
    """Names of all staff of a city, facility after facility."""
    serials = _FIRST_SERIAL + np.arange(city_facilities(parameters).num_rows * A_FACILITY)
    numbers = MOTHER * ROLE + parameters.number * CITY + serials
    born = np.full(len(numbers), "1984-06-01", dtype="datetime64[D]")
    return mother_names(numbers, parameters.seed, born)


def staff(parameters: CityParameters, facility: Numbers, person: Numbers) -> Texts:
    """Names of persons of facilities.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    facility : ndarray of int64
        Positions in the table of facilities.
    person : ndarray of int64
        Which of its :data:`A_FACILITY` persons.

    Returns
    -------
    pyarrow.StringArray
    """
    return at(_names(parameters), facility * A_FACILITY + person % A_FACILITY)


def second_person(first: Numbers, chance: "np.typing.NDArray[np.float64]") -> Numbers:
    """Somebody else of the same facility.

    Examples
    --------
    >>> second_person(np.array([7, 0]), np.array([0.0, 0.99])).tolist()
    [8, 7]
    """
    return np.asarray(first + 1 + (chance * (A_FACILITY - 1)).astype(np.int64))


def facility_codes(parameters: CityParameters, facility: Numbers) -> Texts:
    """Codes of facilities by position."""
    return at(pa.array(city_facilities(parameters)["code"].to_pylist(), pa.string()), facility)
