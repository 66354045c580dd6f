"""Maps for the tests of smoothing, and the model written out with dense matrices."""

from dataclasses import dataclass

import numpy as np
from scipy import special
from scipy.spatial import Delaunay

from evenborn.sexratio.smoothing.field import Field, terms
from evenborn.sexratio.smoothing.neighbourhood import Neighbourhood, neighbourhood
from evenborn.sexratio.smoothing.priors import ShareScale


def pairs_of_points(areas: int, seed: int) -> np.ndarray:
    """Neighbours of a triangulation of random points."""
    corners = Delaunay(np.random.default_rng(seed).random((areas, 2))).simplices
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    return np.unique(np.sort(edges, axis=1), axis=0)


def two_parts_and_an_island() -> tuple[np.ndarray, int]:
    """Parts of 20 and 9 areas, and area 29 alone."""
    return np.concatenate([pairs_of_points(20, 3), 20 + pairs_of_points(9, 4)]), 30


def small_field(time: str | None, *, ahead: int = 0, interaction: bool = True) -> Field:
    """30 areas and four periods with few births, some with none."""
    pairs, areas = two_parts_and_an_island()
    rng = np.random.default_rng(5)
    births = rng.integers(0, 300, (areas, 4)).astype(float)
    births[3], births[5, 2] = 0, 0
    male = rng.binomial(births.astype(int), 0.53).astype(float)
    area_map = neighbourhood(pairs, areas)
    none = np.zeros((areas, ahead))
    return Field(
        np.hstack([male, none])[area_map.order], np.hstack([births, none])[area_map.order],
        area_map, ShareScale(area_map), ahead, time, terms(time, interaction, areas, area_map.pairs),
    )  # fmt: skip


def dense(area_map: Neighbourhood) -> np.ndarray:
    """The precision of a map as one matrix, in its own order."""
    matrix, start, before = np.zeros((area_map.areas, area_map.areas)), 0, 0
    for number, end in enumerate(area_map.precision.ends):
        matrix[start:end, start:end] = area_map.precision.diagonal[number]
        if number:
            matrix[start:end, before:start] = area_map.precision.below[number - 1]
            matrix[before:start, start:end] = matrix[start:end, before:start].T
        start, before = end, start
    return matrix


@dataclass(frozen=True)
class DenseLaplace:
    predictor: np.ndarray
    variance: np.ndarray
    log_likelihood: float


def dense_covariance(field: Field, theta: np.ndarray) -> np.ndarray:
    """Prior covariance of log R, areas by periods, from the definitions of the effects."""
    values, areas, periods = field.named(theta), field.area_map.areas, field.periods
    structured = np.linalg.pinv(dense(field.area_map), rcond=1e-9)
    share = values["structured_share"]
    area = values["sd_area"] ** 2 * ((1 - share) * np.eye(areas) + share * structured)
    effect = field.period_effect(values)
    period = np.linalg.inv(effect.precision)
    if effect.sums.size:
        taken = period @ effect.sums
        period = period - taken @ np.linalg.inv(effect.sums.T @ taken) @ taken.T
    everywhere = np.ones((areas, areas))
    return (
        np.kron(area, np.ones((periods, periods))) + np.kron(everywhere, period) + 1.0
        + values["sd_interaction"] ** 2 * np.eye(areas * periods)
    )  # fmt: skip


def dense_laplace(field: Field, theta: np.ndarray) -> DenseLaplace:
    """Newton's method and the Laplace approximation over all cells at once."""
    prior, one = dense_covariance(field, theta), np.eye(field.births.size)
    male, births = field.male.ravel(), field.births.ravel()
    eta = np.zeros(births.size)
    for _ in range(30):
        chance = special.expit(eta)
        weight = births * chance * (1 - chance)
        pull = weight * eta + male - births * chance
        eta = prior @ np.linalg.solve(one + weight[:, None] * prior, pull)
    covariance = prior @ np.linalg.inv(one + weight[:, None] * prior)
    female = births - male
    chance = male * special.log_expit(eta) + female * special.log_expit(-eta)
    ways = special.gammaln(births + 1) - special.gammaln(male + 1) - special.gammaln(female + 1)
    quadratic = eta @ np.linalg.solve(prior, eta)
    determinant = np.linalg.slogdet(one + weight[:, None] * prior)[1]
    value = float((chance + ways).sum() - quadratic / 2 - determinant / 2)
    shape = field.births.shape
    return DenseLaplace(eta.reshape(shape), np.diag(covariance).reshape(shape), value)
