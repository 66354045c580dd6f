"""How far does the answer hang on registers being independent? Ranges and the tipping point."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.corrected import CorrectedRatio, check_reference
from evenborn.sexratio.registration.plausible import PLAUSIBLE_DEPENDENCE


@dataclass(frozen=True, slots=True, eq=False)
class DependenceRange:
    """Corrected ratio over intervals of the dependence of each sex.

    Attributes
    ----------
    lowest, highest : ndarray of float
        Estimates, males per 100 females.
    lower, upper : ndarray of float
        Lower end of the interval at the lowest, upper end at the highest estimate.
    """

    lowest: FloatArray
    highest: FloatArray
    lower: FloatArray
    upper: FloatArray


def dependence_range(
    ratio: CorrectedRatio,
    dependence_male: tuple[float, float] = (1.0, 1.0),
    dependence_female: tuple[float, float] = (1.0, PLAUSIBLE_DEPENDENCE),
    *,
    confidence: float = 0.95,
) -> DependenceRange:
    """Lowest and highest corrected ratio while phi of each sex moves within an interval.

    The ratio rises with phi of boys and falls with phi of girls, so the ends are at two corners; the
    ends of the interval are taken at the same corners.

    Parameters
    ----------
    ratio : CorrectedRatio
    dependence_male, dependence_female : (float, float)
        Lowest and highest phi, ``n00 n11 / (n10 n01)``.
    confidence : float
        Of the interval at each corner.

    Returns
    -------
    DependenceRange
        Arrays of the ratio's shape.

    Raises
    ------
    ValueError
        If a phi is negative or an interval runs backwards.

    References
    ----------
    Gerritse, van der Heijden, Bakker (2015), Journal of Official Statistics 31(3):357-379.

    Examples
    --------
    >>> from evenborn.sexratio.registration import corrected_ratio
    >>> ratio = corrected_ratio([4_000, 700, 400], [3_500, 900, 350])
    >>> found = dependence_range(ratio)
    >>> round(float(found.lowest), 1), round(float(found.highest), 1)
    (103.0, 106.8)
    """
    if dependence_male[0] > dependence_male[1] or dependence_female[0] > dependence_female[1]:
        raise ValueError("an interval of dependence must not run backwards.")
    low = ratio.under(dependence_male[0], dependence_female[1])
    high = ratio.under(dependence_male[1], dependence_female[0])
    return DependenceRange(
        low.estimate, high.estimate, low.interval(confidence).lower, high.interval(confidence).upper
    )


def tipping_point(
    ratio: CorrectedRatio, reference: ArrayLike, dependence_male: ArrayLike = 1.0
) -> FloatArray:
    """Smallest phi of girls over phi of boys at which hidden girls explain the whole excess.

    The girls that are needed, ``100 N_M / reference - seen``, over the hidden girls estimated at
    independence, over phi of boys.

    Parameters
    ----------
    ratio : CorrectedRatio
    reference : array_like of float
        Males per 100 females; broadcasts.
    dependence_male : array_like of float
        phi of boys, more than 0; broadcasts.

    Returns
    -------
    ndarray of float
        0 where no hidden girl is needed; infinite where no phi is enough, since no hidden girl is
        estimated (one register holds all girls of the other); not a number where nothing is.

    Raises
    ------
    ValueError
        If the reference or phi is not positive.

    References
    ----------
    Gerritse, van der Heijden, Bakker (2015), Journal of Official Statistics 31(3):357-379, for phi.

    Examples
    --------
    >>> from evenborn.sexratio.registration import corrected_ratio
    >>> ratio = corrected_ratio([4_600, 300, 240], [4_000, 350, 220])
    >>> point = tipping_point(ratio, 107)
    >>> round(float(point), 1), round(float(ratio.under(1, point).estimate), 6)
    (12.9, 107.0)
    """
    level, phi = check_reference(reference), np.asarray(dependence_male, dtype=np.float64)
    if not ((phi > 0) & np.isfinite(phi)).all():
        raise ValueError("the dependence of boys must be positive; 1 is independence.")
    needed = girls_needed(ratio, level, phi)
    with np.errstate(divide="ignore", invalid="ignore"):
        point = np.where(needed > 0, needed / (ratio.female.hidden * phi), 0.0)
    return np.where(np.isnan(needed), np.nan, point)


def girls_needed(ratio: CorrectedRatio, reference: ArrayLike, dependence_male: ArrayLike = 1.0) -> FloatArray:
    """Girls in no register who would bring the ratio down to the reference.

    Parameters
    ----------
    ratio : CorrectedRatio
    reference : array_like of float
        Males per 100 females; broadcasts.
    dependence_male : array_like of float
        phi of boys; broadcasts.

    Returns
    -------
    ndarray of float
        Negative where the girls seen are more than enough.

    Raises
    ------
    ValueError
        If the reference is not positive.

    References
    ----------
    Sen (1990), New York Review of Books 37(20):61-66: girls expected beside the boys that were born.

    Examples
    --------
    >>> from evenborn.sexratio.registration import corrected_ratio
    >>> round(float(girls_needed(corrected_ratio([1_100, 0, 0], [1_000, 0, 0]), 100)))
    100
    """
    return np.asarray(
        100 * ratio.male.under(dependence_male).births / check_reference(reference) - ratio.female.seen
    )
