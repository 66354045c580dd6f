"""How many female births are missing? Two definitions, each by its name, with uncertainty."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from evenborn.sexratio.counts import FloatArray, broadcast_pair, checked_counts

Definition = Literal["sen", "fixed-births"]
"""``sen``: girls expected beside the boys that were born, M / R0 - F.
``fixed-births``: girls expected among the births that were held, B / (1 + R0) - F."""

_NODES = 33  # of the integral over the uncertain baseline
_HALVINGS = 60  # of the search for a quantile: to the last digit of a double
_SMALLEST = 1e-300  # keeps logarithms finite


@dataclass(frozen=True, slots=True, eq=False)
class MissingFemaleBirths:
    """Missing female births of an area or an array of areas.

    Attributes
    ----------
    missing : ndarray of float
        Girls; negative where more girls were born than expected.
    lower, upper : ndarray of float
        Ends of the interval.
    definition : {"sen", "fixed-births"}
        Never to be left out where the number is quoted: the first is about twice the second.
    baseline : ndarray of float
        Sex ratio without selection, males per 100 females.
    confidence : float
    """

    missing: FloatArray
    lower: FloatArray
    upper: FloatArray
    definition: Definition
    baseline: FloatArray
    confidence: float


def missing_female_births(
    male: ArrayLike,
    female: ArrayLike,
    baseline: ArrayLike,
    *,
    baseline_sd: ArrayLike = 0.0,
    definition: Definition = "sen",
    confidence: float = 0.95,
) -> MissingFemaleBirths:
    """Missing female births by a named definition.

    Both definitions are births times a linear function of the share of boys p:
    ``sen`` = n (p (1 + R0) / R0 - 1), ``fixed-births`` = n (p - R0 / (1 + R0)), so their interval
    follows from the Jeffreys posterior of p, mixed over a log-normal baseline.

    Parameters
    ----------
    male, female : array_like of whole numbers
        Live births.
    baseline : array_like of float
        Sex ratio at birth without selection, males per 100 females; broadcasts.
    baseline_sd : array_like of float
        Standard deviation of the log of the baseline; 0 where it is taken as known.
    definition : {"sen", "fixed-births"}
    confidence : float
        Between 0 and 1.

    Returns
    -------
    MissingFemaleBirths
        Of the common shape.

    Raises
    ------
    ValueError
        If counts are not counts, the baseline is not positive, its standard deviation negative,
        the definition unknown, or the confidence not between 0 and 1.

    References
    ----------
    Sen (1990), New York Review of Books 37(20):61-66; Chao, Gerland, Cook, Alkema (2019), PNAS
    116(19):9303-9311, for missing births against a baseline of each population.

    Examples
    --------
    110 boys and 100 girls against a baseline of 100:

    >>> float(missing_female_births(110, 100, 100).missing)
    10.0
    >>> float(missing_female_births(110, 100, 100, definition="fixed-births").missing)
    5.0
    """
    boys, girls = checked_counts(male, female)
    level = np.asarray(baseline, dtype=np.float64)
    spread = np.asarray(baseline_sd, dtype=np.float64)
    if definition not in ("sen", "fixed-births"):
        raise ValueError(f"definition must be 'sen' or 'fixed-births', not {definition!r}.")
    if not (level > 0).all() or not (spread >= 0).all() or not 0 < confidence < 1:
        raise ValueError(
            "the baseline must be positive, its spread 0 or more, the confidence within 0 and 1."
        )
    boys, level = broadcast_pair(boys, level)
    girls, spread = broadcast_pair(girls, spread)
    boys, girls = broadcast_pair(boys, girls)
    level, spread = np.broadcast_to(level, boys.shape), np.broadcast_to(spread, boys.shape)
    point = (
        boys * 100 / level - girls if definition == "sen" else (boys + girls) * 100 / (100 + level) - girls
    )
    tail = (1 - confidence) / 2
    reached = _Reached(boys, girls, level, spread, definition)
    lower, upper = (reached.quantile(at) * (boys + girls) for at in (tail, 1 - tail))
    return MissingFemaleBirths(point, lower, upper, definition, np.asarray(level), confidence)


def missing_at_ratio(
    births: ArrayLike, ratio: ArrayLike, baseline: ArrayLike, definition: Definition = "sen"
) -> FloatArray:
    """Missing female births among births whose true ratio is taken as known.

    Parameters
    ----------
    births : array_like of float
        Live births of both sexes.
    ratio, baseline : array_like of float
        Males per 100 females with and without selection; all broadcast.
    definition : {"sen", "fixed-births"}

    Returns
    -------
    ndarray of float
        Girls: ``F (R / R0 - 1)``, or ``B / (1 + R0) - F``, with ``F = B / (1 + R)``.

    Raises
    ------
    ValueError
        If a ratio or baseline is not positive, or the definition unknown.

    References
    ----------
    As :func:`missing_female_births`.

    Examples
    --------
    >>> missing_at_ratio(210, 110, 100).round(6), missing_at_ratio(210, 110, 100, "fixed-births")
    (np.float64(10.0), array(5.))
    """
    size = np.asarray(births, dtype=np.float64)
    odds, level = np.asarray(ratio, dtype=np.float64) / 100, np.asarray(baseline, dtype=np.float64) / 100
    if definition not in ("sen", "fixed-births"):
        raise ValueError(f"definition must be 'sen' or 'fixed-births', not {definition!r}.")
    if not (odds > 0).all() or not (level > 0).all():
        raise ValueError("the ratio and the baseline must be positive.")
    girls = size / (1 + odds)
    return np.asarray(girls * odds / level - girls if definition == "sen" else size / (1 + level) - girls)


@cache
def _legendre() -> tuple[FloatArray, FloatArray]:
    """Nodes and weights of Gauss and Legendre, which take longer to find than to use."""
    nodes, weights = np.polynomial.legendre.leggauss(4 * _NODES)
    return nodes, weights


class _Reached:
    """Probability that at most so many girls are missing per birth.

    The outer integral runs over the narrower of the two distributions, of the baseline or of the
    share of boys, so that the inner probability is smooth.
    """

    def __init__(
        self,
        boys: FloatArray,
        girls: FloatArray,
        level: FloatArray,
        spread: FloatArray,
        definition: Definition,
    ) -> None:
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES if spread.any() else 1)
        self.weight = weights / weights.sum()
        self.centre, self.spread, self.definition = level[..., None] / 100, spread[..., None], definition
        self.odds = self.centre * np.exp(self.spread * nodes)
        self.highest = 1 / self.centre[..., 0] * np.exp(12 * spread)
        self.a, self.b = boys[..., None] + 0.5, girls[..., None] + 0.5
        self.outer_is_share = spread > 2 / np.sqrt(boys + girls + 1)
        quantile, self.share_weight = _legendre()
        self.share = scipy.special.betaincinv(self.a, self.b, (quantile + 1) / 2) if spread.any() else self.a

    def quantile(self, at: float) -> FloatArray:
        """Missing per birth that are exceeded with probability 1 - ``at``, by halving."""
        low, high = np.full(self.highest.shape, -1.0), self.highest
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self(middle[..., None]) < at
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)

    def __call__(self, missing: FloatArray) -> FloatArray:
        share = _share_of_boys(missing, self.odds, self.definition)
        given_baseline = scipy.special.betainc(self.a, self.b, np.clip(share, 0, 1)) @ self.weight
        if not self.outer_is_share.any():
            return np.asarray(given_baseline)
        deviation = np.log(_least_odds(missing, self.share, self.definition) / self.centre)
        with np.errstate(divide="ignore", invalid="ignore"):  # where the baseline is known: not used
            given_share = scipy.special.ndtr(-deviation / self.spread) @ (self.share_weight / 2)
        return np.asarray(np.where(self.outer_is_share, given_share, given_baseline))


def _share_of_boys(missing_per_birth: FloatArray, odds: FloatArray, definition: Definition) -> FloatArray:
    """The share of boys at which so many girls are missing per birth: the definition, inverted."""
    if definition == "sen":
        return np.asarray((missing_per_birth + 1) * odds / (1 + odds))
    return np.asarray(missing_per_birth + odds / (1 + odds))


def _least_odds(
    missing_per_birth: FloatArray, share: NDArray[np.floating], definition: Definition
) -> FloatArray:
    """The lowest baseline, males per female, at which no more than so many girls are missing per birth."""
    if definition == "sen":
        girls_per_boy = (missing_per_birth + 1) / share - 1
        return np.asarray(1 / np.maximum(girls_per_boy, _SMALLEST))
    natural = np.clip(share - missing_per_birth, _SMALLEST, 1 - 1e-16)
    return np.asarray(natural / (1 - natural))
