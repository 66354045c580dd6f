"""Is a ratio above its reference level, and how many births does it take to tell?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray
from evenborn.sexratio.ratio import SexRatio

REFERENCE_LEVEL = 107.0
"""Upper end of the natural level in the Chinese rule, males per 100 females (WHO: 102 to 106)."""

NATURAL_SD_LOG_RATIO = 0.0082
"""Natural year-to-year standard deviation of log R; seen in large populations: 0.0055 to 0.0082."""

NATURAL_PERSISTENCE = 0.9
"""How much of one year's natural deviation stays in the next (the rho of Chao et al. 2019)."""

SMALLEST_EXCESS = 2.0
"""Points: a smaller excess of one area-year may be nature's own and is never called an imbalance."""


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceTest:
    """Test of ratios against a reference level.

    Attributes
    ----------
    excess : ndarray of float
        Estimate minus reference, points (males per 100 females).
    z : ndarray of float
        Standardised log difference; not a number without births.
    p_two_sided, p_above : ndarray of float
        Probability of a z at least as far from zero, and at least as high, at the reference.
    periods : int
        How many area-years were pooled in each ratio.
    """

    excess: FloatArray
    z: FloatArray
    p_two_sided: FloatArray
    p_above: FloatArray
    periods: int

    def shows_imbalance(self, significance: float = 0.05) -> BoolArray:
        """Whether an excess is both significant and larger than nature's own variation.

        The smallest excess that may be called one is 2 points for one area-year; over pooled years
        it falls as natural variation does, see :func:`natural_sd_of_mean`.

        Examples
        --------
        >>> from evenborn.sexratio.ratio import sex_ratio
        >>> huge = compare_with_reference(sex_ratio(10_800_000, 10_000_000), 107)
        >>> bool(huge.shows_imbalance())  # one point above, in however many births
        False
        """
        smallest = SMALLEST_EXCESS * natural_sd_of_mean(self.periods, 1.0)
        return np.asarray((self.p_above <= significance) & (self.excess >= smallest))


def natural_sd_of_mean(periods: int, natural_sd: float = NATURAL_SD_LOG_RATIO) -> float:
    """Natural standard deviation of log R averaged over consecutive years.

    Natural deviations last: year by year they are an autoregression with rho = 0.9, so the mean of k
    years has the variance ``sd**2 (k + 2 sum_{j<k} (k - j) rho**j) / k**2``, hardly less than one year's.

    Parameters
    ----------
    periods : int
        Consecutive years, at least 1.
    natural_sd : float
        Of one year.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If there is no year.

    References
    ----------
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311: rho = 0.900.

    Examples
    --------
    >>> [round(natural_sd_of_mean(years), 4) for years in (1, 3, 5)]
    [0.0082, 0.0078, 0.0076]
    """
    if periods < 1:
        raise ValueError(f"a mean needs at least one year, not {periods}.")
    lags = np.arange(1, periods)
    together = periods + 2 * float(((periods - lags) * NATURAL_PERSISTENCE**lags).sum())
    return float(natural_sd * together**0.5 / periods)


