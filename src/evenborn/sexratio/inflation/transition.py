"""Missing births of a transition whose course is stated, year by year."""

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.inflation.trapezoid import trapezoid
from evenborn.sexratio.missing import Definition, missing_at_ratio


def missing_of_transition(
    years: ArrayLike,
    births: ArrayLike,
    transition: ArrayLike,
    baseline: float,
    definition: Definition = "sen",
) -> FloatArray:
    """Missing female births that a stated transition means for stated births.

    Parameters
    ----------
    years : array_like of float, shape (years,)
    births : array_like of float, shape (years,)
        Live births of both sexes.
    transition : array_like of float, shape (5,)
        Start, height in points, and rise, plateau, fall in years.
    baseline : float
        Males per 100 females without selection.
    definition : {"sen", "fixed-births"}

    Returns
    -------
    ndarray of float, shape (years,)
        Girls; with births in thousands, thousands of girls.

    Raises
    ------
    ValueError
        As :func:`~evenborn.sexratio.missing.missing_at_ratio`.

    References
    ----------
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311.

    Examples
    --------
    Hong Kong in 2011 at the published height of 7.6 points above 108.05, 95,000 births:

    >>> missing_of_transition([2011], [95_000], [2004, 7.6, 6, 2, 2], 108.05).round()
    array([3099.])
    """
    ratio = baseline + trapezoid(years, transition)
    return missing_at_ratio(np.asarray(births, dtype=np.float64), ratio, baseline, definition)
