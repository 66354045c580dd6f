"""Which areas are unusual for their number of births? Funnel limits, over-dispersion, false discoveries."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, TextArray, checked_counts
from evenborn.sexratio.false_discoveries import q_values
from evenborn.sexratio.reference import SMALLEST_EXCESS

Limits = Literal["binomial", "over-dispersed"]


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """Areas held against one target, as in a funnel plot.

    Attributes
    ----------
    births, ratio : ndarray of float, shape (areas,)
        Live births and males per 100 females of each area.
    target : float
        Males per 100 females.
    p_value : ndarray of float
        Exact two-sided binomial P, or, over-dispersed, the normal one with the variance between
        areas added. 1 for areas without births.
    q_value : ndarray of float
        P after Benjamini-Hochberg over all areas with births.
    flag : ndarray of str
        ``high`` or ``low`` where ``q_value`` is at most the false discovery rate and the area is
        at least 2 points from the target; ``inside`` elsewhere.
    dispersion : float
        Pearson chi-square over its degrees of freedom; near 1 where areas differ by chance alone.
    between_sd : float
        Standard deviation of log R between areas, over and above chance (DerSimonian-Laird).
    """

    births: FloatArray
    ratio: FloatArray
    target: float
    p_value: FloatArray
    q_value: FloatArray
    flag: TextArray
    dispersion: float
    between_sd: float


def funnel(
    male: ArrayLike,
    female: ArrayLike,
    target: float | None = None,
    *,
    limits: Limits = "binomial",
    false_discovery_rate: float = 0.05,
) -> Funnel:
    """Hold areas against a target and flag the unusual ones.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas,)
        Live births; at least one area with births.
    target : float, optional
        Males per 100 females; the pooled ratio of all areas where left out.
    limits : {"binomial", "over-dispersed"}
        ``over-dispersed`` adds the variance seen between areas: use it where ``dispersion`` is
        well above 1 and only areas unusual among such areas are sought.
    false_discovery_rate : float
        Expected share of wrong ones among the flagged areas.

    Returns
    -------
    Funnel

    Raises
    ------
    ValueError
        If counts are not counts, no area has births, or the target is not positive.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202 (funnel plots, over-dispersion).
    Benjamini, Hochberg (1995), J. R. Stat. Soc. B 57:289-300. DerSimonian, Laird (1986),
    Controlled Clinical Trials 7:177-188.

    Examples
    --------
    >>> result = funnel([5_170, 5_160, 5_650], [4_830, 4_840, 4_350], target=107)
    >>> [str(flag) for flag in result.flag]
    ['inside', 'inside', 'high']
    """
    boys, girls = (np.atleast_1d(counts) for counts in checked_counts(male, female))
    births = boys + girls
    if not (births > 0).any():
        raise ValueError("a funnel needs at least one area with births.")
    goal = float(100 * boys.sum() / np.maximum(girls.sum(), 0.5)) if target is None else float(target)
    if not goal > 0:
        raise ValueError(f"the target must be a positive number of males per 100 females, not {goal:g}.")
    fitted = 1 if target is None else 0
    dispersion, between_sd = _dispersion(boys, births, goal, fitted), _between_sd(boys, girls)
    p_value = (
        _exact_p(boys, births, goal) if limits == "binomial" else _normal_p(boys, girls, goal, between_sd)
    )
    q_value = q_values(p_value, births > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.asarray(100 * boys / girls)
    far = np.abs(ratio - goal) >= SMALLEST_EXCESS
    flag = _flags(q_value <= false_discovery_rate, far, ratio > goal)
    return Funnel(births, ratio, goal, p_value, q_value, flag, dispersion, between_sd)


def funnel_limits(
    births: ArrayLike, target: float, confidence: float = 0.95, between_sd: float = 0.0
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper limit of the observed ratio for each number of births.

    Parameters
    ----------
    births : array_like of float
        Live births, zero or more; any shape.
    target : float
        Males per 100 females.
    confidence : float
        Such as 0.95 or 0.998, between 0 and 1.
    between_sd : float
        Standard deviation of log R between areas; 0 gives the exact binomial limits, interpolated
        between counts.

    Returns
    -------
    lower, upper : ndarray of float
        Males per 100 females; 0 and infinite where even no boy, or no girl, would not be unusual.
        An area on or outside a binomial limit has an exact one-sided P of at most half of
        1 - confidence.

    Raises
    ------
    ValueError
        If the target is not positive or the confidence not between 0 and 1.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, appendix A.1.

    Examples
    --------
    >>> lower, upper = funnel_limits([400, 40_000], 107)
    >>> lower.round(1), upper.round(1)
    (array([ 87.5, 104.9]), array([131. , 109.1]))
    """
    size = np.maximum(np.asarray(births, dtype=np.float64), 0)
    if not target > 0 or not 0 < confidence < 1 or between_sd < 0:
        raise ValueError(
            "limits need a positive target, a confidence between 0 and 1, a spread of 0 or more."
        )
    tail, share = (1 - confidence) / 2, target / (100 + target)
    if between_sd > 0:
        with np.errstate(divide="ignore"):
            spread = np.sqrt(1 / (size * share * (1 - share)) + between_sd**2)
        half = float(scipy.special.ndtri(1 - tail)) * spread
        return np.asarray(target * np.exp(-half)), np.asarray(target * np.exp(half))
    lower = _interpolated_quantile(size, share, tail)
    # The upper limit of boys mirrors the lower limit of girls.
    upper = size - _interpolated_quantile(size, 1 - share, tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100 * lower / (size - lower)), np.asarray(100 * upper / (size - upper))


