"""Natural variation integrated out: a Kalman filter over thousands of trapezoids at once.

Given the trapezoid, ``log y = log(beta eta + alpha) + error`` with ``log eta = x`` an autoregression.
It is linearised in x around 0: ``log(beta + alpha) + w (x + b)``, ``w = beta / (beta + alpha)``, where b is
the error of the log baseline. The remainder is at most ``w (1 - w) x**2 / 2``: under 4e-5 of log R at three
standard deviations of x and a height of 15 points, where a million births have a standard error of 2e-3.
"""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray

NATURAL_INNOVATION = 0.00358
"""Standard deviation of one year's new natural deviation of log R (the sigma of Chao et al.)."""

_LOG_2_PI = float(np.log(2 * np.pi))


@dataclass(frozen=True, slots=True, eq=False)
class ObservedSeries:
    """What is known of one series, on the log scale and on consecutive years.

    Attributes
    ----------
    log_ratio : ndarray of float, shape (years,)
        Log of males per female; anything where ``observed`` is false.
    variance : ndarray of float, shape (years,)
        Of the log ratio.
    observed : ndarray of bool, shape (years,)
        False in a gap and in the years of a projection.
    baseline : float
        Males per female.
    baseline_sd : float
        Of the log baseline.
    persistence, innovation : float
        Of natural variation.
    """

    log_ratio: FloatArray
    variance: FloatArray
    observed: BoolArray
    baseline: float
    baseline_sd: float
    persistence: float
    innovation: float


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """Moments of natural deviation x and of the baseline's error b, each year given the years until then.

    ``log_likelihood`` has shape (n,); the moments have shape (years, n).
    """

    log_likelihood: FloatArray
    mean: FloatArray
    baseline_mean: FloatArray
    variance: FloatArray
    covariance: FloatArray
    baseline_variance: FloatArray


def log_likelihood(series: ObservedSeries, inflation: FloatArray) -> FloatArray:
    """Log density of a series given the inflation in each year, natural variation integrated out.

    Parameters
    ----------
    series : ObservedSeries
    inflation : ndarray of float, shape (n, years)
        Males per female above the baseline.

    Returns
    -------
    ndarray of float, shape (n,)

    References
    ----------
    Kalman (1960), Journal of Basic Engineering 82:35-45. Durbin, Koopman (2012), Time Series
    Analysis by State Space Methods, 2nd ed., ch. 4 and 7.

    Examples
    --------
    >>> level, yes = np.log(np.full(2, 1.06)), np.full(2, True)
    >>> series = ObservedSeries(level, np.full(2, 1e-6), yes, 1.06, 0.0, 0.9, 0.00358)
    >>> log_likelihood(series, np.array([[0.0, 0.0], [0.05, 0.05]])).round(1)
    array([ 8.5, -9.4])
    """
    return filtered(series, inflation, keep=False).log_likelihood


def filtered(series: ObservedSeries, inflation: FloatArray, *, keep: bool = True) -> Filtered:
    """Run the filter; with ``keep`` false only the likelihood is held.

    Parameters
    ----------
    series : ObservedSeries
    inflation : ndarray of float, shape (n, years)
    keep : bool

    Returns
    -------
    Filtered

    References
    ----------
    As :func:`log_likelihood`.

    Examples
    --------
    >>> level, yes = np.log(np.full(2, 1.06)), np.full(2, True)
    >>> series = ObservedSeries(level, np.full(2, 1e-6), yes, 1.06, 0.0, 0.9, 0.00358)
    >>> filtered(series, np.zeros((1, 2))).mean.shape
    (2, 1)
    """
    size = len(inflation)
    rho, new = series.persistence, series.innovation**2
    level = series.baseline + inflation.T
    weight, residual = series.baseline / level, series.log_ratio[:, None] - np.log(level)
    m1, m2 = np.zeros(size), np.zeros(size)
    p11, p12 = np.full(size, new / (1 - rho**2)), np.zeros(size)
    p22 = np.full(size, series.baseline_sd**2)
    total, kept = np.zeros(size), []
    for year in range(len(series.observed)):
        if year:
            m1, p11, p12 = rho * m1, rho**2 * p11 + new, rho * p12
        if series.observed[year]:
            w = weight[year]
            c1, c2 = w * (p11 + p12), w * (p12 + p22)
            spread = w * (c1 + c2) + series.variance[year]
            miss = residual[year] - w * (m1 + m2)
            total -= 0.5 * (_LOG_2_PI + np.log(spread) + miss * miss / spread)
            m1, m2 = m1 + c1 * miss / spread, m2 + c2 * miss / spread
            p11, p12, p22 = p11 - c1 * c1 / spread, p12 - c1 * c2 / spread, p22 - c2 * c2 / spread
        if keep:
            kept.append((m1, m2, p11, p12, p22))
    moments = np.moveaxis(np.array(kept), 1, 0) if keep else np.zeros((5, 0, size))
    return Filtered(total, *moments)


def draw_natural_ratio(
    series: ObservedSeries, inflation: FloatArray, generator: np.random.Generator
) -> FloatArray:
    """Draw the ratio without inflation, ``beta eta``, by year, for each trapezoid, given the series.

    Parameters
    ----------
    series : ObservedSeries
    inflation : ndarray of float, shape (n, years)
    generator : numpy.random.Generator

    Returns
    -------
    ndarray of float, shape (n, years)
        Males per female; in the years of a projection from the prediction.

    References
    ----------
    Carter, Kohn (1994), Biometrika 81:541-553; Frühwirth-Schnatter (1994), Journal of Time Series
    Analysis 15:183-202: forward filtering, backward sampling.

    Examples
    --------
    >>> level, yes = np.log(np.full(2, 1.06)), np.full(2, True)
    >>> series = ObservedSeries(level, np.full(2, 1e-8), yes, 1.06, 0.0, 0.9, 0.00358)
    >>> draw_natural_ratio(series, np.zeros((1, 2)), np.random.default_rng(1)).round(3)
    array([[1.06, 1.06]])
    """
    run = filtered(series, inflation)
    rho, new = series.persistence, series.innovation**2
    years, size = run.mean.shape
    noise = generator.standard_normal((years + 1, size))
    off = run.baseline_mean[-1] + np.sqrt(np.maximum(run.baseline_variance[-1], 0)) * noise[years]
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(run.baseline_variance > 0, run.covariance / run.baseline_variance, 0.0)
    mean = run.mean + slope * (off - run.baseline_mean)
    variance = np.maximum(run.variance - slope * run.covariance, 0)
    drawn = np.empty((years, size))
    drawn[-1] = mean[-1] + np.sqrt(variance[-1]) * noise[-2]
    for year in range(years - 2, -1, -1):
        gain = rho * variance[year] / (rho**2 * variance[year] + new)
        centre = mean[year] + gain * (drawn[year + 1] - rho * mean[year])
        spread = np.maximum(variance[year] * (1 - gain * rho), 0)
        drawn[year] = centre + np.sqrt(spread) * noise[year]
    return np.asarray(series.baseline * np.exp(drawn + off).T)
