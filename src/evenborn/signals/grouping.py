"""Entries gathered by facility, by month, or by whatever else they name."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenborn.sexratio.counts import FloatArray


def places(names: NDArray[np.str_]) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """The different names, sorted, and the place of each entry among them.

    Parameters
    ----------
    names : ndarray of str

    Returns
    -------
    different : ndarray of str
    place : ndarray of int

    References
    ----------
    None: an inventory.

    Examples
    --------
    >>> different, place = places(np.array(["b", "a", "b"]))
    >>> different.tolist(), place.tolist()
    (['a', 'b'], [1, 0, 1])
    """
    different, place = np.unique(names, return_inverse=True)
    return different, place.astype(np.int64)


def sums(place: NDArray[np.int64], amount: NDArray[Any], length: int) -> FloatArray:
    """Amounts added up by place.

    Parameters
    ----------
    place : ndarray of int
    amount : ndarray of numbers or truth values
    length : int

    Returns
    -------
    ndarray of float, shape (length,)

    References
    ----------
    None: addition.

    Examples
    --------
    >>> sums(np.array([1, 0, 1]), np.array([2, 3, 4]), 2).tolist()
    [3.0, 6.0]
    """
    return np.bincount(place, amount, minlength=length).astype(np.float64)