def _interpolated_quantile(size: FloatArray, share: float, tail: float) -> FloatArray:
    """The count at which the distribution function, made continuous between counts, equals the tail."""
    whole = np.floor(size)
    quantile = np.asarray(scipy.stats.binom.ppf(tail, whole, share), dtype=np.float64)
    reached = scipy.stats.binom.cdf(quantile, whole, share)
    mass = scipy.stats.binom.pmf(quantile, whole, share)
    count = quantile - (reached - tail) / np.maximum(mass, np.finfo(np.float64).tiny)
    return np.asarray(np.clip(count, 0, whole))


def _dispersion(boys: FloatArray, births: FloatArray, target: float, fitted: int) -> float:
    share, held = target / (100 + target), births > 0
    squares = (boys[held] - births[held] * share) ** 2 / (births[held] * share * (1 - share))
    degrees = int(held.sum()) - fitted
    return float(squares.sum() / degrees) if degrees > 0 else float("nan")


def _between_sd(boys: FloatArray, girls: FloatArray) -> float:
    held = (boys > 0) & (girls > 0)
    if held.sum() < 2:
        return 0.0
    log_ratio, weight = np.log(boys[held] / girls[held]), 1 / (1 / boys[held] + 1 / girls[held])
    mean = np.average(log_ratio, weights=weight)
    excess = float((weight * (log_ratio - mean) ** 2).sum()) - (held.sum() - 1)
    return float(np.sqrt(max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))))


def _exact_p(boys: FloatArray, births: FloatArray, target: float) -> FloatArray:
    share = target / (100 + target)
    below = scipy.stats.binom.cdf(boys, births, share)
    above = scipy.stats.binom.sf(boys - 1, births, share)
    return np.asarray(np.minimum(1, 2 * np.minimum(below, above)))


def _normal_p(boys: FloatArray, girls: FloatArray, target: float, between_sd: float) -> FloatArray:
    log_ratio = np.log(100 * (boys + 0.5) / (girls + 0.5) / target)
    spread = np.sqrt(1 / (boys + 0.5) + 1 / (girls + 0.5) + between_sd**2)
    return np.asarray(np.where(boys + girls > 0, 2 * scipy.special.ndtr(-np.abs(log_ratio / spread)), 1.0))


def _flags(unusual: BoolArray, far: BoolArray, above: BoolArray) -> TextArray:
    names = np.array(["inside", "low", "high"])
    return np.asarray(names[np.where(unusual & far, np.where(above, 2, 1), 0)])
