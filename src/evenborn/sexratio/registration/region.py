"""From where to where may the corrected ratio lie, when some births could be in no register at all?"""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration.corrected import CorrectedRatio
from evenborn.sexratio.registration.faint import HIDDEN_PER_FAINT, FaintBirths


@dataclass(frozen=True, slots=True, eq=False)
class UncertaintyRegion:
    """Corrected ratio over all that is held possible of the births in no register.

    Attributes
    ----------
    lowest, highest : ndarray of float
        Estimates, males per 100 females: chance apart, the ratio may be any between them.
    lower, upper : ndarray of float
        With chance: the lowest and the highest end of the intervals at both.
    extreme : CorrectedRatio
        With the most hidden births for each faint one; the other end is the corrected ratio itself.
    confidence : float
    """

    lowest: FloatArray
    highest: FloatArray
    lower: FloatArray
    upper: FloatArray
    extreme: CorrectedRatio
    confidence: float


def uncertainty_region(
    ratio: CorrectedRatio,
    faint: FaintBirths,
    *,
    hidden_per_faint: float = HIDDEN_PER_FAINT,
    confidence: float = 0.95,
) -> UncertaintyRegion:
    """Corrected ratio with 0 to ``hidden_per_faint`` more hidden births for each unexplained faint one.

    Where girls are no more faint than boys this is nearly the interval of the corrected ratio. Where
    they are, the models say too little of girls in no register, and the region reaches down as far as
    one in ``1 + hidden_per_faint`` of those girls surfacing would take it.

    Parameters
    ----------
    ratio : CorrectedRatio
    faint : FaintBirths
        Of the same areas.
    hidden_per_faint : float
        0 or more; 4 says that at least one in five of such births comes to light.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    UncertaintyRegion

    Raises
    ------
    ValueError
        If an option is outside its range.

    References
    ----------
    Vansteelandt, Goetghebeur, Kenward, Molenberghs (2006), Statistica Sinica 16(3):953-979: regions
    of ignorance and of uncertainty. Imbens, Manski (2004), Econometrica 72(6):1845-1857.

    Examples
    --------
    >>> from evenborn.sexratio.registration import corrected_ratio, faint_births
    >>> boys, girls = [900, 30, 40, 2, 10, 1, 1], [800, 27, 35, 2, 9, 1, 50]
    >>> region = uncertainty_region(corrected_ratio(boys, girls), faint_births(boys, girls))
    >>> round(float(region.lowest), 1), round(float(region.highest), 1)
    (87.4, 106.1)
    """
    extreme = faint.added(ratio, hidden_per_faint)
    near, far = ratio.interval(confidence), extreme.interval(confidence)
    return UncertaintyRegion(
        np.fmin(ratio.estimate, extreme.estimate),
        np.fmax(ratio.estimate, extreme.estimate),
        np.minimum(near.lower, far.lower),
        np.maximum(near.upper, far.upper),
        extreme,
        confidence,
    )
