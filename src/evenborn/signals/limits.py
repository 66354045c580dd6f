"""Between which limits chance alone would put a facility of a given size: the lines of a funnel plot."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from evenborn.sexratio.counts import FloatArray
from evenborn.signals.evidence import Evidence
from evenborn.signals.kinds import KINDS

__all__ = ["chance_limits", "size_of"]

_NORMAL_95 = float(stats.norm.ppf(0.975))


def size_of(one: Evidence) -> float:
    """On how much a finding rests: the total of a share or ratio, else the persons behind it.

    Examples
    --------
    >>> size_of(Evidence("F1", "scans-without-indication", 0.4, 0.3, 0.5, 0.02, 1e-9, 300, 120, 300))
    300.0
    >>> size_of(Evidence("F1", "scans-per-device-day", 40, 38, 42, 10, 1e-9, 800, 800, 20))
    800.0
    """
    shared = KINDS[one.kind].measure in ("ratio", "share")
    return float(one.total if shared else one.persons)


def chance_limits(
    one: Evidence, size: Sequence[float] | FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray] | None:
    """Limits around what is expected of the facility, for facilities of other sizes.

    Chance alone: that facilities also differ among each other is in P, and not in these limits. Shares and
    ratios are binomial; the variance of the logarithm of a rate is that of its interval, over its size.

    Parameters
    ----------
    one : Evidence
    size : sequence of float
        As :func:`size_of` counts it; positive.
    confidence : float

    Returns
    -------
    lower, upper : ndarray of float
        In the measure of the kind; None for a bare number of months, which has no such limits.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, section 2 and appendix A.1.1
    (funnel plots, limits between whole numbers).

    Examples
    --------
    >>> one = Evidence("F1", "scans-without-indication", 0.4, 0.3, 0.5, 0.02, 1e-9, 300, 120, 300)
    >>> lower, upper = chance_limits(one, [100.0, 400.0], 0.95)
    >>> lower.round(4).tolist(), upper.round(4).tolist()
    ([0.0, 0.0061], [0.0473, 0.0337])
    """
    measure, number, tail = KINDS[one.kind].measure, np.asarray(size, dtype=np.float64), (1 - confidence) / 2
    if measure == "rate" and 0 < one.lower < one.upper and one.expected > 0:
        deviation = np.log(one.upper / one.lower) / (2 * _NORMAL_95) * np.sqrt(size_of(one) / number)
        half = float(stats.norm.ppf(1 - tail)) * deviation
        return one.expected * np.exp(-half), one.expected * np.exp(half)
    if measure not in ("ratio", "share"):
        return None
    share = one.expected / (100 + one.expected) if measure == "ratio" else one.expected
    ends = [_binomial_end(number, share, at) for at in (tail, 1 - tail)]
    if measure == "share":
        return ends[0], ends[1]
    lower, upper = (100 * end / np.maximum(1 - end, 1e-9) for end in ends)
    return lower, upper


def _binomial_end(number: FloatArray, share: float, at: float) -> FloatArray:
    """Share below which a part of the binomial distribution lies, between whole events (appendix A.1.1)."""
    number = np.rint(number)
    events = stats.binom.ppf(at, number, share)
    here, below = stats.binom.cdf(events, number, share), stats.binom.cdf(events - 1, number, share)
    between = (here - at) / np.maximum(here - below, 1e-12)
    return np.asarray(np.clip(events - between, 0, number) / number)
