"""Births of areas followed month by month: when does the ratio of one of them rise, and since when?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray, checked_counts
from evenborn.sexratio.cusum.likelihood import Shift
from evenborn.sexratio.cusum.run_length import expected_alarms, mean_run_length, monthly_steps
from evenborn.sexratio.cusum.threshold import FALSE_ALARM_YEARS, thresholds
from evenborn.sexratio.ratio import SexRatio


@dataclass(frozen=True, slots=True, eq=False)
class Monitored:
    """Areas that were followed month by month.

    Attributes
    ----------
    male, female : ndarray of float, shape (areas, months)
    shift : Shift
        What was watched for.
    years : float
        Stated mean years between two false alarms of all areas together.
    head_start : float
    threshold : ndarray of float, shape (areas,)
        h of each area; infinite without births.
    path : ndarray of float, shape (areas, months)
        The statistic at the end of each month, before it starts anew after an alarm.
    alarm : ndarray of bool, shape (areas, months)
    start : ndarray of int, shape (areas,)
        First month of the shift behind the last alarm, as estimated; -1 without an alarm.
    first_alarm, last_alarm : ndarray of int, shape (areas,)
        First and last month of alarm of that shift; -1 without an alarm.
    expected_false_alarms : float
        Alarms to be expected in these very months if every area had the reference ratio throughout.
    delay : ndarray of float, shape (areas,)
        Mean months from the shift watched for to its alarm; infinite without births.
    """

    male: FloatArray
    female: FloatArray
    shift: Shift
    years: float
    head_start: float
    threshold: FloatArray
    path: FloatArray
    alarm: BoolArray
    start: IntArray
    first_alarm: IntArray
    last_alarm: IntArray
    expected_false_alarms: float
    delay: FloatArray

    @property
    def births(self) -> FloatArray:
        """Of both sexes, shape (areas, months)."""
        return self.male + self.female

    @property
    def alarmed(self) -> BoolArray:
        """Areas with an alarm, shape (areas,)."""
        return np.asarray(self.last_alarm >= 0)

    @property
    def since(self) -> SexRatio:
        """Births from the estimated start to the last alarm; nought without an alarm.

        The alarm chose them for their high ratio, so the ratio reads too high: see :attr:`after`.
        """
        return self._between(self.start, self.last_alarm + 1)

    @property
    def after(self) -> SexRatio:
        """Births behind the last alarm, which had no part in it; nought without an alarm."""
        months = self.male.shape[1]
        return self._between(
            np.where(self.alarmed, self.last_alarm + 1, months), np.full(len(self.start), months)
        )

    def _between(self, first: IntArray, behind: IntArray) -> SexRatio:
        month = np.arange(self.male.shape[1])
        inside = self.alarmed[:, None] & (month >= first[:, None]) & (month < behind[:, None])
        return SexRatio((self.male * inside).sum(axis=1), (self.female * inside).sum(axis=1))


def monitor(
    male: ArrayLike,
    female: ArrayLike,
    shift: Shift | None = None,
    *,
    years: float = FALSE_ALARM_YEARS,
    head_start: float = 0.0,
    threshold: ArrayLike | None = None,
) -> Monitored:
    """Follow areas month by month with a CUSUM of births.

    ``S = max(0, S + boys log(p1/p0) + girls log(q1/q0))`` at the end of each month; an alarm where S is at
    least the threshold, whereupon it starts anew.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas, months)
        Live births of consecutive months; a month without births, or without a return, leaves S as it is.
    shift : Shift, optional
        What is watched for; from 107 to 115 where left out.
    years : float
        Mean years between two false alarms of all areas together, 1 or more.
    head_start : float
        Share of the threshold at which S starts, at first and after an alarm, from 0 to below 1.
    threshold : array_like of float, shape (areas,), optional
        Thresholds set before, so that new months move none; else from :func:`thresholds`.

    Returns
    -------
    Monitored

    Raises
    ------
    ValueError
        If counts are not counts of areas by months, or the budget is below a year.

    References
    ----------
    Page (1954), Biometrika 41:100-115. Reynolds, Stoumbos (1999), Journal of Quality Technology
    31(1):87-108. Steiner, Cook, Farewell, Treasure (2000), Biostatistics 1(4):441-452.

    Examples
    --------
    Two areas over two years; the second one rises to 130 with the second year:

    >>> male = [[516] * 24, [516] * 12 + [565] * 12]
    >>> female = [[484] * 24, [484] * 12 + [435] * 12]
    >>> found = monitor(male, female)
    >>> found.alarmed, int(found.start[1]), int(found.first_alarm[1])
    (array([False,  True]), 12, 13)
    """
    what = Shift() if shift is None else shift
    boys, girls = checked_counts(male, female)
    births = boys + girls
    if threshold is None:
        limit = thresholds(births, what, years, head_start=head_start)
    else:
        limit = np.broadcast_to(np.asarray(threshold, dtype=np.float64), births.shape[:1])
    path, alarm, origin = _paths(boys * what.boy + girls * what.girl, limit, head_start)
    start, first, last = _shifts(alarm, origin)
    expected, delay = 0.0, np.full(len(births), np.inf)
    for area in np.flatnonzero(births.any(axis=1) & np.isfinite(limit)):
        level, ahead = float(limit[area]), head_start * float(limit[area])
        expected += expected_alarms(births[area], level, what.reference, what, ahead)
        delay[area] = mean_run_length(monthly_steps(births[area], what.shifted, what), level, ahead)
    return Monitored(
        boys, girls, what, years, head_start, limit, path, alarm, start, first, last, expected, delay
    )


def _paths(steps: FloatArray, limit: FloatArray, head_start: float) -> tuple[FloatArray, BoolArray, IntArray]:
    """The statistic, the alarms, and from which month on each month's statistic has gathered."""
    anew = np.where(np.isfinite(limit), head_start * np.where(np.isfinite(limit), limit, 0), 0.0)
    level, begun = anew.copy(), np.zeros(len(steps), dtype=np.int64)
    path, origin = np.zeros_like(steps), np.zeros(steps.shape, dtype=np.int64)
    alarm = np.zeros(steps.shape, dtype=np.bool_)
    for month in range(steps.shape[1]):
        level = np.maximum(0.0, level + steps[:, month])
        path[:, month], origin[:, month] = level, begun
        alarm[:, month] = level >= limit
        begun = np.where((level == 0) | alarm[:, month], month + 1, begun)
        level = np.where(alarm[:, month], anew, level)
    return path, alarm, origin


def _shifts(alarm: BoolArray, origin: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Start, first and last alarm of the last shift of each area; alarms that follow on are one shift."""
    start, first, last = (np.full(len(alarm), -1, dtype=np.int64) for _ in range(3))
    for area in np.flatnonzero(alarm.any(axis=1)):
        months = np.flatnonzero(alarm[area])
        place = len(months) - 1
        while place > 0 and origin[area, months[place]] == months[place - 1] + 1:
            place -= 1
        start[area], first[area], last[area] = origin[area, months[place]], months[place], months[-1]
    return start, first, last
