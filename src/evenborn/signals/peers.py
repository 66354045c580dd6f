"""Is a facility unlike its peers? Shares and rates held against the others, outliers among them let be."""

import numpy as np
import scipy

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
    return float(scipy.optimize.brentq(beyond, 0.0, float(squares.max()) / _MEDIAN_OF_CHI_SQUARE))


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
        return np.asarray(scipy.stats.binom.sf(events - 1, total, share))
    size = 1 / correlation - 1
    tail = scipy.stats.betabinom.sf(events - 1, total, share * size, (1 - share) * size)
    return np.asarray(np.clip(tail, 0.0, 1.0))


def unusual_rates(
    rate: FloatArray, variance: FloatArray, *, high_only: bool
) -> tuple[FloatArray, FloatArray]:
    """Rates that are unlike those of the other facilities.

    The logarithm of each rate is held against where that of a further facility would lie, as all others
    have it: their mean, the variance between them, and its own variance by chance. The number of devices
    or procedures leaves long tails between facilities, so nobody is left out of the variance between.

    Parameters
    ----------
    rate : ndarray of float, shape (facilities,)
        Positive.
    variance : ndarray of float, shape (facilities,)
        Of its logarithm by chance.
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
    Higgins, Thompson, Spiegelhalter (2009), J. R. Stat. Soc. A 172:137-159, section 3.3 (prediction by the
    t distribution with k − 2 degrees of freedom); DerSimonian, Laird (1986), Controlled Clinical Trials
    7:177-188 (variance between).

    Examples
    --------
    >>> rate = np.array([9.0, 11.0, 10.0, 9.5, 10.5, 90.0])
    >>> expected, p_value = unusual_rates(rate, np.full(6, 0.01), high_only=True)
    >>> int(p_value.argmin()), round(float(expected[5]), 1)
    (5, 10.0)
    """
    if len(rate) < FEWEST_PEERS:
        raise ValueError(f"a comparison of rates needs at least {FEWEST_PEERS} facilities.")
    value = np.log(rate)
    among = np.arange(len(rate))
    others = [_predicted(value[among != at], variance[among != at]) for at in among]
    mean, spread = (np.array(part) for part in zip(*others, strict=True))
    standardised = (value - mean) / np.sqrt(variance + spread)
    tail = scipy.stats.t(len(rate) - 2).sf(standardised if high_only else np.abs(standardised))
    return np.exp(mean), np.asarray(tail if high_only else 2 * tail)


def _predicted(value: FloatArray, variance: FloatArray) -> tuple[float, float]:
    """Mean of facilities, and the variance of a further one around it without its own chance."""
    weight = 1 / variance
    mean = np.average(value, weights=weight)
    excess = float((weight * (value - mean) ** 2).sum()) - (len(value) - 1)
    between = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (variance + between)
    return float(np.average(value, weights=weight)), between + 1 / float(weight.sum())


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
        float(scipy.stats.beta.ppf(tail, events + 0.5, total - events + 0.5)) for tail in (0.025, 0.975)
    )
    return (0.0 if events == 0 else lower), (1.0 if events == total else upper)


def rate_interval(rate: float, variance: float) -> tuple[float, float]:
    """The 95 % interval of a rate, normal on the logarithm.

    Parameters
    ----------
    rate : float
        Positive.
    variance : float
        Of its logarithm by chance.

    Returns
    -------
    lower, upper : float

    References
    ----------
    Breslow, Day (1987), Statistical Methods in Cancer Research II, section 2.3.

    Examples
    --------
    >>> tuple(round(end, 2) for end in rate_interval(10.0, 0.1))
    (5.38, 18.59)
    """
    half = float(scipy.stats.norm.ppf(0.975)) * variance**0.5
    return float(rate * np.exp(-half)), float(rate * np.exp(half))
