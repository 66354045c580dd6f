"""Four intervals for one ratio: Jeffreys, Wilson, Clopper-Pearson and log-normal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import scipy
from numpy.typing import NDArray

from evenborn.sexratio.counts import FloatArray, TextArray

IntervalMethod = Literal["jeffreys", "wilson", "clopper-pearson", "log-normal"]
Sides = Literal["two-sided", "lower", "upper", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class RatioInterval:
    """Interval of a sex ratio at birth.

    Attributes
    ----------
    lower, upper : ndarray of float
        Males per 100 females. With no girls ``upper`` is infinite, with no boys ``lower`` is 0:
        the interval is one-sided, and ``sides`` says so.
    sides : ndarray of str
        ``"two-sided"``; ``"lower"`` (no girls: only a lower end); ``"upper"`` (no boys: only an
        upper end); ``"none"`` (no births).
    confidence : float
        Such as 0.95. Each end that exists is the end of the two-sided interval.
    method : str
        Which of the four methods.
    """

    lower: FloatArray
    upper: FloatArray
    sides: TextArray
    confidence: float
    method: IntervalMethod


def ratio_interval(
    male: FloatArray, female: FloatArray, confidence: float = 0.95, method: IntervalMethod = "jeffreys"
) -> RatioInterval:
    """Interval of males per 100 females, by one of four methods.

    Parameters
    ----------
    male, female : ndarray of float, same shape
        Counts of live births (whole, or the real numbers behind a published ratio).
    confidence : float
        Between 0 and 1, both excluded.
    method : {"jeffreys", "wilson", "clopper-pearson", "log-normal"}
        The first three are intervals of the share of boys p, turned into 100 p / (1 - p).
        Jeffreys is the default: in exact coverage it strays least from the nominal one.

    Returns
    -------
    RatioInterval

    Raises
    ------
    ValueError
        If the confidence is not between 0 and 1, or the method unknown.

    References
    ----------
    Brown, Cai, DasGupta (2001), Statistical Science 16(2):101-133, for the first three, and for
    the ends of the Jeffreys interval at 0 and n. Log-normal: Woolf (1955), Annals of Human
    Genetics 19:251-253, with the half of Haldane (1956), ibid. 20:309-311,
    added to both counts where one is 0.

    Examples
    --------
    >>> london = ratio_interval(np.array(484382.0), np.array(453841.0))
    >>> round(float(london.lower), 3), round(float(london.upper), 3)
    (106.298, 107.162)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}.")
    if method not in _METHODS:
        raise ValueError(f"method must be one of {', '.join(_METHODS)}, not {method!r}.")
    lower, upper = _METHODS[method](male, female, (1 - confidence) / 2)
    lower = np.where(male == 0, 0.0, lower)
    upper = np.where(female == 0, np.inf, upper)
    return RatioInterval(lower, upper, _sides(male, female), confidence, method)


def _sides(male: FloatArray, female: FloatArray) -> TextArray:
    names = np.array(["two-sided", "lower", "upper", "none"])
    return np.asarray(names[(female == 0) * 1 + (male == 0) * 2])


def _odds(share: NDArray[np.floating]) -> FloatArray:
    with np.errstate(divide="ignore"):  # a share of 1 is an infinite ratio, and meant
        return np.asarray(100 * share / (1 - share), dtype=np.float64)


def _jeffreys(male: FloatArray, female: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    a, b = male + 0.5, female + 0.5
    return _odds(scipy.special.betaincinv(a, b, tail)), _odds(scipy.special.betaincinv(a, b, 1 - tail))


def _clopper_pearson(male: FloatArray, female: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    # The masked ends (0 or infinite) are set by the caller; 1 keeps the quantile defined there.
    lower = scipy.special.betaincinv(np.maximum(male, 1), female + 1, tail)
    upper = scipy.special.betaincinv(male + 1, np.maximum(female, 1), 1 - tail)
    return _odds(lower), _odds(upper)


def _wilson(male: FloatArray, female: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    births = np.maximum(male + female, 1)
    z = float(scipy.special.ndtri(1 - tail))
    share = male / births
    middle = (share + z**2 / (2 * births)) / (1 + z**2 / births)
    half = z * np.sqrt(share * (1 - share) / births + (z / (2 * births)) ** 2) / (1 + z**2 / births)
    return _odds(middle - half), _odds(np.minimum(middle + half, 1))


def _log_normal(male: FloatArray, female: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    half = np.where((male == 0) | (female == 0), 0.5, 0.0)
    boys, girls = male + half, female + half
    spread = float(scipy.special.ndtri(1 - tail)) * np.sqrt(1 / boys + 1 / girls)
    return 100 * boys / girls * np.exp(-spread), 100 * boys / girls * np.exp(spread)


_Method = Callable[[FloatArray, FloatArray, float], tuple[FloatArray, FloatArray]]
_METHODS: Mapping[str, _Method] = MappingProxyType(
    {
        "jeffreys": _jeffreys,
        "wilson": _wilson,
        "clopper-pearson": _clopper_pearson,
        "log-normal": _log_normal,
    }
)
