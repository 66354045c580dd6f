"""Which day a year, a month and a day of the month make, for whole columns at once."""

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
Integers = npt.NDArray[np.int32]

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years of which a register of persons may speak; whatever lies outside was mistyped."""

_MONTHS = np.arange(f"{FIRST_YEAR}-01", f"{LAST_YEAR + 1}-02", dtype="datetime64[M]").astype("datetime64[D]")
_FIRST_DAYS = _MONTHS[:-1]
_LENGTHS = np.diff(_MONTHS).astype(np.int32)


def civil_days(year: Integers, month: Integers, day: Integers) -> Days:
    """Days of the calendar.

    Parameters
    ----------
    year, month, day : ndarray of int32, shape (n,)

    Returns
    -------
    ndarray of datetime64[D], shape (n,)
        NaT where there is no such day or the year lies outside 1800 to 2200.

    Examples
    --------
    >>> civil_days(*np.array([[2024, 2023], [2, 2], [29, 29]], np.int32)).tolist()
    [datetime.date(2024, 2, 29), None]
    """
    months = (year - FIRST_YEAR) * 12 + month - 1
    good = (month >= 1) & (month <= 12) & (months >= 0) & (months < len(_LENGTHS)) & (day >= 1)
    months = np.where(good, months, 0)
    good &= day <= _LENGTHS[months]
    days: Days = np.asarray(_FIRST_DAYS[months] + (day - 1))
    days[~good] = np.datetime64("NaT")
    return days
