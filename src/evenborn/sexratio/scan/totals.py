"""Running totals of many maps at once, in the order in which a processor adds most at a time."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from evenborn.sexratio.counts import BoolArray, IntArray

RUN: Final = 32
"""Members of a run of :func:`running_totals`."""


def few_of(passing: BoolArray) -> tuple[IntArray, IntArray]:
    """Rows and columns of what is true in an array in which little is; columns a multiple of eight.

    Parameters
    ----------
    passing : ndarray of bool, shape (rows, columns)

    Returns
    -------
    rows, columns : ndarray of int64

    References
    ----------
    None needed: eight are looked at together, as one number.

    Examples
    --------
    >>> passing = np.zeros((2, 8), bool)
    >>> passing[1, 3] = True
    >>> few_of(passing)
    (array([1]), array([3]))
    """
    eights = np.flatnonzero(passing.view(np.uint64))
    places = (8 * eights[:, None] + np.arange(8)).ravel()
    rows, columns = np.divmod(places[passing.ravel()[places]], passing.shape[1])
    return rows, columns


def folded(number: int) -> IntArray:
    """The order in which :func:`running_totals` writes: first of every run, second of every run, and so on.

    Parameters
    ----------
    number : int

    Returns
    -------
    ndarray of int64
        A multiple of :data:`RUN` long; ``number`` stands where nothing is.

    References
    ----------
    See :func:`running_totals`.

    Examples
    --------
    >>> folded(40)[:4], len(folded(40))
    (array([ 0, 32,  1, 33]), 64)
    """
    runs = -(-number // RUN)
    return np.minimum(np.arange(runs * RUN), number).reshape(runs, RUN).T.ravel()


def running_totals(
    counts: NDArray[np.signedinteger], members: IntArray, room: NDArray[np.signedinteger]
) -> NDArray[np.signedinteger]:
    """Running totals of the rows ``members`` of ``counts``, in runs beside each other.

    A running total in order is a chain of additions that the processor does one by one. In runs, one step of
    all of them is one wide addition; then each run is raised by the total of those before it.

    Parameters
    ----------
    counts : ndarray of int, shape (areas, maps)
    members : ndarray of int64, shape (n,)
    room : ndarray of int, shape (at least n, to the next 32; maps)
        Where they are written.

    Returns
    -------
    ndarray of int
        The beginning of ``room``, in the order of :func:`folded`; not defined where that has nothing.

    References
    ----------
    Blelloch (1990), Prefix sums and their applications, CMU-CS-90-190.

    Examples
    --------
    >>> counts, members = np.array([[1, 10], [2, 20], [4, 40]]), np.array([2, 0])
    >>> running_totals(counts, members, np.zeros((32, 2), int))[:2]
    array([[ 4, 40],
           [ 5, 50]])
    """
    runs = -(-len(members) // RUN)
    last = len(members) - 1
    folds = members[np.minimum(folded(len(members)), last)]
    np.take(counts, folds, axis=0, out=room[: len(folds)], mode="clip")
    steps = room[: len(folds)].reshape(RUN, runs, -1)
    for step in range(1, RUN):
        np.add(steps[step], steps[step - 1], out=steps[step])
    before = np.zeros_like(steps[-1])
    np.cumsum(steps[-1, :-1], axis=0, out=before[1:])
    np.add(steps, before, out=steps)
    return room[: len(folds)]
