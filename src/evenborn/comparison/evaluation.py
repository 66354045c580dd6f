"""How good are the links? What the model says of itself, and what a reviewed sample says.

A link of weight w is right with chance 1/(1 + 2^−w). Precision is the mean of these chances, recall their sum
over the number of births that both registers are expected to hold. Births that no candidate rule brought
together are in neither, so a reviewed sample of pairs that were not linked says no more about them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

_CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its 95 % interval."""

    share: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Quality of the links of two registers.

    Attributes
    ----------
    precision : Estimate
        Of the links, how many are of one birth.
    recall : Estimate
        Of the births that both hold, how many are linked.
    links : int
        Links judged.
    reviewed : int
        Pairs that people have looked at; 0 where the model judges itself.
    """

    precision: Estimate
    recall: Estimate
    links: int
    reviewed: int = 0


def chance_of(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance that pairs of these weights are one birth.

    Examples
    --------
    >>> chance_of(np.array([0.0, 10.0])).round(4).tolist()
    [0.5, 0.999]
    """
    return np.asarray(1 / (1 + np.exp2(-np.clip(weights, -1000, 1000))))


def by_model(
    certain: NDArray[np.float64], certain_links: int, weighed: NDArray[np.float64], expected_rest: float
) -> Evaluation:
    """What the model says of the links that it made.

    Parameters
    ----------
    certain : ndarray of float
        Match weights of some of the certain links.
    certain_links : int
        How many there are.
    weighed : ndarray of float
        Match weights of the other links.
    expected_rest : float
        Births expected in both registers among those without a certain link.
    """
    links = certain_links + len(weighed)
    if not links:
        nothing = Estimate(float("nan"), 0.0, 1.0)
        return Evaluation(nothing, nothing, 0)
    sure, chance = chance_of(certain), chance_of(weighed)
    mean = float(sure.mean()) if len(sure) else 1.0
    right = mean * certain_links + float(chance.sum())
    spread = float((chance * (1 - chance)).sum()) + certain_links * mean * (1 - mean)
    if len(sure) > 1:
        spread += certain_links**2 * float(sure.var()) / len(sure)
    both = max(mean * certain_links + max(expected_rest, float(chance.sum())), right)
    return Evaluation(estimate(right, spread, links), estimate(right, spread, both), links)


def estimate(number: float, variance: float, of: float) -> Estimate:
    """Share with an interval on the log-odds scale, so that it stays between 0 and 1."""
    share = (number + 0.25) / (of + 0.5)
    width = float(scipy.special.ndtri((1 + _CONFIDENCE) / 2)) * np.sqrt(max(variance, 0.25)) / of
    scale = width / (share * (1 - share))
    middle = np.log(share / (1 - share))
    lower, upper = (float(1 / (1 + np.exp(-(middle + sign * min(scale, 50))))) for sign in (-1, 1))
    return Estimate(share, lower, upper)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Pairs of about the same weight, of which some were looked at.

    Attributes
    ----------
    pairs : int
        How many there are.
    linked : bool
        Whether they were linked.
    same, different : int
        Of those looked at, how many are one birth, and how many are two.
    """

    pairs: int
    linked: bool
    same: int
    different: int


def by_review(strata: Sequence[Stratum]) -> Evaluation:
    """What people say who have looked at some pairs of every stratum.

    Parameters
    ----------
    strata : sequence of Stratum

    Notes
    -----
    The share of a stratum has the posterior of Jeffreys, Beta(same + ½, different + ½). Variances of the
    strata add up; precision and recall have intervals on the log-odds scale.

    References
    ----------
    Cochran WG. Sampling Techniques, 3rd ed. Wiley 1977, chapter 5. Brown LD, Cai TT, DasGupta A. Stat Sci
    2001; 16:101–133.

    Examples
    --------
    >>> linked = [Stratum(9000, True, 200, 0), Stratum(900, True, 90, 10)]
    >>> found = by_review([*linked, Stratum(300, False, 20, 80)])
    >>> round(found.precision.share, 3), round(found.recall.share, 3), found.reviewed
    (0.988, 0.994, 400)
    """
    right, right_spread = _of(strata, linked=True)
    missed, missed_spread = _of(strata, linked=False)
    links = sum(one.pairs for one in strata if one.linked)
    reviewed = sum(one.same + one.different for one in strata)
    both = right + missed
    share = right / both if both else 0.5
    spread = ((1 - share) ** 2 * right_spread + share**2 * missed_spread) if both else 0.25
    return Evaluation(
        estimate(right, right_spread, max(links, 1)),
        estimate(share * both, spread, max(both, 1)),
        links,
        reviewed,
    )


def _of(strata: Sequence[Stratum], *, linked: bool) -> tuple[float, float]:
    """Pairs of one birth among those that were linked, or were not, with the variance."""
    total = variance = 0.0
    for one in strata:
        if one.linked is linked and one.pairs:
            a, b = one.same + 0.5, one.different + 0.5
            total += one.pairs * a / (a + b)
            variance += one.pairs**2 * a * b / ((a + b) ** 2 * (a + b + 1))
    return total, variance
