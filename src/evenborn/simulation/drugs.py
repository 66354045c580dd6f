"""What do facilities hold and issue of the drugs that end a pregnancy? The issue lists, one row an issue.

A drug is bought for half a year in one batch; what is left of it then goes back to the supplier. The
ledger is made from the issues in :mod:`evenborn.simulation.drug_ledgers`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from evenborn.simulation.facility_records import FacilityRecords, FacilityWork, facility_work, shares
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.staff import facility_codes, second_person, staff
from evenborn.simulation.streams import stream
from evenborn.simulation.text_columns import Flags, Numbers, Texts, chosen, days, joined, whole_numbers
from evenborn.simulation.verdicts import Planted

SAME_PERSON: Final = 0.004
"""Issues in which prescriber and second checker are one person."""


@dataclass(frozen=True)
class Drug:
    """One drug.

    Attributes
    ----------
    name : str
        Meaning in the code list ``termination_drug``.
    unit, form, specification : str
        Meanings in ``drug_unit`` and ``dosage_form``, and what is in one package.
    units : tuple of int
        Least and most units of one issue.
    issues_a_birth : float
        Issues in the whole city, for each of its births.
    hospitals_only : bool
        Whether clinics have none.
    price : str
        Yuan for a unit.
    """

    name: str
    unit: str
    form: str
    specification: str
    units: tuple[int, int]
    issues_a_birth: float
    hospitals_only: bool
    price: str


DRUGS: Final = (
    Drug("mifepristone", "tablet", "tablet", "25mg×6片", (6, 6), 0.080, False, "4.50"),
    Drug("misoprostol", "tablet", "tablet", "0.2mg×3片", (3, 4), 0.085, False, "3.20"),
    Drug("ethacridine", "ampoule", "injection", "2ml:50mg", (1, 2), 0.004, True, "26.00"),
    Drug("carboprost", "ampoule", "injection", "1ml:250μg", (1, 2), 0.012, True, "186.00"),
)


@dataclass(frozen=True, eq=False)
class Issues:
    """Issues of one year, sorted by facility and day.

    Attributes
    ----------
    facility, drug, units : ndarray of int64
        Positions, and how many units.
    day : ndarray of datetime64[D]
    """

    facility: Numbers
    drug: Numbers
    units: Numbers
    day: npt.NDArray[np.datetime64]


def holders(work: FacilityWork, drug: Drug) -> Flags:
    """Facilities that hold a drug."""
    return work.drugs & (work.hospital | (not drug.hospitals_only))


def issues(parameters: CityParameters, year: int) -> Issues:
    """Draw the issues of a year.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    year : int
        Calendar year.
    """
    rng = stream(parameters.seed, "drugs", parameters.number, year)
    work = facility_work(parameters)
    of_drug = []
    for place, drug in enumerate(DRUGS):
        part = shares(work.weight, holders(work, drug))
        counts = rng.poisson(drug.issues_a_birth * parameters.births_a_year * part)
        facility = np.repeat(np.arange(len(counts)), counts)
        low, high = drug.units
        of_drug.append((facility, np.full(len(facility), place), rng.integers(low, high + 1, len(facility))))
    facility, drug_of, units = (np.concatenate(parts) for parts in zip(*of_drug, strict=True))
    length = (np.datetime64(f"{year + 1}", "D") - np.datetime64(f"{year}", "D")).astype(np.int64)
    day = np.datetime64(f"{year}-01-01", "D") + rng.integers(0, length, len(facility)).astype(
        "timedelta64[D]"
    )
    order = np.lexsort((day, facility))
    return Issues(facility[order], drug_of[order], units[order], day[order])


def batch_numbers(facility: Numbers, drug: Numbers, half: Numbers) -> Texts:
    """Batch that a facility uses in a half-year, counted from 1970.

    Examples
    --------
    >>> batch_numbers(np.array([3]), np.array([1]), np.array([106])).to_pylist()
    ['2301B003']
    """
    year = 1970 + half // 2
    letters = chosen("ABCD", drug)
    return joined(whole_numbers(year % 100 * 100 + half % 2 * 6 + 1, 4), letters, whole_numbers(facility, 3))


def halves(day: npt.NDArray[np.datetime64]) -> Numbers:
    """Half-years since 1970."""
    return np.asarray(day.astype("datetime64[M]").astype(np.int64) // 6)


def drug_issues(parameters: CityParameters, year: int) -> FacilityRecords:
    """The issue lists of all facilities of a city for one year.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    year : int
        Calendar year.

    Returns
    -------
    FacilityRecords

    Examples
    --------
    >>> list(drug_issues(CityParameters(seed=1), 2023).columns)[:4]
    ['facility', 'issue_date', 'drug', 'batch']
    """
    given = issues(parameters, year)
    rng = stream(parameters.seed, "drug-issues", parameters.number, year)
    count = len(given.facility)
    prescriber = rng.integers(0, 4, count)
    same = rng.random(count) < SAME_PERSON
    checker = np.where(same, prescriber, second_person(prescriber, rng.random(count)))
    columns = {
        "facility": facility_codes(parameters, given.facility),
        "issue_date": days(given.day),
        "drug": chosen([drug.name for drug in DRUGS], given.drug),
        "batch": batch_numbers(given.facility, given.drug, halves(given.day)),
        "quantity": whole_numbers(given.units),
        "unit": chosen([drug.unit for drug in DRUGS], given.drug),
        "prescriber": staff(parameters, given.facility, prescriber),
        "second_checker": staff(parameters, given.facility, checker),
    }
    same |= np.asarray(columns["prescriber"]) == np.asarray(columns["second_checker"])
    twice = Planted(np.flatnonzero(same), "second_checker", "same-person-twice", ("same-person-twice",))
    return FacilityRecords("drug_issue", columns, [twice])
