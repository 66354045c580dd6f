"""A population of trapezoids led from the prior to the posterior: every mode is found, with its weight.

Sequential Monte Carlo with adaptive tempering. The population starts spread over the whole prior, so no
mode has to be found later; its moves are differences between two of its own members, so no step size is
to be tuned; and the evidence comes with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray

LogDensity = Callable[[FloatArray], FloatArray]

_KEPT_SHARE = 0.6  # effective share of the population that a stage must keep
_SWEEPS = 10  # of moves after each stage
_LAST_SWEEPS = 30  # of moves at the end, where the population is the answer
_JUMP_SHARE = 0.1  # of moves by a whole difference, which lead from mode to mode


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """A sample of the posterior, every member of equal weight.

    Attributes
    ----------
    members : ndarray of float, shape (n, parameters)
    log_evidence : float
        Log of the likelihood averaged over the prior.
    stages : int
        Temperatures between prior and posterior.
    """

    members: FloatArray
    log_evidence: float
    stages: int


def sample_posterior(
    members: FloatArray, log_prior: LogDensity, log_likelihood: LogDensity, generator: np.random.Generator
) -> Population:
    """Lead a sample of the prior to the posterior.

    Parameters
    ----------
    members : ndarray of float, shape (n, parameters)
        Draws of the prior.
    log_prior : callable
        Log density of members, up to a constant; minus infinity outside the support.
    log_likelihood : callable
        Of members inside the support.
    generator : numpy.random.Generator

    Returns
    -------
    Population

    References
    ----------
    Del Moral, Doucet, Jasra (2006), J. R. Stat. Soc. B 68:411-436 (samplers and evidence).
    ter Braak (2006), Statistics and Computing 16:239-249 (moves by differences).

    Examples
    --------
    A normal prior times a normal likelihood, both of unit variance, the second around 1:

    >>> rng = np.random.default_rng(1)
    >>> density = lambda centre: lambda x: -0.5 * ((x[:, 0] - centre) ** 2 + np.log(2 * np.pi))
    >>> found = sample_posterior(rng.standard_normal((4_000, 1)), density(0), density(1), rng)
    >>> round(float(found.members.mean()), 1), round(found.log_evidence, 1)
    (0.5, -1.5)
    """
    likelihood, heat, evidence, stages = log_likelihood(members), 0.0, 0.0, 0
    prior = log_prior(members)
    while heat < 1.0:
        step = _next_step(likelihood, 1.0 - heat)
        weight = np.exp(step * (likelihood - likelihood.max()))
        evidence += float(np.log(weight.mean()) + step * likelihood.max())
        heat, stages = min(1.0, heat + step), stages + 1
        chosen = _resampled(weight, generator)
        members, prior, likelihood = members[chosen], prior[chosen], likelihood[chosen]
        for _ in range(_LAST_SWEEPS if heat >= 1.0 else _SWEEPS):
            proposed = _proposals(members, generator)
            new_prior = log_prior(proposed)
            inside = np.flatnonzero(np.isfinite(new_prior))
            new_likelihood = np.full(len(members), -np.inf)
            new_likelihood[inside] = log_likelihood(proposed[inside])
            gain = np.full(len(members), -np.inf)
            gain[inside] = (new_prior - prior + heat * (new_likelihood - likelihood))[inside]
            taken = np.log(generator.random(len(members))) < gain
            members = np.where(taken[:, None], proposed, members)
            prior = np.where(taken, new_prior, prior)
            likelihood = np.where(taken, new_likelihood, likelihood)
    return Population(members, evidence, stages)


def _next_step(likelihood: FloatArray, rest: float) -> float:
    """The longest step of temperature that keeps the effective share."""
    if _effective_share(likelihood, rest) >= _KEPT_SHARE:
        return rest
    low, high = 0.0, rest
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _effective_share(likelihood, middle) >= _KEPT_SHARE else (low, middle)
    return max(low, 1e-9)


def _effective_share(likelihood: FloatArray, step: float) -> float:
    weight = np.exp(step * (likelihood - likelihood.max()))
    return float(weight.sum() ** 2 / (weight @ weight) / len(weight))


def _resampled(weight: FloatArray, generator: np.random.Generator) -> IntArray:
    """Systematic resampling, in random order so that neighbours are strangers."""
    edges = np.cumsum(weight) / weight.sum()
    at = (np.arange(len(weight)) + generator.random()) / len(weight)
    return generator.permutation(np.minimum(np.searchsorted(edges, at), len(weight) - 1))


def _proposals(members: FloatArray, generator: np.random.Generator) -> FloatArray:
    """Each member moved by a scaled difference of two others, in some of its parameters."""
    size, parameters = members.shape
    first, second = generator.integers(size, size=(2, size))
    scale = np.exp(generator.uniform(np.log(0.05), 0.0, size))
    jump: BoolArray = np.asarray(generator.random(size) < _JUMP_SHARE)
    scale = np.where(jump, 1.0, scale)
    moved = (generator.random((size, parameters)) < 0.6) | jump[:, None]
    noise = 1e-4 * members.std(axis=0) * generator.standard_normal(members.shape)
    return np.asarray(members + moved * (scale[:, None] * (members[first] - members[second]) + noise))
