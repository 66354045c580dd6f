"""Prior distributions that penalise complexity: standard deviations, correlation, share of the pattern."""

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.neighbourhood import Neighbourhood

AREA_SD = (0.1, 0.05)
"""P(standard deviation of log R between areas > 0.1) = 0.05; its prior median is 0.023."""
TIME_SD = (0.05, 0.05)
"""P(standard deviation of log R between periods > 0.05) = 0.05; its prior median is 0.012."""
INTERACTION_SD = (0.05, 0.05)
"""The same for what is neither of the area nor of the period."""
CORRELATION = (0.5, 0.75)
"""P(correlation of neighbouring periods > 0.5) = 0.75."""
STRUCTURED_SHARE = (0.5, 2 / 3)
"""P(share of the variance between areas that follows the map < 0.5) = 2/3."""
_LOGITS = np.linspace(-6.5, 8.0, 30)


def log_prior_of_sd(log_sd: float, bound: tuple[float, float]) -> float:
    """Log density of log sd where sd is exponential with ``P(sd > bound[0]) = bound[1]``.

    Parameters
    ----------
    log_sd : float
        Logarithm of the standard deviation.
    bound : (float, float)
        A standard deviation, and the probability of a larger one.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Simpson, Rue, Riebler, Martins, Sorbye (2017), Statistical Science 32(1):1-28, section 3.3.

    Examples
    --------
    >>> round(log_prior_of_sd(np.log(0.1), (0.1, 0.05)), 3)
    -1.899
    """
    rate = -np.log(bound[1]) / bound[0]
    return float(np.log(rate) + log_sd - rate * np.exp(log_sd))


def log_prior_of_correlation(logit: float, rate: float) -> float:
    """Log density of log((1 + r) / (1 - r)), the base model being no change between periods.

    Parameters
    ----------
    logit : float
        log((1 + r) / (1 - r)) of the correlation r.
    rate : float
        As from :func:`correlation_rate`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Sorbye, Rue (2017), Journal of Time Series Analysis 38(6):923-935.

    Examples
    --------
    >>> log_prior_of_correlation(2.0, 1.0) > log_prior_of_correlation(-2.0, 1.0)
    True
    """
    distance = np.sqrt(2 / (1 + np.exp(logit)))  # sqrt(1 - r)
    log_density = np.log(rate / 2) - rate * distance - np.log(distance)
    slope = -np.logaddexp(0, logit) - np.logaddexp(0, -logit) + np.log(2)
    return float(log_density - np.log1p(-np.exp(-np.sqrt(2) * rate)) + slope)


def correlation_rate(bound: tuple[float, float] = CORRELATION) -> float:
    """Rate of the prior of the correlation for ``P(r > bound[0]) = bound[1]``.

    Parameters
    ----------
    bound : (float, float)
        A correlation, and the probability of a larger one.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If no rate gives that probability.

    References
    ----------
    Sorbye, Rue (2017), Journal of Time Series Analysis 38(6):923-935.

    Examples
    --------
    >>> round(correlation_rate((0.5, 0.75)), 3)
    1.554
    """
    reach = np.sqrt(1 - bound[0])

    def beyond(rate: float) -> float:
        return float(np.expm1(-rate * reach) / np.expm1(-rate * np.sqrt(2)) - bound[1])

    return float(scipy.optimize.brentq(beyond, 1e-6, 100.0))


class ShareScale:
    """The share phi of the variance between areas that follows the map, on the scale of its own prior.

    The distance from phi = 0 is the root of twice the Kullback-Leibler divergence, over the contrasts within
    the connected parts; before the births are seen it is exponential, cut off at the distance of phi = 1. A
    share is written as the standard normal value with the same probability below it, so that its prior
    is the standard normal. The divergence needs the determinant of (1 - phi) I + phi S for the scaled
    covariance S, which is had from the sparse precision at some values of phi and interpolated.

    References
    ----------
    Riebler, Sorbye, Simpson, Rue (2016), Statistical Methods in Medical Research 25(4):1145-1165.
    """

    def __init__(self, area_map: Neighbourhood, bound: tuple[float, float] = STRUCTURED_SHARE) -> None:
        distance, farthest = _distances(area_map)
        middle = float(np.log(bound[0] / (1 - bound[0])))
        at_bound = float(scipy.interpolate.CubicSpline(_LOGITS, distance)(middle))
        rate = _truncated_rate(at_bound, farthest, bound[1])
        whole = -np.expm1(-rate * farthest)
        below = -np.expm1(-rate * distance) / whole
        above = (np.exp(-rate * distance) - np.exp(-rate * farthest)) / whole
        inside = np.where(below < 0.5, scipy.special.ndtri(below), -scipy.special.ndtri(above))
        # beyond the table the tails are proportional to phi and to 1 - phi
        reach = np.arange(1.0, 13.0)
        low = scipy.special.ndtri(below[0] * np.exp(-reach[::-1]))
        high = -scipy.special.ndtri(above[-1] * np.exp(-reach))
        logits = np.concatenate([_LOGITS[0] - reach[::-1], _LOGITS, _LOGITS[-1] + reach])
        normal = np.concatenate([low, inside, high])
        self._logit = scipy.interpolate.PchipInterpolator(normal, logits)
        self._ends = float(normal[0]), float(normal[-1])

    def share(self, normal: FloatArray | float) -> FloatArray:
        """The share at a standard normal value; the ends of the table beyond it."""
        return np.asarray(scipy.special.expit(self._logit(np.clip(normal, *self._ends))))


def _truncated_rate(at_bound: float, farthest: float, chance: float) -> float:
    """Rate for ``P(distance < at_bound) = chance``; all but uniform where the chance must be larger."""

    def beyond(rate: float) -> float:
        return float(np.expm1(-rate * at_bound) / np.expm1(-rate * farthest) - chance)

    slowest = 1e-3 / farthest
    if beyond(slowest) >= 0:
        return slowest
    return float(scipy.optimize.brentq(beyond, slowest, 100 / at_bound))


def _distances(area_map: Neighbourhood) -> tuple[FloatArray, float]:
    """Distance at every logit of the table, and at a share of 1."""
    share = scipy.special.expit(_LOGITS)
    areas, parts = area_map.areas, area_map.parts
    trace = areas * (area_map.mean_variance - 1) + parts  # over the contrasts
    divergence = np.empty_like(share)
    for place, phi in enumerate(share):
        mixed = area_map.precision.factor(1 - phi, np.full(areas, phi)).log_determinant
        divergence[place] = phi * trace - (mixed - parts * np.log(phi) - area_map.log_determinant)
    return np.sqrt(np.maximum(divergence, 1e-300)), float(np.sqrt(trace + area_map.log_determinant))
