"""Is a facility unlike its peers? Shares and rates held against the others, outliers among them let be."""

import numpy as np
from scipy import optimize, stats

from evenborn.sexratio.counts import BoolArray, FloatArray

FEWEST_PEERS = 5
"""Facilities that a comparison needs, the facility itself among them."""
USUAL_CORRELATION = 0.01
"""Of the events of one facility, where there are too few facilities to estimate it."""
_MEDIAN_OF_CHI_SQUARE = 0.454936423119572  # one degree of freedom
_OUTLIER = 1e-4
_ROUNDS = 10


def between_variance(difference: FloatArray, variance: FloatArray) -> float:
    """Variance between facilities over and above chance, so that outliers hardly move it.

    The variance that brings the median of the squared standardised differences to the median of their
    chi-square distribution; zero where chance alone already does.

    Parameters
    ----------
    difference : ndarray of float, shape (facilities,)
        Of each facility from what is expected.
    variance : ndarray of float, shape (facilities,)
        Of each difference by chance alone; positive.

    Returns
    -------
    float

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, section 4 (over-dispersion, winsorised);
    Rousseeuw, Croux (1993), J. Am. Stat. Assoc. 88:1273-1283 (the median as a robust scale).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> difference = rng.normal(0, 0.5, 400)
    >>> difference[:20] = 9
    >>> round(between_variance(difference, np.full(400, 0.01)), 2)
    0.23
    """
    squares = difference**2
    if not len(squares):
        return 0.0

    def beyond(between: float) -> float:
        return float(np.median(squares / (variance + between))) - _MEDIAN_OF_CHI_SQUARE

    if beyond(0.0) <= 0:
        return 0.0
    return float(optimize.brentq(beyond, 0.0, float(squares.max()) / _MEDIAN_OF_CHI_SQUARE))


def high_shares(events: FloatArray, total: FloatArray, least: float) -> tuple[FloatArray, FloatArray]:
    """Shares of events that are higher than those of the other facilities.

    Each facility is held against the pooled share of the others by the beta-binomial distribution, whose
    correlation is that between the events of one facility; facilities far out are left out of both.

    Parameters
    ----------
    events, total : ndarray of whole numbers, shape (facilities,)
        Events among how many; every total positive.
    least : float
        Share below which nothing is expected, such as that of slips of the pen.

    Returns
    -------
    expected, p_value : ndarray of float, shape (facilities,)
        Share of the others, and one-sided P.

    References
    ----------
    Skellam (1948), J. R. Stat. Soc. B 10:257-261 (beta-binomial distribution).

    Examples
    --------
    >>> expected, p_value = high_shares(np.array([2, 3, 1, 2, 40, 2]), np.full(6, 100), 0.01)
    >>> int(p_value.argmin()), bool(p_value[4] < 1e-6), bool(np.delete(p_value, 4).min() > 0.05)
    (4, True, True)
    """
    kept = np.ones(len(events), dtype=bool)
    # The first comparison is with the median, which an outlier cannot move among few facilities.
    expected = np.full(len(events), np.clip(np.median(events / total), least, 1 - least))
    for _ in range(_ROUNDS):
        correlation = _correlation(events[kept], total[kept], expected[kept])
        p_value = _beta_binomial_tail(events, total, expected, correlation)
        near = p_value > _OUTLIER
        if near.sum() < FEWEST_PEERS:
            break
        settled, kept = bool((near == kept).all()), near
        expected = _shares_of_others(events, total, kept, least)
        if settled:
            break
    correlation = _correlation(events[kept], total[kept], expected[kept])
    return expected, _beta_binomial_tail(events, total, expected, correlation)


def _shares_of_others(events: FloatArray, total: FloatArray, kept: BoolArray, least: float) -> FloatArray:
    others_events = (events * kept).sum() - events * kept
    others_total = (total * kept).sum() - total * kept
    share = np.divide(others_events, others_total, out=np.zeros(len(events)), where=others_total > 0)
    return np.asarray(np.clip(share, least, 1 - least))


