"""Which births does a department know of, and when? Missing and late registration by sex and register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from evenborn.simulation.known_births import KnownBirths
from evenborn.simulation.text_columns import Flags, Numbers

Moments = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True)
class Department:
    """How a department comes to know of births.

    Attributes
    ----------
    register : str
        Name of the register that it keeps.
    outcomes : tuple of str
        Births that concern it.
    absent_male, absent_female : float
        Share of these that it never registers.
    absent_later_girls : float
        The same for girls of the third and later order.
    median_days, spread : float
        Of the time to registration: log-normal, with the standard deviation of its logarithm.
    late_male, late_female : float
        Share that is registered later than that.
    late_days : tuple of float
        Least and most days that these take.
    singly : bool
        Whether every row has its own chances; else those of a delivery share what is asked once.
    """

    register: str
    outcomes: tuple[str, ...] = ("live",)
    absent_male: float
    absent_female: float
    absent_later_girls: float
    median_days: float
    spread: float
    late_male: float
    late_female: float
    late_days: tuple[float, float]
    singly: bool = False


DEPARTMENTS: Final[Mapping[str, Department]] = {
    one.register: one
    for one in (
        Department(
            register="delivery",
            outcomes=("live", "stillbirth", "early-neonatal-death"),
            absent_male=0.012,
            absent_female=0.014,
            absent_later_girls=0.020,
            median_days=0.17,
            spread=0.8,
            late_male=0.015,
            late_female=0.020,
            late_days=(2, 60),
        ),
        Department(
            register="birth_certificate",
            absent_male=0.010,
            absent_female=0.012,
            absent_later_girls=0.030,
            median_days=3.0,
            spread=0.7,
            late_male=0.02,
            late_female=0.025,
            late_days=(30, 200),
        ),
        Department(
            register="immunisation",
            absent_male=0.030,
            absent_female=0.034,
            absent_later_girls=0.060,
            median_days=0.6,
            spread=0.9,
            late_male=0.03,
            late_female=0.035,
            late_days=(5, 150),
        ),
        Department(
            register="household",
            absent_male=0.030,
            absent_female=0.040,
            absent_later_girls=0.120,
            median_days=20.0,
            spread=0.6,
            late_male=0.03,
            late_female=0.05,
            late_days=(120, 900),
        ),
        Department(
            register="child_benefit",
            absent_male=0.12,
            absent_female=0.13,
            absent_later_girls=0.22,
            median_days=45.0,
            spread=0.6,
            late_male=0.02,
            late_female=0.03,
            late_days=(150, 700),
        ),
    )
}
"""The departments that register births, with what is assumed of each; docs/simulation.md has the table."""

_LATE_GIRLS_DAYS: Final = (366, 1000)
"""When a concealed girl comes to be registered at all."""


def sent_on(last_year: int) -> date:
    """Day on which the departments send their files: the end of March after the last year."""
    return date(last_year + 1, 3, 31)


@dataclass(frozen=True, eq=False)
class Registered:
    """Births that a register holds.

    Attributes
    ----------
    department : Department
        Whose register it is.
    rows : ndarray of int64
        Positions among the known births, ascending.
    at : ndarray of datetime64[m]
        When each was registered.
    """

    department: Department
    rows: Numbers
    at: Moments


def registered(births: KnownBirths, department: Department) -> Registered:
    """The births that a department has registered by the day on which it sends its file.

    Parameters
    ----------
    births : KnownBirths
        What could be known.
    department : Department
        What it is like.

    Returns
    -------
    Registered
    """
    register = department.register
    present = births.is_one_of("outcome", *department.outcomes)
    present &= births.chance(f"absent/{register}") >= _absent(births, department)
    concealed = np.asarray(births.table["concealed"].to_numpy(zero_copy_only=False))
    seen = births.chance("concealed-girl-seen") < _seen_share(births, register)
    present = np.where(concealed, seen, present)
    at = births.minute + _minutes(births, department, concealed)
    present &= at < np.datetime64(sent_on(births.parameters.calendar_years[-1]), "m")
    rows = np.flatnonzero(present)
    return Registered(department, rows, at[rows])


def _absent(births: KnownBirths, department: Department) -> npt.NDArray[np.float64]:
    girls = births.is_one_of("sex", "female")
    third = births.numbers("parity") >= 3
    share = np.where(girls, department.absent_female, department.absent_male)
    return np.where(girls & third, department.absent_later_girls, share)


def _seen_share(births: KnownBirths, register: str) -> float:
    parameters = births.parameters
    return {
        "immunisation": parameters.concealed_seen_by_immunisation,
        "household": parameters.concealed_seen_by_household,
    }.get(register, 0.0)


def _minutes(births: KnownBirths, department: Department, concealed: Flags) -> npt.NDArray[np.timedelta64]:
    """Minutes from birth to registration."""
    draw = births.chance(f"delay/{department.register}", "delivery")
    # the children of a delivery are registered together, as late as a boy would be
    girls = births.is_one_of("sex", "female") & ~births.several
    late = np.where(girls, department.late_female, department.late_male)
    usual = department.median_days * np.exp(
        department.spread * ndtri(np.clip((draw - late) / (1 - late), 1e-9, 1))
    )
    least, most = department.late_days
    days = np.where(
        draw < late, least + (most - least) * (draw / np.maximum(late, 1e-12)) ** 2, np.minimum(usual, most)
    )
    if department.register == "household":
        least, most = _LATE_GIRLS_DAYS
        days = np.where(concealed, least + (most - least) * draw, days)
    return (days * 24 * 60).astype(np.int64).astype("timedelta64[m]")
