"""How periods hang together: the precision of an autoregression or of a random walk, with what follows."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.neighbourhood import RIDGE

TimeEffect = Literal["ar1", "rw1"]


@dataclass(frozen=True, slots=True, eq=False)
class PeriodEffect:
    """Prior of the effect of the periods at one standard deviation and correlation.

    Attributes
    ----------
    precision : ndarray of float, shape (periods, periods)
        Of the observed periods and those that are forecast.
    sums : ndarray of float, shape (periods, 0 or 1)
        1 at the observed periods of a random walk, which sums to zero over them.
    log_normaliser : float
        Logarithm of the normalising constant, without its powers of 2 pi.
    """

    precision: FloatArray
    sums: FloatArray
    log_normaliser: float


def autoregression(periods: int, sd: float, correlation: float) -> PeriodEffect:
    """First-order autoregression with a stationary standard deviation.

    Parameters
    ----------
    periods : int
        Observed and forecast.
    sd : float
        Standard deviation of the effect of a period, on the scale of log R.
    correlation : float
        Between neighbouring periods, between -1 and 1.

    Returns
    -------
    PeriodEffect

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Rue, Held (2005), Gaussian Markov Random Fields, section 1.1.

    Examples
    --------
    >>> np.linalg.inv(autoregression(3, 2.0, 0.5).precision).round(2)[0]
    array([4., 2., 1.])
    """
    middle = np.full(periods, 1 + correlation**2)
    middle[[0, -1]] = 1.0
    precision = np.diag(middle) - correlation * (np.eye(periods, k=1) + np.eye(periods, k=-1))
    innovation = 1 - correlation**2
    precision = precision / (sd**2 * innovation) if periods > 1 else np.array([[1 / sd**2]])
    normaliser = -periods * np.log(sd) - 0.5 * (periods - 1) * np.log(innovation)
    return PeriodEffect(precision, np.empty((periods, 0)), float(normaliser))


def random_walk(observed: int, ahead: int, sd: float) -> PeriodEffect:
    """First-order random walk, scaled over the observed periods and continued beyond them.

    Parameters
    ----------
    observed, ahead : int
        Periods with and behind the data; at least two observed.
    sd : float
        Geometric mean of the standard deviations of the observed effects, on the scale of log R.

    Returns
    -------
    PeriodEffect

    Raises
    ------
    ValueError
        Never.

    References
    ----------
    Sorbye, Rue (2014), Spatial Statistics 8:39-51.

    Examples
    --------
    >>> walk = random_walk(4, 2, 1.0)
    >>> walk.precision.shape, walk.sums.ravel()
    ((6, 6), array([1., 1., 1., 1., 0., 0.]))
    """
    variance = np.diagonal(np.linalg.pinv(_differences(observed)))
    scale = float(np.exp(np.log(variance).mean()))
    periods = observed + ahead
    precision = (scale * _differences(periods) + RIDGE * np.eye(periods)) / sd**2
    sums = (np.arange(periods) < observed).astype(np.float64)[:, None]
    total = float((sums.T @ np.linalg.solve(precision, sums)).item())
    normaliser = 0.5 * (float(np.linalg.slogdet(precision)[1]) + np.log(total))
    return PeriodEffect(precision, sums, float(normaliser))


def _differences(periods: int) -> FloatArray:
    step = np.diff(np.eye(periods), axis=0)
    return np.asarray(step.T @ step)
