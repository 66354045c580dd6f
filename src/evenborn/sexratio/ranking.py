"""Which areas can be told apart? Intervals of ranks that hold for all areas at once, and groups."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.counts import FloatArray, IntArray, checked_counts
from evenborn.sexratio.reference import NATURAL_SD_LOG_RATIO, natural_sd_of_mean

_ROWS_AT_ONCE = 256  # pairs are looked at in blocks, so that 40,000 townships need little memory


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Areas from the highest ratio down, as far as they can be told apart.

    Attributes
    ----------
    rank_lower, rank_upper : ndarray of int, shape (areas,)
        Interval of each area's true rank, 1 for the highest ratio. All intervals hold at once
        with the stated confidence.
    group : ndarray of int, shape (areas,)
        1 for the highest group. Two areas that cannot be told apart share a group; areas of
        different groups are all told apart.
    highest, lowest : int or None
        Position of the one area that may be named as having the highest (lowest) ratio; None
        where no such area can be told apart from all others.
    confidence : float
    """

    rank_lower: IntArray
    rank_upper: IntArray
    group: IntArray
    highest: int | None
    lowest: int | None
    confidence: float


def rank(
    male: ArrayLike,
    female: ArrayLike,
    *,
    confidence: float = 0.95,
    natural_sd: float = NATURAL_SD_LOG_RATIO,
    periods: int = 1,
) -> Ranking:
    """Rank areas by their sex ratio, with simultaneous intervals of ranks.

    Two areas are told apart when their transformed shares differ by more than Tukey's critical
    value; an area's rank lies between 1 + (areas above it) and areas - (areas below it).

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas,)
        Live births. An area without births is told apart from none.
    confidence : float
        Probability that every interval of ranks holds; so in at most 1 - confidence of tables of
        identical areas is any area named.
    natural_sd : float
        Natural year-to-year standard deviation of log R of one area; it is not a difference
        between areas. 0 ranks these births alone.
    periods : int
        Area-years pooled in each count.

    Returns
    -------
    Ranking

    Raises
    ------
    ValueError
        If counts are not counts, there is no area, or the confidence is not between 0 and 1.

    References
    ----------
    Al Mohamad, Goeman, van Zwet (2022), Biometrics 78:238-247 (rank intervals from Tukey's
    procedure). Hayter (1984), Annals of Statistics 12:61-75 (unequal sizes stay within the error).
    Anscombe (1948), Biometrika 35:246-254 (the arc sine of a share).

    Examples
    --------
    Nine counties at 107 and one at 130, 10,000 births each:

    >>> table = rank([5_169] * 9 + [5_652], [4_831] * 9 + [4_348])
    >>> table.highest, table.lowest, int(table.group[9]), int(table.rank_upper[0])
    (9, None, 1, 10)
    """
    boys, girls = (np.atleast_1d(counts) for counts in checked_counts(male, female))
    areas = boys.shape[0]
    if boys.ndim != 1 or areas == 0 or not 0 < confidence < 1 or natural_sd < 0 or periods < 1:
        raise ValueError("a ranking needs one list of areas and a confidence between 0 and 1.")
    if areas == 1:
        one = np.ones(1, dtype=np.int64)
        return Ranking(one, one, one, None, None, confidence)
    position, variance = _arc_sine(boys, girls, natural_sd_of_mean(periods, natural_sd))
    critical = _critical_difference(areas, confidence)
    above, below, reach = _told_apart(position, variance, critical)
    group = _groups(position, reach)
    lower, upper = 1 + above, areas - below
    return Ranking(
        lower,
        upper,
        group,
        _alone(lower == upper, lower == 1),
        _alone(lower == upper, upper == areas),
        confidence,
    )


@lru_cache(maxsize=256)
def _critical_difference(areas: int, confidence: float) -> float:
    """Tukey's critical value for the difference of two of so many standard normals, in their own SDs."""
    return float(scipy.stats.studentized_range.ppf(confidence, areas, np.inf) / np.sqrt(2))


def _arc_sine(boys: FloatArray, girls: FloatArray, natural_sd: float) -> tuple[FloatArray, FloatArray]:
    """Anscombe's variance-stabilised share of boys, and its variance with nature's own added."""
    births = boys + girls
    share = (boys + 0.375) / (births + 0.75)
    position = 2 * np.arcsin(np.sqrt(share))
    # d(position) / d(log R) = sqrt(p q)
    natural = natural_sd**2 * share * (1 - share)
    return position, np.where(births > 0, 1 / (births + 0.5) + natural, np.inf)


def _told_apart(
    position: FloatArray, variance: FloatArray, critical: float
) -> tuple[IntArray, IntArray, IntArray]:
    """For each area: how many are above it, how many below, and how far down the list it still reaches."""
    areas = position.shape[0]
    order = np.argsort(-position, kind="stable")
    ordered, spread = position[order], variance[order]
    above, below, reach = (np.zeros(areas, dtype=np.int64) for _ in range(3))
    for start in range(0, areas, _ROWS_AT_ONCE):
        rows = slice(start, min(start + _ROWS_AT_ONCE, areas))
        gap = ordered[None, :] - ordered[rows, None]
        critical_gap = critical * np.sqrt(spread[None, :] + spread[rows, None])
        above[order[rows]] = (gap > critical_gap).sum(axis=1)
        below[order[rows]] = (gap < -critical_gap).sum(axis=1)
        alike = np.abs(gap) <= critical_gap
        reach[order[rows]] = areas - 1 - np.argmax(alike[:, ::-1], axis=1)
    return above, below, reach


def _groups(position: FloatArray, reach: IntArray) -> IntArray:
    """Cut the ordered list only where everything above is told apart from everything below."""
    order = np.argsort(-position, kind="stable")
    farthest = np.maximum.accumulate(reach[order])
    ends = farthest <= np.arange(len(order))
    group = np.empty(len(order), dtype=np.int64)
    group[order] = 1 + np.concatenate([[0], np.cumsum(ends)[:-1]])
    return group


def _alone(certain: NDArray[np.bool_], first: NDArray[np.bool_]) -> int | None:
    named = np.flatnonzero(certain & first)
    return int(named[0]) if len(named) == 1 else None
