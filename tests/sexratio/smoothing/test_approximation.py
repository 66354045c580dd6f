"""The sparse Laplace approximation against dense matrices; its parts against their definitions."""

import numpy as np
import pytest
from scipy import integrate as quadrature
from scipy import stats

from evenborn.sexratio.smoothing.approximation import find_mode
from evenborn.sexratio.smoothing.leave_one_out import raw_log_score
from evenborn.sexratio.smoothing.mixture import NormalMixture
from evenborn.sexratio.smoothing.neighbourhood import neighbourhood
from evenborn.sexratio.smoothing.parameters import ParameterDensity
from evenborn.sexratio.smoothing.periods import autoregression, random_walk
from evenborn.sexratio.smoothing.priors import (
    ShareScale,
    correlation_rate,
    log_prior_of_correlation,
    log_prior_of_sd,
)
from sexratio.smoothing.maps import (
    dense,
    dense_laplace,
    pairs_of_points,
    small_field,
    two_parts_and_an_island,
)

THETA = {
    "ar1": np.array([np.log(0.3), 0.3, np.log(0.2), 1.0, np.log(0.25)]),
    "rw1": np.array([np.log(0.3), 0.3, np.log(0.2), np.log(0.25)]),
}


@pytest.mark.parametrize("time", ["ar1", "rw1"])
@pytest.mark.parametrize("ahead", [0, 3])
def test_mode_variances_and_likelihood_are_those_of_dense_matrices(time: str, ahead: int) -> None:
    field, theta = small_field(time, ahead=ahead), THETA[time]
    ours, known = find_mode(field, theta, np.zeros(field.births.shape)), dense_laplace(field, theta)
    assert ours.predictor == pytest.approx(known.predictor, abs=1e-6)
    assert ours.marginals().variance == pytest.approx(known.variance, rel=1e-5)
    assert ours.log_likelihood == pytest.approx(known.log_likelihood, abs=1e-4)


@pytest.mark.parametrize("time", ["ar1", "rw1"])
def test_a_forecast_moves_nothing_that_was_seen(time: str) -> None:
    short, long = small_field(time), small_field(time, ahead=4)
    start = np.zeros(short.births.shape)
    one = find_mode(short, THETA[time], start)
    other = find_mode(long, THETA[time], np.zeros(long.births.shape))
    assert other.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-4)
    assert other.predictor[:, :4] == pytest.approx(one.predictor, abs=1e-5)
    assert (np.diff(other.marginals().variance[:, 3:], axis=1) > 0).all()


@pytest.mark.parametrize("time", ["ar1", "rw1"])
def test_the_gradient_is_that_of_the_density(time: str) -> None:
    density = ParameterDensity(small_field(time))
    theta = np.array([np.log(0.05), 0.3, np.log(0.03), 1.0, np.log(0.04)])
    theta = theta if time == "ar1" else np.delete(theta, 3)
    found = density.gradient(theta, density.at(theta)[1])
    for place, slope in enumerate(found):
        step = 1e-3 * np.eye(len(theta))[place]
        known = (density.at(theta + step)[0] - density.at(theta - step)[0]) / 2e-3
        assert slope == pytest.approx(known, abs=0.03)


def test_marginal_variances_of_every_part_have_the_geometric_mean_one() -> None:
    pairs, areas = two_parts_and_an_island()
    area_map = neighbourhood(pairs, areas)
    variance = np.diag(np.linalg.pinv(dense(area_map), rcond=1e-9))
    for part in area_map.sums.T.astype(bool):
        assert np.exp(np.log(variance[part]).mean()) == pytest.approx(1, abs=1e-5)
    assert area_map.parts == 2
    assert list(area_map.islands) == [29]
    assert variance[area_map.order == 29] == pytest.approx(1)
    assert area_map.mean_variance == pytest.approx(variance.mean(), rel=1e-5)


