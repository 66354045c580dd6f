"""How many girls may be in no register though nothing in the registers shows it?"""

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.corrected import CorrectedRatio

PLAUSIBLE_DEPENDENCE = 3.0
"""phi of girls over phi of boys that unlike families explain without any concealment.

If one girl in ten is of a family that each register misses at 40 %, where it misses 5 % of all
others, phi is 3.5 for girls; with one boy in twenty of such a family it is 2.8 for boys. A ratio of
3 asks that girls be far less alike in this than boys."""

PLAUSIBLE_HIDDEN_SHARE = 0.05
"""Share of all girls who may be in no register though nothing in the registers shows it.

For China in the late 1980s, when families had the strongest reasons to conceal daughters, 43 to 75 %
of the excess of five to six points is put down to unreported girls, which is 2 to 4 % of girls (Zeng
and others 1993)."""


def plausible_dependence(
    ratio: CorrectedRatio,
    *,
    dependence: float = PLAUSIBLE_DEPENDENCE,
    hidden_share: float = PLAUSIBLE_HIDDEN_SHARE,
) -> FloatArray:
    """The largest phi of girls over phi of boys (1) that an area may have without any sign of it.

    The larger of two: a fixed ratio, for registers of low coverage, where unlike families hide many;
    and the ratio that puts a fixed share of all girls outside every register, for registers of high
    coverage, where even that share is a large multiple of the few who are estimated to be hidden.

    Parameters
    ----------
    ratio : CorrectedRatio
    dependence : float
        The fixed ratio, 1 or more.
    hidden_share : float
        The fixed share, at least 0 and below 1.

    Returns
    -------
    ndarray of float
        Infinite where no hidden girls are estimated: no ratio of dependence stands for the share.

    Raises
    ------
    ValueError
        If the ratio is below 1 or the share is none.

    References
    ----------
    Zeng, Tu, Gu, Xu, Li, Li (1993), Population and Development Review 19(2):283-302, for the share.

    Examples
    --------
    >>> from evenborn.sexratio.registration import corrected_ratio
    >>> good_and_poor = corrected_ratio([[4_600, 240, 240], [2_500] * 3], [[4_300, 240, 240], [2_300] * 3])
    >>> [round(float(bound), 1) for bound in plausible_dependence(good_and_poor)]
    [18.8, 3.0]
    """
    outside = _outside(dependence, hidden_share)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.fmax(outside * ratio.female.seen / ratio.female.hidden, dependence))


def with_plausible_hidden_girls(
    ratio: CorrectedRatio,
    *,
    dependence: float = PLAUSIBLE_DEPENDENCE,
    hidden_share: float = PLAUSIBLE_HIDDEN_SHARE,
) -> CorrectedRatio:
    """The ratio with the most hidden girls that are plausible, see :func:`plausible_dependence`.

    Parameters
    ----------
    ratio : CorrectedRatio
    dependence : float
        1 or more.
    hidden_share : float
        At least 0 and below 1.

    Returns
    -------
    CorrectedRatio

    Raises
    ------
    ValueError
        If the ratio is below 1 or the share is none.

    References
    ----------
    Zeng, Tu, Gu, Xu, Li, Li (1993), Population and Development Review 19(2):283-302, for the share.

    Examples
    --------
    Where one register holds all births of the other, one girl in twenty may still be in neither:

    >>> from evenborn.sexratio.registration import corrected_ratio
    >>> ratio = corrected_ratio([5_600, 400, 0], [4_700, 300, 0])
    >>> float(ratio.estimate), round(float(with_plausible_hidden_girls(ratio).estimate), 6)
    (120.0, 114.0)
    """
    outside, girls = _outside(dependence, hidden_share), ratio.female
    of_share = EstimatedBirths(
        girls.seen,
        outside * girls.seen,
        girls.seen_variance,
        outside**2 * girls.seen_variance,
        outside * girls.seen_variance,
    )
    return CorrectedRatio(
        ratio.male, girls.under(dependence).or_else(of_share, of_share.hidden > dependence * girls.hidden)
    )


def _outside(dependence: float, hidden_share: float) -> float:
    """Hidden girls for each girl seen."""
    if not dependence >= 1 or not 0 <= hidden_share < 1:
        raise ValueError("plausible dependence must be 1 or more, the hidden share at least 0 and below 1.")
    return hidden_share / (1 - hidden_share)
