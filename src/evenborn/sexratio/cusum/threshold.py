"""The threshold of each area from one budget of false alarms for all areas together."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, checked_counts
from evenborn.sexratio.cusum.likelihood import Shift, approximate_threshold
from evenborn.sexratio.cusum.run_length import Steps, mean_run_length, monthly_steps

MONTHS_A_YEAR = 12
FEWEST_YEARS = 1.0
"""Shortest time between two false alarms of all areas that may be asked for."""
FALSE_ALARM_YEARS = 10.0
"""Mean years between two false alarms, of all areas together, unless another budget is stated."""

_CLOSE = 1e-3
_ROUNDS = 60
_FLATTEST = 0.05
_LOWEST = 0.01  # of a step's deviation


def threshold_for(steps: Steps, months: float, shift: Shift, head_start: float = 0.0) -> float:
    """Threshold at which the mean run length of a chart is ``months`` steps.

    Parameters
    ----------
    steps : Steps
        In control.
    months : float
        Wanted mean number of steps between alarms, more than 1.
    shift : Shift
    head_start : float
        Share of the threshold at which the statistic starts, from 0 to below 1.

    Returns
    -------
    float
        The run length of :func:`mean_run_length` is met within a thousandth. Where hardly a month speaks
        for the shift the lowest threshold, a hundredth of a step, may give fewer alarms than asked; without
        births the threshold is infinite.

    Raises
    ------
    ValueError
        If months or the head start are out of range.

    References
    ----------
    Brook, Evans (1972), Biometrika 59(3):539-549. Lucas, Crosier (1982), Technometrics 24(3):199-205, for
    the head start.

    Examples
    --------
    >>> from evenborn.sexratio.cusum.run_length import monthly_steps
    >>> shift = Shift(106, 115)
    >>> round(threshold_for(monthly_steps([1_000], 106, shift), 1_200, shift), 2)
    5.42
    """
    if not months > 1 or not 0 <= head_start < 1:
        raise ValueError("run lengths must be more than one step, the head start from 0 to below 1.")
    if steps.spread == 0:
        return float("inf")
    births = months * steps.spread**2 / shift.spread(shift.reference) ** 2  # as many as vary so much
    level = approximate_threshold(births, shift) - steps.spread / 2

    def too_long(threshold: float) -> float:
        return float(np.log(mean_run_length(steps, threshold, head_start * threshold) / months))

    lowest = steps.spread * _LOWEST
    return lowest if too_long(lowest) >= 0 else _root(too_long, max(level, lowest))


def _root(rising: Callable[[float], float], guess: float) -> float:
    """Where a rising function of a positive argument, of a slope near 1, is nought: secants in a bracket."""
    low, high, slope, level, value = 0.0, np.inf, 1.0, guess, rising(guess)
    for _ in range(_ROUNDS):
        low, high = (low, level) if value > 0 else (level, high)
        if abs(value) < _CLOSE or high - low < _CLOSE * level:
            break
        there = level - value / slope
        if not low < there < high:
            there = (low + high) / 2 if np.isfinite(high) else 2 * level
        beyond = rising(there)
        slope = max((beyond - value) / (there - level), _FLATTEST)
        level, value = there, beyond
    return level


def thresholds(
    births: ArrayLike,
    shift: Shift,
    years: float = FALSE_ALARM_YEARS,
    *,
    head_start: float = 0.0,
    progress: Callable[[float], None] | None = None,
) -> FloatArray:
    """Threshold of each area, so that all together give one false alarm in ``years`` years.

    Every area with births gets the same share: its own mean time between false alarms is years x areas.

    Parameters
    ----------
    births : array_like of whole numbers, shape (areas, months)
        Of both sexes. An area's months stand for the months to come, those without births among them.
    shift : Shift
    years : float
        Mean years between two false alarms of all areas together, 1 or more.
    head_start : float
        Share of the threshold at which the statistic starts, at first and after an alarm.
    progress : callable, optional
        Told the share of the work that is done.

    Returns
    -------
    ndarray of float, shape (areas,)
        Infinite for areas without births.

    Raises
    ------
    ValueError
        If births are not counts of areas by months, or the budget is below a year.

    References
    ----------
    Marshall, Best, Bottle, Aylin (2004), J. R. Stat. Soc. A 167(3):541-559, for many charts at once.

    Examples
    --------
    >>> thresholds([[1_000] * 12, [100] * 12, [0] * 12], Shift(106, 115), years=50).round(2)
    array([5.42, 4.18,  inf])
    """
    counts = checked_counts(births, 0)[0]
    if counts.ndim != 2 or counts.shape[1] == 0:
        raise ValueError("births must be areas by months, with one month or more.")
    if not FEWEST_YEARS <= years < np.inf:
        raise ValueError(f"one false alarm may be allowed in {FEWEST_YEARS:g} years or more, not {years:g}.")
    watched = counts.any(axis=1)
    found = np.full(len(counts), np.inf)
    for done, area in enumerate(np.flatnonzero(watched)):
        if progress is not None:
            progress(done / len(found))
        steps = monthly_steps(counts[area], shift.reference, shift)
        months = years * MONTHS_A_YEAR * watched.sum()
        found[area] = threshold_for(steps, months, shift, head_start)
    return found
