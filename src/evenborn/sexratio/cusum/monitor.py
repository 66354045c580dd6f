"""Births of areas followed month by month: when does the ratio of one of them rise, and since when?"""

from collections.abc import Callable
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
    end : ndarray of int, shape (areas,)
        Month by which as much spoke against that shift as had spoken for it; -1 where it is not over, and
        without an alarm.
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
    end: IntArray
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
    def ongoing(self) -> BoolArray:
        """Areas with an alarm whose shift is not over, shape (areas,)."""
        return np.asarray(self.alarmed & (self.end < 0))

    @property
    def since(self) -> SexRatio:
        """Births from the estimated start of the shift until it is over, or to the last month.

        The alarm chose the first of them because they are extreme, so the ratio reads too far out: see
        :attr:`after`.
        """
        return self._from(self.start)

    @property
    def after(self) -> SexRatio:
        """Those of :attr:`since` that are behind the first alarm, and so had no part in it.

        Where the shift is over, its end was chosen by these births, and the ratio reads too near.
        """
        return self._from(self.first_alarm + 1)

    def _from(self, first: IntArray) -> SexRatio:
        month = np.arange(self.male.shape[1])
        last = np.where(self.end >= 0, self.end, len(month) - 1)
        inside = self.alarmed[:, None] & (month >= first[:, None]) & (month <= last[:, None])
        return SexRatio((self.male * inside).sum(axis=1), (self.female * inside).sum(axis=1))


def monitor(
    male: ArrayLike,
    female: ArrayLike,
    shift: Shift | None = None,
    *,
    years: float = FALSE_ALARM_YEARS,
    head_start: float = 0.0,
    threshold: ArrayLike | None = None,
    progress: Callable[[float], None] | None = None,
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
    progress : callable, optional
        Told the share of the work that is done.

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
        half = None if progress is None else lambda share: progress(share / 2)
        limit = thresholds(births, what, years, head_start=head_start, progress=half)
    else:
        limit = np.broadcast_to(np.asarray(threshold, dtype=np.float64), births.shape[:1])
    path, alarm, origin, nothing = _paths(boys * what.boy + girls * what.girl, limit, head_start)
    start, first, last, end = _shifts(alarm, origin, nothing)
    expected, delay = 0.0, np.full(len(births), np.inf)
    watched = np.flatnonzero(births.any(axis=1) & np.isfinite(limit))
    for done, area in enumerate(watched):
        level, ahead = float(limit[area]), head_start * float(limit[area])
        expected += expected_alarms(births[area], level, what.reference, what, ahead)
        delay[area] = mean_run_length(monthly_steps(births[area], what.shifted, what), level, ahead)
        if progress is not None:
            progress((1 + (done + 1) / len(watched)) / 2)
    return Monitored(
        boys, girls, what, years, head_start, limit, path, alarm, start, first, last, end, expected, delay
    )


def _paths(
    steps: FloatArray, limit: FloatArray, head_start: float
) -> tuple[FloatArray, BoolArray, IntArray, BoolArray]:
    """The statistic, the alarms, since which month there is evidence, and in which month there is none.

    The evidence is the statistic that does not start anew, kept at the threshold: a shift that has been seen
    is over when as much speaks against it as spoke for it.
    """
    anew = head_start * np.where(np.isfinite(limit), limit, 0.0)
    level, evidence = anew.copy(), anew.copy()
    begun, origin = np.zeros(len(steps), dtype=np.int64), np.zeros_like(steps, dtype=np.int64)
    path, alarm, nothing = (
        np.zeros_like(steps),
        np.zeros(steps.shape, np.bool_),
        np.zeros(steps.shape, np.bool_),
    )
    for month in range(steps.shape[1]):
        level = np.maximum(0.0, level + steps[:, month])
        evidence = np.clip(evidence + steps[:, month], 0.0, limit)
        path[:, month], alarm[:, month] = level, level >= limit
        origin[:, month], nothing[:, month] = begun, evidence == 0
        begun = np.where(evidence == 0, month + 1, begun)
        level = np.where(alarm[:, month], anew, level)
    return path, alarm, origin, nothing


def _shifts(
    alarm: BoolArray, origin: IntArray, nothing: BoolArray
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Start, first and last alarm, and end of the last shift of each area."""
    start, first, last, end = (np.full(len(alarm), -1, dtype=np.int64) for _ in range(4))
    for area in np.flatnonzero(alarm.any(axis=1)):
        months = np.flatnonzero(alarm[area])
        last[area], start[area] = months[-1], origin[area, months[-1]]
        first[area] = months[months >= start[area]][0]
        over = np.flatnonzero(nothing[area, last[area] :])
        end[area] = last[area] + over[0] if len(over) else -1
    return start, first, last, end
