"""How much speaks for two records being one birth: a weight, in bits, against whatever else they may be.

Records may be of one birth, of children of one delivery, of children of one mother born on different days, or
of births that have nothing to do with each other. A weight is the log2 of the odds of the first against the
other three together:

    weight = log2 ( N₁ · 2^a / (N₂ + N₃ · 2^(a−b) + N₄ · 2^(a−c)) )

with a, b, c the sums over all comparisons of log2 (share among records of one birth / share among strangers,
twins, siblings), and N the numbers of such pairs among the births still to be linked.

References
----------
Fellegi IP, Sunter AB. A theory for record linkage. J Am Stat Assoc 1969; 64:1183–1210.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenborn.comparison.learned import Learned
from evenborn.comparison.shares import Shares

Levels = Mapping[str, NDArray[np.int8]]
"""By comparison, the level of each pair; -1 where one side does not state it."""


def bits(levels: Levels, same: Mapping[str, Shares], other: Mapping[str, Shares]) -> NDArray[np.float64]:
    """Sum over comparisons of log2 of the share among records of one birth over that among others.

    Examples
    --------
    >>> levels = {"sex": np.array([0, 1, -1], np.int8)}
    >>> bits(levels, {"sex": np.array([0.99, 0.01])}, {"sex": np.array([0.5, 0.5])}).round(2).tolist()
    [0.99, -5.64, 0.0]
    """
    total = np.zeros(len(next(iter(levels.values()))))
    for name in sorted(other):
        total += np.append(np.log2(same[name] / other[name]), 0.0)[levels[name]]
    return total


@dataclass(frozen=True, slots=True)
class Expected:
    """Pairs of each kind among the births still to be linked.

    Attributes
    ----------
    same, strangers, twins, siblings : float
        Pairs of one birth; of unrelated births; of children of one delivery, or of one mother, whose own
        records the other register lacks.
    """

    same: float
    strangers: float
    twins: float
    siblings: float


def match_weights(
    levels: Levels, strangers: NDArray[np.float64], learned: Learned, of: Expected
) -> NDArray[np.float64]:
    """Match weights of pairs.

    Parameters
    ----------
    levels : mapping of str to ndarray of int8, shape (n,)
    strangers : ndarray of float, shape (n,)
        log2 of the Bayes factor against unrelated births.
    learned : Learned
    of : Expected
    """
    twins = bits(levels, learned.same_of_siblings, learned.twins)
    siblings = bits(levels, learned.same, learned.siblings)
    against = np.logaddexp2(
        np.log2(of.strangers) - strangers,
        np.logaddexp2(np.log2(of.twins) - twins, np.log2(of.siblings) - siblings),
    )
    return np.asarray(np.log2(of.same) - against)


def expected_pairs(
    births: tuple[int, int],
    linked: int,
    learned: Learned,
    levels: Levels,
    strangers: NDArray[np.float64],
    best: NDArray[np.int64],
) -> Expected:
    """Numbers of pairs among the births still to be linked, by expectation and maximisation of one number.

    Parameters
    ----------
    births : pair of int
        In either register.
    linked : int
        Births linked for certain.
    learned : Learned
    levels, strangers
        As for :func:`match_weights`.
    best : ndarray of int64, shape (n,)
        Record of the first register of each pair, of which at most one pair is of one birth.
    """
    left, right = (max(count - linked, 1) for count in births)
    same = min(left, right) / 2
    for _ in range(12):
        of = expected(left, right, same, births, learned)
        chance = 1 / (1 + np.exp2(-np.clip(match_weights(levels, strangers, learned, of), -60, 60)))
        most = np.zeros(births[0])
        np.maximum.at(most, best, chance)
        same = float(np.clip(most.sum(), 0.5, min(left, right) - 0.5))
    return expected(left, right, same, births, learned)


def expected(left: int, right: int, same: float, births: tuple[int, int], learned: Learned) -> Expected:
    """Numbers of pairs between ``left`` and ``right`` records of which ``same`` are of one birth."""
    alone = max(left - same, 1) * max(right - same, 1)
    absent = alone / (births[0] * births[1])
    pairs = min(births)
    return Expected(
        same,
        alone,
        max(learned.twin_pairs * pairs * absent, 1e-6),
        max(learned.sibling_pairs * pairs * absent, 1e-6),
    )
