"""What a count of births may be: a whole number, zero or more."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
TextArray: TypeAlias = NDArray[np.str_]

LARGEST_COUNT = 2**53
"""Above this a count is no longer exact in double precision."""


def checked_counts(male: ArrayLike, female: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Male and female counts, broadcast against each other, as exact doubles.

    Parameters
    ----------
    male, female : array_like of whole numbers
        Live births; any shapes that broadcast.

    Returns
    -------
    male, female : ndarray of float64
        Of the common shape.

    Raises
    ------
    ValueError
        If a count is negative, fractional, not finite, or above 2**53.

    References
    ----------
    WHO, International Classification of Diseases (ICD-10, volume 2): definition of a live birth.

    Examples
    --------
    >>> checked_counts([51, 52], 49)
    (array([51., 52.]), array([49., 49.]))
    """
    return broadcast_pair(_checked(male, "male"), _checked(female, "female"))


def broadcast_pair(first: ArrayLike, second: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Two arrays of floats in their common shape.

    Parameters
    ----------
    first, second : array_like
        Any shapes that broadcast.

    Returns
    -------
    first, second : ndarray of float64

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    References
    ----------
    Broadcasting is NumPy's.

    Examples
    --------
    >>> broadcast_pair([1, 2], 3)[1]
    array([3., 3.])
    """
    left = np.asarray(first, dtype=np.float64)
    right = np.asarray(second, dtype=np.float64)
    left, right = np.broadcast_arrays(left, right)
    return left, right


def _checked(values: ArrayLike, name: str) -> FloatArray:
    counts = np.asarray(values, dtype=np.float64)
    wrong = ~np.isfinite(counts) | (counts < 0) | (counts > LARGEST_COUNT) | (counts != np.floor(counts))
    if wrong.any():
        first = counts[wrong].flat[0] if counts.ndim else counts
        raise ValueError(f"{name} births must be whole numbers from 0 to 2**53; one is {float(first):g}.")
    return counts
