"""The likeliest window of a map, and after it each that shares no area with a likelier one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.scan.likelihood import log_likelihood_ratio
from evenborn.sexratio.scan.replications import Map

_NOTHING = 1e-9
"""Log likelihood ratio up to which a window differs from the rest by rounding only."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundWindow:
    """One window.

    Attributes
    ----------
    row : int
        Of :class:`~evenborn.sexratio.scan.windows.Windows`: its centre and shape.
    members : ndarray of int64
        Areas from the centre outwards.
    span : tuple of int
        First period and the one behind the last.
    male, births : int
    log_likelihood_ratio : float
        Times the compactness of the shape, where there is a penalty.
    """

    row: int
    members: IntArray
    span: tuple[int, int]
    male: int
    births: int
    log_likelihood_ratio: float


def likeliest(of: Map, male: IntArray, most: int, workers: int) -> list[FoundWindow]:
    """Windows in order of their log likelihood ratio, none of which shares an area with one before it.

    Parameters
    ----------
    of : Map
    male : ndarray of int64, shape (areas, periods)
    most : int
        How many at most.
    workers : int
        Threads; the windows do not depend on it.

    Returns
    -------
    list of FoundWindow
        Only those with a ratio above 0. Of equal ones that of the first centre and the smallest.

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496 (secondary clusters).

    Examples
    --------
    >>> from evenborn.sexratio.scan.windows import all_windows
    >>> births, male = np.full((4, 1), 1_000), np.array([[560], [555], [500], [490]])
    >>> windows = all_windows([[0, 0], [1, 0], [3, 0], [6, 0]], births[:, 0])
    >>> of = Map(births, 2_105, windows, ((0, 1),), "high", 0.0)
    >>> [(one.members.tolist(), one.male) for one in likeliest(of, male, 5, 1)]
    [([0, 1], 1115)]
    """
    search = _Search(of, male)
    rows = len(of.windows)
    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(search.best, range(rows)))
    value, held = (np.array(column) for column in zip(*found, strict=True))
    fresh, accepted = np.ones(rows, np.bool_), list[FoundWindow]()
    while len(accepted) < most:
        row, span = np.unravel_index(int(np.argmax(value)), value.shape)
        if value[row, span] <= _NOTHING:
            break
        members = of.windows.row(int(row))[0]
        if fresh[row] or not search.used[members[: held[row].max()]].any():
            accepted.append(search.window(int(row), int(span), int(held[row, span]), float(value[row, span])))
            search.used[accepted[-1].members] = True
            fresh[:] = False
        else:
            value[row], held[row] = search.best(int(row))
            fresh[row] = True
    return accepted


class _Search:
    """Windows of one map of births; areas that are in use end the windows before them."""

    def __init__(self, of: Map, male: IntArray) -> None:
        none = np.zeros((len(male), 1), np.int64)
        self.of = of
        self.male = np.concatenate([none, np.cumsum(male, axis=1)], axis=1)
        self.births = np.concatenate([none, np.cumsum(of.births, axis=1)], axis=1)
        self.used: BoolArray = np.zeros(len(male), np.bool_)
        self.weights = of.weights()
        self.first, self.behind = np.array(of.spans).T

    def best(self, row: int) -> tuple[FloatArray, IntArray]:
        """The highest ratio of a row for every span, and how many areas that window holds."""
        members, open_at = self.of.windows.row(row)
        barred = np.flatnonzero(self.used[members])
        number = int(barred[0]) if len(barred) else len(members)
        if not number:
            return np.zeros(len(self.first)), np.zeros(len(self.first), np.int64)
        inside = self._inside(self.male, members[:number])
        size = self._inside(self.births, members[:number])
        ratio = log_likelihood_ratio(inside, size, self.of.all_male, self.of.all_births, self.of.direction)
        ratio[open_at[open_at < number]] = 0
        at = ratio.argmax(axis=0)
        top = np.take_along_axis(ratio, at[None], axis=0)[0]
        return self.weights[row % len(self.weights)] * top, at + 1

    def _inside(self, running: IntArray, members: IntArray) -> IntArray:
        totals = np.cumsum(running[members], axis=0)
        return np.asarray(totals[:, self.behind] - totals[:, self.first])

    def window(self, row: int, span: int, number: int, ratio: float) -> FoundWindow:
        """A window with its counts."""
        members = self.of.windows.row(row)[0][:number]
        first, behind = self.of.spans[span]
        male, births = (
            int((running[members, behind] - running[members, first]).sum())
            for running in (self.male, self.births)
        )
        return FoundWindow(row, members, (first, behind), male, births, ratio)
