"""Many series in one call, each for itself."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import checked_counts
from evenborn.sexratio.inflation.estimate import PARTICLES, estimate_inflation
from evenborn.sexratio.inflation.priors import DEFAULT_START, PUBLISHED_PRIORS, StartPrior, TransitionPriors
from evenborn.sexratio.inflation.result import Inflation


def inflation_by_area(
    years: ArrayLike,
    male: ArrayLike,
    female: ArrayLike,
    baseline: ArrayLike,
    *,
    generator: np.random.Generator,
    baseline_sd: float = 0.0,
    start: StartPrior | Sequence[StartPrior] = DEFAULT_START,
    priors: TransitionPriors = PUBLISHED_PRIORS,
    prior_probability: float = 0.5,
    project: int = 0,
    confidence: float = 0.95,
    particles: int = PARTICLES,
) -> tuple[Inflation, ...]:
    """Estimate the transition of each area for itself: no strength is borrowed between areas.

    Parameters
    ----------
    years : array_like of int, shape (years,)
    male, female : array_like of whole numbers, shape (areas, years)
        Live births; 0 and 0 is a gap.
    baseline : array_like of float, shape (areas,) or ()
        Males per 100 females.
    generator : numpy.random.Generator
        Each area draws from a child of its own, so its answer hangs on no other area's births.
    start : StartPrior, or one of each area
    baseline_sd, priors, prior_probability, project, confidence, particles
        As :func:`~evenborn.sexratio.inflation.estimate.estimate_inflation`.

    Returns
    -------
    tuple of Inflation
        As many as areas.

    Raises
    ------
    ValueError
        As :func:`~evenborn.sexratio.inflation.estimate.estimate_inflation`.

    References
    ----------
    As there.

    Examples
    --------
    >>> boys = np.full((2, 6), 10_600)
    >>> found = inflation_by_area(range(2000, 2006), boys, np.full((2, 6), 10_000), 106,
    ...                           generator=np.random.default_rng(1), particles=500)
    >>> len(found)
    2
    """
    boys, girls = (np.atleast_2d(counts) for counts in checked_counts(male, female))
    levels = np.broadcast_to(np.asarray(baseline, dtype=np.float64), len(boys))
    starts = [start] * len(boys) if isinstance(start, StartPrior) else list(start)
    if len(starts) != len(boys):
        raise ValueError(f"there are {len(boys)} areas and {len(starts)} priors of the start.")
    return tuple(
        estimate_inflation(
            years, boys[at], girls[at], float(levels[at]), generator=child, baseline_sd=baseline_sd,
            start=starts[at], priors=priors, prior_probability=prior_probability, project=project,
            confidence=confidence, particles=particles,
        )
        for at, child in enumerate(generator.spawn(len(boys)))
    )  # fmt: skip
