"""How many female births are missing? Two definitions, each by its name, with uncertainty."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenborn.sexratio.counts import FloatArray, broadcast_pair, checked_counts

Definition = Literal["sen", "fixed-births"]
"""``sen``: girls expected beside the boys that were born, M / R0 - F.
``fixed-births``: girls expected among the births that were held, B / (1 + R0) - F."""

_NODES = 33  # of the integral over the uncertain baseline
_HALVINGS = 60  # of the search for a quantile: to the last digit of a double


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
    lower, upper = (_quantile(boys, girls, level, spread, definition, at) for at in (tail, 1 - tail))
    return MissingFemaleBirths(point, lower, upper, definition, np.asarray(level), confidence)


def _quantile(
    boys: FloatArray,
    girls: FloatArray,
    level: FloatArray,
    spread: FloatArray,
    definition: Definition,
    at: float,
) -> FloatArray:
    """Quantile of missing / births, by halving, of the posterior mixed over the baseline."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES if spread.any() else 1)
    odds = level[..., None] / 100 * np.exp(spread[..., None] * nodes)
    weight = weights / weights.sum()
    low, high = np.full(boys.shape, -1.0), np.max(1 / odds, axis=-1)
    a, b = boys[..., None] + 0.5, girls[..., None] + 0.5
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        share = _share_of_boys(middle[..., None], odds, definition)
        reached = special.betainc(a, b, np.clip(share, 0, 1)) @ weight
        low, high = np.where(reached < at, middle, low), np.where(reached < at, high, middle)
    return np.asarray((low + high) / 2 * (boys + girls))


def _share_of_boys(missing_per_birth: FloatArray, odds: FloatArray, definition: Definition) -> FloatArray:
    """The share of boys at which so many girls are missing per birth: the definition, inverted."""
    if definition == "sen":
        return np.asarray((missing_per_birth + 1) * odds / (1 + odds))
    return np.asarray(missing_per_birth + odds / (1 + odds))
