"""The filter against the plain multivariate normal, and the linearisation against what it replaces."""

import numpy as np
import pytest
from scipy import stats

from evenborn.sexratio.inflation.filtering import ObservedSeries, draw_natural_ratio, log_likelihood

OBSERVED = np.array([True, True, False, True, True, False])
INFLATION = np.array([[0.0, 0.01, 0.05, 0.1, 0.12, 0.0], np.zeros(6)])


def _series(baseline_sd: float) -> ObservedSeries:
    ratio = np.log([1.06, 1.08, 1.0, 1.15, 1.17, 1.0])
    variance = np.array([1e-5, 2e-5, 1.0, 1e-6, 4e-5, 1.0])
    return ObservedSeries(ratio, variance, OBSERVED, 1.06, baseline_sd, 0.9, 0.00358)


def _moments(series: ObservedSeries, inflation: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weight by year, prior covariance of x + b, and residuals, written down at once."""
    weight = series.baseline / (series.baseline + inflation)
    lag = np.abs(np.subtract.outer(np.arange(6), np.arange(6)))
    covariance = series.innovation**2 / (1 - series.persistence**2) * series.persistence**lag
    return weight, covariance + series.baseline_sd**2, series.log_ratio - np.log(series.baseline + inflation)


@pytest.mark.parametrize("baseline_sd", [0.0, 0.00914])
def test_likelihood_is_that_of_the_multivariate_normal(baseline_sd: float) -> None:
    series = _series(baseline_sd)
    for row, got in zip(INFLATION, log_likelihood(series, INFLATION), strict=True):
        weight, covariance, residual = _moments(series, row)
        full = np.outer(weight, weight) * covariance + np.diag(series.variance)
        at = np.ix_(OBSERVED, OBSERVED)
        expected = stats.multivariate_normal(cov=full[at]).logpdf(residual[OBSERVED])
        assert got == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("baseline_sd", [0.0, 0.00914])
def test_draws_have_the_moments_of_the_conditional_normal(baseline_sd: float) -> None:
    series = _series(baseline_sd)
    weight, covariance, residual = _moments(series, INFLATION[0])
    full = np.outer(weight, weight) * covariance + np.diag(series.variance)
    gain = (covariance * weight)[:, OBSERVED] @ np.linalg.inv(full[np.ix_(OBSERVED, OBSERVED)])
    mean = gain @ residual[OBSERVED]
    left = covariance - gain @ (weight[:, None] * covariance)[OBSERVED]
    many = np.repeat(INFLATION[:1], 40_000, axis=0)
    drawn = np.log(draw_natural_ratio(series, many, np.random.default_rng(1)) / 1.06)
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=1e-4)
    assert np.cov(drawn.T) == pytest.approx(left, abs=2e-6)


def test_linearisation_is_off_by_less_than_4e_5_at_three_standard_deviations() -> None:
    x = np.linspace(-3, 3, 61)[:, None] * 0.00358 / np.sqrt(1 - 0.81)
    height = np.linspace(0, 0.15, 16)
    weight = 1.06 / (1.06 + height)
    error = np.abs(np.log(1.06 * np.exp(x) + height) - np.log(1.06 + height) - weight * x)
    assert error.max() < 4e-5
    assert error.max() > 2e-5  # the bound that is stated is no idle one
