"""Does the excess of boys grow with birth order, as selection does, or is it alike from the first?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, broadcast_pair, checked_counts


@dataclass(frozen=True, slots=True, eq=False)
class OrderGradient:
    """How much higher the ratio of later births is than that of first ones.

    Attributes
    ----------
    difference : ndarray of float
        Log of the ratio of later births less that of first births.
    variance : ndarray of float
        Of the difference; infinite where a sex has no births of an order.
    """

    difference: FloatArray
    variance: FloatArray

    def shown(self, z: float) -> BoolArray:
        """Whether later births have the higher ratio beyond chance."""
        return np.asarray(self.difference > z * np.sqrt(self.variance))


def order_gradient(
    first_male: ArrayLike, first_female: ArrayLike, later_male: ArrayLike, later_female: ArrayLike
) -> OrderGradient:
    """Compare the ratio of first births with that of second and later ones.

    Selection is for sons who did not come: it is rare at the first birth and grows with order. Girls
    whom no register holds leave the same trace as girls never born, but may be missing at any order. An
    excess that does not grow with order is therefore no ground to speak of selection; one that grows
    proves nothing, for second daughters are hidden, too.

    Parameters
    ----------
    first_male, first_female, later_male, later_female : array_like of whole numbers
        Births seen, of a register that states the order or of all together; broadcast.

    Returns
    -------
    OrderGradient

    Raises
    ------
    ValueError
        If counts are not counts.

    References
    ----------
    Statistics Korea, births of 1993: 106.3, 114.8 and 209.7 at orders 1, 2 and 3 or later. Shi, Kennedy
    (2016), China Quarterly 228:1018-1038, for second daughters who were registered years later.

    Examples
    --------
    The Korean ratios of first and second births, beside 10,000 girls each:

    >>> korea = order_gradient(10_630, 10_000, 11_480, 10_000)
    >>> round(float(korea.difference), 3), bool(korea.shown(1.96))
    (0.077, True)
    """
    first = checked_counts(first_male, first_female)
    later = checked_counts(later_male, later_female)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = broadcast_pair(np.log(first[0] / first[1]), np.log(later[0] / later[1]))
        variance = 1 / first[0] + 1 / first[1] + 1 / later[0] + 1 / later[1]
        difference = ratios[1] - ratios[0]
    known = np.isfinite(difference)
    return OrderGradient(np.where(known, difference, 0.0), np.where(known, variance, np.inf))
