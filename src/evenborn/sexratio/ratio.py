"""The sex ratio at birth: estimate, interval, probability above a level, pooling over periods."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, broadcast_pair, checked_counts
from evenborn.sexratio.intervals import IntervalMethod, RatioInterval, ratio_interval


@dataclass(frozen=True, slots=True, eq=False)
class SexRatio:
    """Sex ratio at birth of one area or of an array of areas.

    Attributes
    ----------
    male, female : ndarray of float
        Live births, of one shape. Whole numbers, except when made by :func:`sex_ratio_of_figure`.
    """

    male: FloatArray
    female: FloatArray

    @property
    def births(self) -> FloatArray:
        """Live births of both sexes."""
        return self.male + self.female

    @property
    def estimate(self) -> FloatArray:
        """Males per 100 females: infinite without girls, not a number without births."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(100 * self.male / self.female)

    @property
    def females_per_1000_males(self) -> FloatArray:
        """The Indian form of the same figure, 100,000 / estimate."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(1000 * self.female / self.male)

    @property
    def standard_error(self) -> FloatArray:
        """Standard error of the estimate, R sqrt(1/M + 1/F); about 212/sqrt(births) near 106."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.estimate * np.sqrt(1 / self.male + 1 / self.female))

    def interval(self, confidence: float = 0.95, method: IntervalMethod = "jeffreys") -> RatioInterval:
        """Interval of males per 100 females; see :func:`evenborn.sexratio.intervals.ratio_interval`."""
        return ratio_interval(self.male, self.female, confidence, method)

    def probability_above(self, reference: ArrayLike) -> FloatArray:
        """Posterior probability that the ratio behind the births is above ``reference``.

        The share of boys has the posterior Beta(1/2 + male, 1/2 + female) of the Jeffreys prior;
        ``reference`` is males per 100 females and broadcasts.

        Examples
        --------
        >>> round(float(sex_ratio(520, 480).probability_above(107)), 3)
        0.577
        """
        level = np.asarray(reference, dtype=np.float64)
        return np.asarray(scipy.special.betaincc(self.male + 0.5, self.female + 0.5, level / (100 + level)))


def sex_ratio(male: ArrayLike, female: ArrayLike) -> SexRatio:
    """Sex ratio at birth from counts of live births.

    Parameters
    ----------
    male, female : array_like of whole numbers
        Live births by sex; any shapes that broadcast. Births of unclear sex are not among them.

    Returns
    -------
    SexRatio
        ``estimate`` in males per 100 females, ``interval()``, ``probability_above()``.

    Raises
    ------
    ValueError
        If a count is negative, fractional, not finite or above 2**53.

    References
    ----------
    Arbuthnot (1710), Philosophical Transactions 27:186-190, for the data of the example.
    Jeffreys interval: Brown, Cai, DasGupta (2001), Statistical Science 16(2):101-133.

    Examples
    --------
    London, christenings 1629-1710:

    >>> london = sex_ratio(484_382, 453_841)
    >>> round(float(london.estimate), 3)
    106.729
    >>> interval = london.interval()
    >>> round(float(interval.lower), 3), round(float(interval.upper), 3)
    (106.298, 107.162)

    Thirty boys and no girl is an answer with one end, not an error:

    >>> few = sex_ratio(30, 0).interval()
    >>> str(few.sides), round(float(few.lower)), float(few.upper)
    ('lower', 1155, inf)
    """
    return SexRatio(*checked_counts(male, female))


def sex_ratio_of_figure(ratio: ArrayLike, births: ArrayLike) -> SexRatio:
    """The sex ratio behind a published figure: a ratio and the births it stands on.

    Parameters
    ----------
    ratio : array_like of float
        Males per 100 females, zero or more.
    births : array_like of float
        Live births of both sexes, more than zero; broadcasts against ``ratio``.

    Returns
    -------
    SexRatio
        With the real, seldom whole, numbers of boys and girls that give just this ratio.

    Raises
    ------
    ValueError
        If a ratio is negative or not finite, or births are not a positive finite number.

    References
    ----------
    R = M / F with M + F = births.

    Examples
    --------
    >>> now = sex_ratio_of_figure(117.42, 10_800).interval()
    >>> round(float(now.lower), 1), round(float(now.upper), 1)
    (113.1, 122.0)
    """
    level, size = broadcast_pair(ratio, births)
    if not (np.isfinite(level).all() and (level >= 0).all()):
        raise ValueError("a published ratio must be a finite number of males per 100 females, zero or more.")
    if not (np.isfinite(size).all() and (size > 0).all()):
        raise ValueError("the births behind a published ratio must be a finite number above zero.")
    return SexRatio(size * level / (100 + level), size * 100 / (100 + level))


def pool_periods(male: ArrayLike, female: ArrayLike, window: int, axis: int = -1) -> SexRatio:
    """Ratio of each run of ``window`` consecutive periods: births are added, ratios never averaged.

    Parameters
    ----------
    male, female : array_like of whole numbers
        Live births with consecutive periods along ``axis``.
    window : int
        How many periods to add up, from 1 to the length of ``axis``.
    axis : int
        The axis of time.

    Returns
    -------
    SexRatio
        Its ``axis`` is shorter by ``window - 1``; position i holds the periods i to i + window - 1.

    Raises
    ------
    ValueError
        If the window is longer than the series or shorter than 1, or a count is not one.

    References
    ----------
    Brillinger (1986), Biometrics 42(4):693-734: counts of vital events as Poisson, so that sums
    of periods are counts again and carry their own variance.

    Examples
    --------
    >>> pool_periods([100, 110, 120], [100, 100, 100], window=2).estimate
    array([105., 115.])
    """
    boys, girls = checked_counts(male, female)
    if boys.ndim == 0 or not 1 <= window <= boys.shape[axis]:
        raise ValueError(f"a window of {window} periods does not fit the series of {boys.shape}.")
    return SexRatio(_running_sum(boys, window, axis), _running_sum(girls, window, axis))


def _running_sum(counts: FloatArray, window: int, axis: int) -> FloatArray:
    # Doubles add whole numbers below 2**53 exactly, so differences of running totals are exact.
    total = np.cumsum(np.moveaxis(counts, axis, -1), axis=-1)
    total = np.concatenate([np.zeros_like(total[..., :1]), total], axis=-1)
    return np.moveaxis(total[..., window:] - total[..., :-window], -1, axis)