def _correlation(events: FloatArray, total: FloatArray, share: FloatArray) -> float:
    telling = (total * share >= 1) & (total > 1)
    if telling.sum() < FEWEST_PEERS:
        return USUAL_CORRELATION
    events, total, share = events[telling], total[telling], share[telling]
    difference = (events - total * share) / np.sqrt(total * share * (1 - share) * (total - 1))
    return min(between_variance(difference, 1 / (total - 1)), 0.5)


def _beta_binomial_tail(
    events: FloatArray, total: FloatArray, share: FloatArray, correlation: float
) -> FloatArray:
    if correlation < 1e-9:
        return np.asarray(stats.binom.sf(events - 1, total, share))
    size = 1 / correlation - 1
    tail = stats.betabinom.sf(events - 1, total, share * size, (1 - share) * size)
    return np.asarray(np.clip(tail, 0.0, 1.0))


def unusual_rates(
    number: FloatArray, exposure: FloatArray, *, high_only: bool
) -> tuple[FloatArray, FloatArray]:
    """Rates that are unlike those of the other facilities.

    The logarithm of each rate is held against their median, with the variance between facilities and that
    of its own number, by the t distribution with one degree of freedom less than there are facilities.

    Parameters
    ----------
    number : ndarray of whole numbers, shape (facilities,)
    exposure : ndarray of float, shape (facilities,)
        Device-days, procedures; positive.
    high_only : bool
        Whether only high rates are sought; otherwise P is two-sided.

    Returns
    -------
    expected, p_value : ndarray of float, shape (facilities,)

    Raises
    ------
    ValueError
        With fewer than five facilities.

    References
    ----------
    Jones, Spiegelhalter (2011), The American Statistician 65:154-160 (unusual among random effects).

    Examples
    --------
    >>> number, exposure = np.array([90, 110, 100, 95, 105, 900]), np.full(6, 10.0)
    >>> expected, p_value = unusual_rates(number, exposure, high_only=True)
    >>> int(p_value.argmin()), round(float(expected[0]), 1)
    (5, 10.3)
    """
    if len(number) < FEWEST_PEERS:
        raise ValueError(f"a comparison of rates needs at least {FEWEST_PEERS} facilities.")
    rate, variance = np.log((number + 0.5) / exposure), 1 / (number + 0.5)
    middle = float(np.median(rate))
    between = between_variance(rate - middle, variance)
    # The median of m normal values has pi/2 times the variance of their mean.
    spread = np.sqrt(variance + between * (1 + np.pi / 2 / len(rate)))
    standardised = (rate - middle) / spread
    tail = stats.t(len(rate) - 1).sf(standardised if high_only else np.abs(standardised))
    p_value = tail if high_only else 2 * tail
    return np.full(len(rate), np.exp(middle)), np.asarray(p_value)


def share_interval(events: float, total: float) -> tuple[float, float]:
    """The 95 % interval of a share after Jeffreys.

    Parameters
    ----------
    events, total : float

    Returns
    -------
    lower, upper : float

    References
    ----------
    Brown, Cai, DasGupta (2001), Statistical Science 16:101-133.

    Examples
    --------
    >>> tuple(round(end, 3) for end in share_interval(40, 100))
    (0.308, 0.498)
    """
    lower, upper = (
        float(stats.beta.ppf(tail, events + 0.5, total - events + 0.5)) for tail in (0.025, 0.975)
    )
    return (0.0 if events == 0 else lower), (1.0 if events == total else upper)


def rate_interval(number: float, exposure: float) -> tuple[float, float]:
    """The exact 95 % interval of a rate.

    Parameters
    ----------
    number, exposure : float

    Returns
    -------
    lower, upper : float

    References
    ----------
    Garwood (1936), Biometrika 28:437-442.

    Examples
    --------
    >>> tuple(round(end, 2) for end in rate_interval(10, 1))
    (4.8, 18.39)
    """
    lower = stats.chi2.ppf(0.025, 2 * number) / 2 if number > 0 else 0.0
    return float(lower / exposure), float(stats.chi2.ppf(0.975, 2 * number + 2) / 2 / exposure)