def compare_with_reference(
    ratio: SexRatio,
    reference: ArrayLike = REFERENCE_LEVEL,
    *,
    reference_sd: ArrayLike = 0.0,
    natural_sd: float = NATURAL_SD_LOG_RATIO,
    periods: int = 1,
) -> ReferenceTest:
    """Test ratios against a reference that has an uncertainty of its own.

    ``z = (log R - log R0) / sqrt(1/M + 1/F + reference_sd**2 + natural**2)``, with ``natural`` from
    :func:`natural_sd_of_mean`.

    Parameters
    ----------
    ratio : SexRatio
        Any shape. Where one sex has no births a half is added to both counts.
    reference : array_like of float
        Reference level, males per 100 females; broadcasts.
    reference_sd : array_like of float
        Standard deviation of log reference; 0 for a level fixed by rule.
    natural_sd : float
        Natural year-to-year standard deviation of log R; 0 asks about these births alone.
    periods : int
        Area-years pooled in each ratio; natural variation averages out over them, slowly.

    Returns
    -------
    ReferenceTest
        Of the common shape.

    Raises
    ------
    ValueError
        If the reference is not positive, a standard deviation negative, or periods below 1.

    References
    ----------
    Woolf (1955), Annals of Human Genetics 19:251-253, for the variance 1/M + 1/F.
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311, for natural fluctuation as a
    component of its own.

    Examples
    --------
    >>> from evenborn.sexratio.ratio import sex_ratio_of_figure
    >>> test = compare_with_reference(sex_ratio_of_figure(117.42, 10_800), 107)
    >>> round(float(test.excess), 2), bool(test.p_above < 0.001), bool(test.shows_imbalance())
    (10.42, True, True)
    """
    level = np.asarray(reference, dtype=np.float64)
    level_sd = np.asarray(reference_sd, dtype=np.float64)
    if not (level > 0).all() or not (level_sd >= 0).all() or natural_sd < 0 or periods < 1:
        raise ValueError(
            "the reference must be positive, standard deviations zero or more, periods 1 or more."
        )
    half = np.where((ratio.male == 0) ^ (ratio.female == 0), 0.5, 0.0)
    male, female = ratio.male + half, ratio.female + half
    with np.errstate(divide="ignore", invalid="ignore"):  # no births: not a number, and meant
        spread = np.sqrt(1 / male + 1 / female + level_sd**2 + natural_sd_of_mean(periods, natural_sd) ** 2)
        z = np.asarray(np.log(100 * male / female / level) / spread)
    return ReferenceTest(
        excess=np.asarray(ratio.estimate - level),
        z=z,
        p_two_sided=np.asarray(2 * scipy.special.ndtr(-np.abs(z))),
        p_above=np.asarray(scipy.special.ndtr(-z)),
        periods=periods,
    )


def births_needed(
    reference: ArrayLike,
    alternative: ArrayLike,
    *,
    power: ArrayLike = 0.8,
    significance: ArrayLike = 0.05,
    sides: Literal[1, 2] = 2,
) -> FloatArray:
    """Births needed to tell a true ratio of ``alternative`` from the ``reference``.

    ``n = [z_a sqrt(p0 q0) + z_b sqrt(p1 q1)]**2 / (p1 - p0)**2`` with p = R / (100 + R).

    Parameters
    ----------
    reference, alternative : array_like of float
        Males per 100 females; positive and different from each other.
    power : array_like of float
        Probability of finding the difference, between 0 and 1.
    significance : array_like of float
        Probability of finding one where there is none, between 0 and 1.
    sides : {1, 2}
        2 where a difference either way would count.

    Returns
    -------
    ndarray of float
        Births of both sexes, not rounded. All arguments broadcast.

    Raises
    ------
    ValueError
        If a ratio is not positive, the two are equal, or a probability is not between 0 and 1.

    References
    ----------
    Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., ch. 2.

    Examples
    --------
    >>> round(float(births_needed(107, 110, power=0.95)))
    68096
    >>> births_needed(107, [110, 115, 120], sides=1).round()
    array([32403.,  4772.,  1890.])
    """
    level = np.asarray(reference, dtype=np.float64)
    other = np.asarray(alternative, dtype=np.float64)
    if not ((level > 0).all() and (other > 0).all() and (level != other).all()):
        raise ValueError("the two ratios must be positive and differ from each other.")
    wanted, error = np.asarray(power, dtype=np.float64), np.asarray(significance, dtype=np.float64)
    if not ((wanted > 0) & (wanted < 1)).all() or not ((error > 0) & (error < 1)).all():
        raise ValueError("power and significance must lie between 0 and 1.")
    p0, p1 = level / (100 + level), other / (100 + other)
    z_error, z_power = scipy.special.ndtri(1 - error / sides), scipy.special.ndtri(wanted)
    root = z_error * np.sqrt(p0 * (1 - p0)) + z_power * np.sqrt(p1 * (1 - p1))
    return np.asarray(root**2 / (p1 - p0) ** 2)
