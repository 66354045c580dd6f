"""The Bernoulli log likelihood ratio of a window, and the fewest boys with which it passes a level."""

from threading import Lock
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.counts import FloatArray, IntArray

Direction = Literal["high", "low", "both"]
"""Windows that are looked for: with more boys than outside, with fewer, or either."""

_STEPS_OF_A_ROOT = 20.0  # of the table, from one square root to the next: a twentieth of a standard deviation
_MOST_STEPS = 1 << 17  # fewer to a root where births are very many
_HALVINGS = 9
_HIGHEST_LEVEL = 8
_ROUNDING = 1e-5  # of a log likelihood ratio of 10⁹ births, at most
_REACH = 2.0  # times the distance that the normal approximation gives


def log_likelihood_ratio(
    male: ArrayLike,
    births: ArrayLike,
    all_male: float,
    all_births: float,
    direction: Direction = "high",
) -> FloatArray:
    """Log likelihood ratio of one share of boys inside a window and another outside, against one everywhere.

    Parameters
    ----------
    male, births : array_like of float
        Boys and all births inside; any shapes that broadcast, ``male`` at most ``births``.
    all_male, all_births : float
        Of the whole map.
    direction : {"high", "low", "both"}
        0 where the share inside is not higher (lower) than outside.

    Returns
    -------
    ndarray of float
        Zero or more.

    Raises
    ------
    ValueError
        If more boys than births are inside or outside a window.

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496.

    Examples
    --------
    60 boys of 100 births inside, 450 of 900 outside:

    >>> round(float(log_likelihood_ratio(60, 100, 510, 1_000)), 4)
    1.8135
    >>> float(log_likelihood_ratio(60, 100, 510, 1_000, "low"))
    0.0
    """
    inside, size = np.asarray(male, np.float64), np.asarray(births, np.float64)
    outside, rest = all_male - inside, all_births - size
    if (inside > size).any() or (outside > rest).any() or (inside < 0).any() or (outside < 0).any():
        raise ValueError("a window cannot hold or leave out more boys than births.")
    ratio = _ratio(inside, size, all_male, all_births)
    if direction == "both":
        return ratio
    with np.errstate(invalid="ignore"):
        excess = inside * all_births - size * all_male
    return np.asarray(np.where(excess > 0 if direction == "high" else excess < 0, ratio, 0.0))


def _ratio(inside: FloatArray, size: FloatArray, all_male: float, all_births: float) -> FloatArray:
    """The four cells against what the share of the whole map gives them: no large logarithms to subtract."""
    share = all_male / all_births if all_births else 0.0
    outside, rest = all_male - inside, all_births - size
    total = _part(inside, size * share) + _part(size - inside, size * (1 - share))
    total += _part(outside, rest * share) + _part(rest - outside, rest * (1 - share))
    return np.asarray(np.maximum(total, 0.0))


def _part(observed: FloatArray, expected: FloatArray) -> FloatArray:
    safe = np.where(observed > 0, expected, 1.0)
    return np.asarray(observed * np.log(np.where(observed > 0, observed, 1.0) / safe))


class Thresholds:
    """For each level and number of births, a bound below which no number of boys passes the level.

    The fewest boys that pass a level rise with the births of the window. So the bound of a smaller window
    holds for a larger one, and one table over the births serves all windows. It is a bound: what lies above
    it must still be weighed.

    Parameters
    ----------
    all_male, all_births : float
        Of the whole map.

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496, for the ratio.

    Examples
    --------
    >>> bounds = Thresholds(510, 1_000)
    >>> bound = bounds.upto(2)[1, bounds.steps(np.array([100]))][0]
    >>> bool(54 < bound < 59), bool(log_likelihood_ratio(bound, 100, 510, 1_000) <= 1)
    (True, True)
    """

    def __init__(self, all_male: float, all_births: float) -> None:
        """Hold the totals; tables are made when a level is asked for."""
        self._male, self._births = all_male, all_births
        self._root = min(_STEPS_OF_A_ROOT, _MOST_STEPS / float(np.sqrt(max(all_births, 1))))
        self._tables = np.zeros((0, int(self._root * np.sqrt(all_births)) + 2), np.int32)
        self._making = Lock()

    def steps(self, births: IntArray) -> IntArray:
        """Columns of the table for windows of ``births``."""
        return np.asarray((self._root * np.sqrt(births)).astype(np.int64))

    def upto(self, level: int) -> NDArray[np.int32]:
        """Numbers of boys that do not pass 0, 1, ... ``level`` and perhaps more; shape (levels, steps)."""
        with self._making:
            if level >= len(self._tables):
                more = [self._table(float(one)) for one in range(len(self._tables), level + 1)]
                self._tables = np.vstack([self._tables, *more])
            return self._tables

    def _table(self, level: float) -> NDArray[np.int32]:
        share = self._male / self._births
        steps = np.arange(self._tables.shape[1])
        # A hair less, so that a square root that was rounded up still finds a smaller window.
        size = np.minimum((steps / self._root) ** 2 * (1 - 1e-12), self._births)
        spread = np.sqrt(share * (1 - share) * size * (1 - size / self._births))
        low = np.maximum(size * share, self._male - (self._births - size))
        most = np.minimum(size, self._male)
        high = np.minimum(low + _REACH * np.sqrt(2 * level + 1) * (spread + 1), most)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            passes = _ratio(middle, size, self._male, self._births) > level
            low, high = np.where(passes, low, middle), np.where(passes, middle, high)
        at_top = _ratio(high, size, self._male, self._births) <= level
        return np.floor(np.where(at_top, high, low) * (1 - 1e-12)).astype(np.int32)


def whole_levels(ratio: FloatArray) -> IntArray:
    """Whole levels, up to 8, that are surely passed by what passes ``ratio``; little passes 8 by chance.

    Parameters
    ----------
    ratio : ndarray of float

    Returns
    -------
    ndarray of int64

    References
    ----------
    Kulldorff (1997), Communications in Statistics: Theory and Methods 26(6):1481-1496, for the ratio.

    Examples
    --------
    >>> whole_levels(np.array([0.0, 2.0, 2.5]))
    array([0, 1, 2])
    """
    return np.floor(np.clip(ratio - _ROUNDING, 0.0, _HIGHEST_LEVEL)).astype(np.int64)
