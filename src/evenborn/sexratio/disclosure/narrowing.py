"""What can be said of each unknown count without a linear programme: bounds that follow from bounds."""

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray, IntArray

_ROUNDS = 200


class ContradictionError(ValueError):
    """What was published cannot all be true together under the assumption made."""


def narrow(
    matrix: "scipy.sparse.csr_array", limits: IntArray, lower: FloatArray, upper: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Tightest bounds of each unknown that follow, one statement at a time, from all the others.

    Parameters
    ----------
    matrix : csr_array (statements, unknowns)
        Whole coefficients; every statement is ``matrix @ unknowns <= limits``.
    limits : ndarray of int
        Right-hand sides.
    lower, upper : ndarray of float
        Bounds of the whole-numbered unknowns; ``upper`` may be infinite.

    Returns
    -------
    lower, upper : ndarray of float
        Tightened, whole; equal where the count is known.

    Raises
    ------
    ContradictionError
        If no counts satisfy all statements.

    References
    ----------
    Savelsbergh (1994), ORSA Journal on Computing 6(4):445-454: activity bounds in preprocessing.

    Examples
    --------
    A total of 7 and a published cell of 4 leave 3:

    >>> total = scipy.sparse.csr_array(np.array([[1, 1], [-1, -1], [1, 0], [-1, 0]]))
    >>> narrow(total, np.array([7, -7, 4, -4]), np.zeros(2), np.full(2, np.inf))[1]
    array([4., 3.])
    """
    entries = scipy.sparse.coo_array(matrix)
    row, column = (place.astype(np.int64) for place in entries.coords)
    weight = entries.data.astype(np.float64)  # no stored zeros: the statements leave them out
    rising = weight > 0
    for _ in range(_ROUNDS):
        room = _room(row, weight, np.where(rising, lower[column], upper[column]), limits)
        with np.errstate(invalid="ignore"):  # an infinite room over any weight stays infinite
            bound = room / weight
        new_upper, new_lower = upper.copy(), lower.copy()
        np.minimum.at(new_upper, column[rising], np.floor(bound[rising] + 1e-9))
        np.maximum.at(new_lower, column[~rising], np.ceil(bound[~rising] - 1e-9))
        if (new_lower > new_upper).any():
            raise ContradictionError("The published numbers contradict each other.")
        if np.array_equal(new_upper, upper) and np.array_equal(new_lower, lower):
            break
        lower, upper = new_lower, new_upper
    return lower, upper


def _room(row: IntArray, weight: FloatArray, smallest: FloatArray, limits: IntArray) -> FloatArray:
    """For each entry: the limit less the smallest that the rest of its statement can add up to."""
    endless = ~np.isfinite(smallest)
    part = weight * np.where(endless, 0.0, smallest)
    size = limits.size
    activity = np.bincount(row, weights=part, minlength=size)
    unlimited = np.bincount(row, weights=endless.astype(np.float64), minlength=size)
    others_endless = unlimited[row] - endless > 0
    return np.asarray(np.where(others_endless, np.inf, limits[row] - activity[row] + part))
