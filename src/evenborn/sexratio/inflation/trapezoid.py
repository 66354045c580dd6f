"""The course of a transition: a rise, a plateau and a fall of the ratio above its baseline."""

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray


def trapezoid(years: ArrayLike, transitions: ArrayLike) -> FloatArray:
    """Inflation of the ratio by year.

    It rises from 0 in a straight line over ``rise`` years, stays at ``height`` for ``plateau`` years
    and falls back to 0 over ``fall`` years.

    Parameters
    ----------
    years : array_like of float, shape (years,)
        Calendar years.
    transitions : array_like of float, shape (..., 5)
        Start, height, rise, plateau, fall; the lengths in years.

    Returns
    -------
    ndarray of float, shape (..., years)
        In the unit of the height.

    References
    ----------
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311.

    Examples
    --------
    >>> trapezoid([2003, 2007, 2011, 2013, 2015], [2004, 0.06, 6, 2, 2]).round(3)
    array([0.  , 0.03, 0.06, 0.03, 0.  ])
    """
    held = np.asarray(transitions, dtype=np.float64)[..., None, :]
    start, height, rise, plateau, fall = np.moveaxis(held, -1, 0)
    since = np.asarray(years, dtype=np.float64) - start
    with np.errstate(divide="ignore", invalid="ignore"):  # a rise or fall of no length is a step
        up = np.where(rise > 0, since / rise, np.where(since >= 0, 1.0, 0.0))
        left = rise + plateau + fall - since
        down = np.where(fall > 0, left / fall, np.where(left >= 0, 1.0, 0.0))
    return np.asarray(height * np.clip(np.minimum(up, down), 0.0, 1.0))


def end_of(transitions: ArrayLike) -> FloatArray:
    """Year in which a transition is over: start + rise + plateau + fall.

    Parameters
    ----------
    transitions : array_like of float, shape (..., 5)

    Returns
    -------
    ndarray of float, shape (...)

    References
    ----------
    As :func:`trapezoid`.

    Examples
    --------
    >>> float(end_of([2004, 0.076, 6, 2, 2]))
    2014.0
    """
    held = np.asarray(transitions, dtype=np.float64)
    return np.asarray(held[..., 0] + held[..., 2:].sum(axis=-1))
