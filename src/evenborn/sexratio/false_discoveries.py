"""Which of many tests still count once one knows how many there were: P after Benjamini-Hochberg."""

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray

__all__ = ["q_values"]


def q_values(p_value: ArrayLike, counted: BoolArray) -> FloatArray:
    """Adjust P for the number of tests, so that false ones are a known share of those that are found.

    Parameters
    ----------
    p_value : array_like of float, shape (tests,)
        From 0 to 1 wherever a test counts.
    counted : ndarray of bool, shape (tests,)
        Which of the tests count; the others have no part in it.

    Returns
    -------
    ndarray of float
        The smallest rate of false discoveries at which a test is found; 1 for those that do not count.

    References
    ----------
    Benjamini, Hochberg (1995), J. R. Stat. Soc. B 57:289-300.

    Examples
    --------
    >>> q_values([0.01, 0.04, 0.03, 0.5], np.array([True, True, True, False])).round(3)
    array([0.03, 0.04, 0.04, 1.  ])
    """
    value = np.asarray(p_value, dtype=np.float64)
    adjusted = np.ones_like(value)
    if counted.any():
        adjusted[counted] = scipy.stats.false_discovery_control(value[counted], method="bh")
    return adjusted
