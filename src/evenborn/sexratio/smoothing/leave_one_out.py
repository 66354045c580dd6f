"""How well each count is foretold from all others: leave-one-out log scores of the model and its rivals."""

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, checked_counts
from evenborn.sexratio.smoothing.approximation import Marginals

_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(15)


def log_cavity(male: FloatArray, births: FloatArray, at: Marginals) -> FloatArray:
    """Log probability of each count given all others, at one set of parameters.

    The count's own likelihood is divided out of its Gaussian marginal (the cavity), and its probability
    integrated over what is left with 15 Gauss-Hermite nodes around the marginal.

    Parameters
    ----------
    male, births : ndarray of float, shape (areas, periods)
    at : Marginals

    Returns
    -------
    ndarray of float, shape (areas, periods)
        0 where there are no births.

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Held, Schrodle, Rue (2010), in: Statistical Modelling and Regression Structures, 91-110 (leave-one-out
    probabilities from a Laplace approximation); cavities: Vehtari et al. (2016), Journal of Machine
    Learning Research 17(103):1-38.

    Examples
    --------
    >>> one = np.array([[1.0]])
    >>> at = Marginals(0 * one, 0.01 * one, 0.25 * one, 0.5 * one, one, one)
    >>> round(float(np.exp(log_cavity(one, one, at))[0, 0]), 3)
    0.499
    """
    precision = np.maximum(1 / at.variance - at.weight, 1e-9 / at.variance)
    centre = at.mean - at.slope / precision
    sd = np.sqrt(at.variance)
    middle = _log_binomial(male, births, at.mean)
    total = np.zeros(male.shape)
    for node, weight in zip(_NODES, _NODE_WEIGHTS, strict=True):
        value = at.mean + node * sd
        rise = male * (value - at.mean) - births * (np.logaddexp(0, value) - np.logaddexp(0, at.mean))
        part = rise - 0.5 * precision * (value - centre) ** 2 + 0.5 * node**2
        total += weight / np.sqrt(2 * np.pi) * np.exp(part)
    scale = 0.5 * np.log(precision * at.variance)
    return np.where(births > 0, middle + scale + np.log(np.maximum(total, 1e-300)), 0.0)


def _log_binomial(male: FloatArray, births: FloatArray, log_ratio: FloatArray) -> FloatArray:
    female = births - male
    ways = (
        scipy.special.gammaln(births + 1)
        - scipy.special.gammaln(male + 1)
        - scipy.special.gammaln(female + 1)
    )
    return np.asarray(
        ways + male * scipy.special.log_expit(log_ratio) + female * scipy.special.log_expit(-log_ratio)
    )


def over_parameters(log_scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Leave-one-out probabilities over the parameters, which the left-out count moves too: harmonic means.

    Parameters
    ----------
    log_scores : ndarray of float, shape (points, areas, periods)
    weights : ndarray of float, shape (points,)
        Posterior weights with all counts.

    Returns
    -------
    ndarray of float, shape (areas, periods)
        Logarithms.

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Held, Schrodle, Rue (2010), equation for the conditional predictive ordinate.

    Examples
    --------
    >>> scores = np.log(np.array([[[0.2]], [[0.4]]]))
    >>> np.exp(over_parameters(scores, np.array([0.5, 0.5]))).round(4)
    array([[0.2667]])
    """
    # not scipy's logsumexp: where a point of all but no weight has the highest term, its ratio overflows
    weight = weights[:, None, None]
    terms = np.where(weight > 0, -log_scores, -np.inf)
    highest = terms.max(axis=0)
    return -np.asarray(highest + np.log((weight * np.exp(terms - highest)).sum(axis=0)))


def raw_log_score(male: ArrayLike, female: ArrayLike) -> FloatArray:
    """Log probability of each count where every area and period stands alone.

    Nothing is known of a ratio but its Jeffreys prior, Beta(1/2, 1/2), once its own births are left out.

    Parameters
    ----------
    male, female : array_like of whole numbers

    Returns
    -------
    ndarray of float

    Raises
    ------
    ValueError
        If counts are not counts.

    References
    ----------
    Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 5.3 (beta-binomial probabilities).

    Examples
    --------
    >>> float(np.exp(raw_log_score(1, 0)).round(3))
    0.5
    """
    boys, girls = checked_counts(male, female)
    return _log_beta_binomial(boys, girls, 0.5, 0.5)


def beta_binomial_log_score(male: ArrayLike, female: ArrayLike) -> FloatArray:
    """Log probability of each count under one beta distribution of all shares of boys.

    Its two parameters are of maximum likelihood over all counts, the scored one among them, which
    favours it a little.

    Parameters
    ----------
    male, female : array_like of whole numbers

    Returns
    -------
    ndarray of float

    Raises
    ------
    ValueError
        If counts are not counts.

    References
    ----------
    Griffiths (1973), Biometrics 29(4):637-648.

    Examples
    --------
    >>> score = beta_binomial_log_score([520, 560, 505], [480, 440, 495])
    >>> bool(score.sum() > raw_log_score([520, 560, 505], [480, 440, 495]).sum())
    True
    """
    boys, girls = checked_counts(male, female)

    def loss(theta: FloatArray) -> float:
        share, size = scipy.special.expit(theta[0]), np.exp(np.clip(theta[1], -20, 25))
        return -float(_log_beta_binomial(boys, girls, share * size, (1 - share) * size).sum())

    pooled = (boys.sum() + 0.5) / (boys.sum() + girls.sum() + 1)
    start = np.array([scipy.special.logit(pooled), np.log(1000.0)])
    found = np.asarray(scipy.optimize.fmin(loss, start, xtol=1e-6, ftol=1e-6, maxiter=2000, disp=False))
    share, size = scipy.special.expit(found[0]), np.exp(found[1])
    return _log_beta_binomial(boys, girls, float(share * size), float((1 - share) * size))


def _log_beta_binomial(boys: FloatArray, girls: FloatArray, alpha: float, beta: float) -> FloatArray:
    births = boys + girls
    ways = (
        scipy.special.gammaln(births + 1) - scipy.special.gammaln(boys + 1) - scipy.special.gammaln(girls + 1)
    )
    return np.asarray(
        ways + scipy.special.betaln(boys + alpha, girls + beta) - scipy.special.betaln(alpha, beta)
    )