def test_blocks_solve_and_invert_as_a_dense_matrix_does() -> None:
    area_map = neighbourhood(pairs_of_points(400, 1), 400)
    added = np.random.default_rng(2).random(400)
    factor, matrix = area_map.precision.factor(0.7, added), 0.7 * dense(area_map) + np.diag(added)
    right = np.random.default_rng(3).random((400, 3))
    assert len(area_map.precision.ends) > 3
    assert factor.solve(right) == pytest.approx(np.linalg.solve(matrix, right))
    assert factor.inverse_diagonal() == pytest.approx(np.diag(np.linalg.inv(matrix)))
    assert factor.log_determinant == pytest.approx(np.linalg.slogdet(matrix)[1])
    assert area_map.precision.quadratic(right[:, 0]) == pytest.approx(
        right[:, 0] @ dense(area_map) @ right[:, 0]
    )


def test_the_share_has_the_prior_of_its_definition() -> None:
    pairs, areas = two_parts_and_an_island()
    area_map = neighbourhood(pairs, areas)
    values = np.linalg.eigvalsh(dense(area_map))
    excess = 1 / values[values > 1e-8] - 1

    def distance(share: float) -> float:
        return float(np.sqrt((share * excess - np.log1p(share * excess)).sum()))

    scale = ShareScale(area_map)
    rate = _rate_for_two_thirds(distance(0.5), distance(1.0))
    for normal in (-3.0, -1.0, 0.0, 1.0, 3.0):
        share = float(scale.share(normal))
        chance = np.expm1(-rate * distance(share)) / np.expm1(-rate * distance(1.0))
        assert chance == pytest.approx(stats.norm.cdf(normal), rel=0.01)


def _rate_for_two_thirds(half: float, whole: float) -> float:
    rates = np.linspace(1e-4, 5, 200_000)
    chances = np.expm1(-rates * half) / np.expm1(-rates * whole)
    return float(rates[np.abs(chances - 2 / 3).argmin()])


def test_priors_integrate_to_one_and_hold_their_bounds() -> None:
    rate = correlation_rate()

    def correlation(logit: float) -> float:
        return float(np.exp(log_prior_of_correlation(logit, rate)))

    def sd(log_sd: float) -> float:
        return float(np.exp(log_prior_of_sd(log_sd, (0.1, 0.05))))

    assert quadrature.quad(correlation, -60, 60, limit=200)[0] == pytest.approx(1, abs=1e-5)
    assert quadrature.quad(correlation, np.log(3), 60, limit=200)[0] == pytest.approx(0.75, abs=1e-5)
    assert quadrature.quad(sd, -30, 5)[0] == pytest.approx(1, abs=1e-6)
    assert quadrature.quad(sd, np.log(0.1), 5)[0] == pytest.approx(0.05, abs=1e-6)


def test_normalisers_of_the_periods_are_those_of_their_matrices() -> None:
    effect = autoregression(5, 0.3, 0.6)
    assert effect.log_normaliser == pytest.approx(np.linalg.slogdet(effect.precision)[1] / 2)
    covariance = np.linalg.inv(effect.precision)
    assert covariance == pytest.approx(0.09 * 0.6 ** np.abs(np.subtract.outer(range(5), range(5))))
    walk = random_walk(6, 0, 0.5).precision
    assert np.exp(np.log(np.diag(np.linalg.pinv(walk, rcond=1e-6))).mean() / 2) == pytest.approx(
        0.5, rel=1e-5
    )


def test_a_mixture_has_the_quantiles_that_its_chances_say() -> None:
    rng = np.random.default_rng(1)
    mixture = NormalMixture(rng.normal(size=(9, 50)), rng.uniform(0.1, 3, (9, 50)), np.full(9, 1 / 9))
    for chance in (0.001, 0.025, 0.5, 0.9, 0.999):
        assert mixture.below(mixture.quantile(chance)) == pytest.approx(np.full(50, chance), abs=1e-8)


def test_alone_a_count_is_foretold_by_the_jeffreys_prior() -> None:
    every = np.exp(raw_log_score(np.arange(11), 10 - np.arange(11)))
    assert every.sum() == pytest.approx(1)
    assert every == pytest.approx(every[::-1])


@pytest.mark.parametrize("pairs", [[(0, 3)], [(-1, 0)], [(1, 1)]])
def test_neighbours_must_be_two_of_the_areas(pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="neighbour"):
        neighbourhood(pairs, 3)
