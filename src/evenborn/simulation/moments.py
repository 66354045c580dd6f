"""When in the year and the day are children born? Season, weekday, and the hours of planned deliveries."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from evenborn.simulation.odds import Odds, odds

Positions = npt.NDArray[np.int64]

PLANNED_SHARE = 0.40
"""Deliveries, mostly caesarean, that are planned: on working days and in working hours."""
SEASON = 0.07
"""Births of the highest month above the mean of the year, as a share."""
PEAK_DAY = 285
"""Day of the year around which births are most frequent."""
LAST_MINUTES = 60
"""No delivery begins in the last minutes of a year, so that twins are born in one."""

_PLANNED_WEEK = np.array([1.20, 1.25, 1.20, 1.20, 1.25, 0.60, 0.30])
_PLANNED_HOURS = np.array([1, 1, 1, 1, 1, 1, 2, 6, 26, 34, 32, 22, 10, 10, 22, 24, 18, 8, 6, 5, 4, 3, 2, 1.0])
_OTHER_HOURS = 1 + 0.12 * np.cos(2 * np.pi * (np.arange(24) - 4) / 24)
_HOURS = odds([_OTHER_HOURS, _PLANNED_HOURS])
_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, eq=False)
class Calendar:
    """When the births of one year fall, planned and not.

    Attributes
    ----------
    first_day : int
        1 January, in days since 1970-01-01.
    days : Odds
        Of the days of the year; row 0 unplanned, row 1 planned deliveries.
    """

    first_day: int
    days: Odds

    def minutes(self, rng: np.random.Generator, deliveries: int) -> Positions:
        """Moment of each delivery in minutes since 1970-01-01 00:00, in no order."""
        planned = rng.random(deliveries) < PLANNED_SHARE
        row = planned.astype(np.int64)
        day = self.days.draw(rng.random(deliveries), row)
        hour = _HOURS.draw(rng.random(deliveries), row)
        minute = hour * 60 + rng.integers(0, 60, deliveries)
        last = self.days.options * _MINUTES_OF_A_DAY - LAST_MINUTES
        in_year = np.minimum(day * _MINUTES_OF_A_DAY + minute, last)
        return np.asarray(self.first_day * _MINUTES_OF_A_DAY + in_year, dtype=np.int64)


def calendar(year: int) -> Calendar:
    """How the births of a calendar year spread over its days.

    Parameters
    ----------
    year : int
        Calendar year.

    Returns
    -------
    Calendar

    Examples
    --------
    >>> minutes = calendar(2024).minutes(np.random.default_rng(1), 1000)
    >>> bool(np.isin(minutes.astype("datetime64[m]").astype("datetime64[Y]"), np.datetime64("2024")).all())
    True
    """
    epoch = date(1970, 1, 1)
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = np.arange((last - first).days + 1)
    season = 1 + SEASON * np.cos(2 * np.pi * (day - PEAK_DAY) / 365.25)
    weekday = (first.weekday() + day) % 7
    return Calendar((first - epoch).days, odds([season, season * _PLANNED_WEEK[weekday]]))
