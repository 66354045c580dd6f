"""Did the ratio fall from one period to the next? A probability: both periods are samples of chance."""

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.ratio import SexRatio
from evenborn.sexratio.target import probability_target_met


def probability_fell(before: SexRatio, now: SexRatio) -> FloatArray:
    """Posterior probability that the ratio behind now is at or below the ratio behind before.

    Parameters
    ----------
    before, now : SexRatio
        Of one source and one kind of period; shapes that broadcast. Of births in disjoint periods.

    Returns
    -------
    ndarray of float
        One half where nothing can be told; exact up to a quadrature error below 1e-5.

    Raises
    ------
    ValueError
        If the shapes do not broadcast.

    References
    ----------
    The rule of :func:`evenborn.sexratio.target.assess` with no fall required and no level to stop at:
    independent Jeffreys posteriors Beta(1/2 + M, 1/2 + F) of both periods.

    Examples
    --------
    >>> from evenborn.sexratio.ratio import sex_ratio
    >>> round(float(probability_fell(sex_ratio(1_130, 1_000), sex_ratio(1_070, 1_000))), 2)
    0.81
    """
    return probability_target_met(before, now, reference=0.0, required=0.0)
