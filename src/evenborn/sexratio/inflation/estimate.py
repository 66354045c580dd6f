"""The inflation of one series: was there a transition, when, how high, and how many girls are missing?"""

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.inflation.filtering import ObservedSeries, draw_natural_ratio, log_likelihood
from evenborn.sexratio.inflation.modes import Mode, modes_of_start
from evenborn.sexratio.inflation.population import sample_posterior
from evenborn.sexratio.inflation.priors import DEFAULT_START, PUBLISHED_PRIORS, StartPrior, TransitionPriors
from evenborn.sexratio.inflation.result import Band, Inflation, MissingByYear
from evenborn.sexratio.inflation.series import YearlyBirths, yearly_births
from evenborn.sexratio.inflation.trapezoid import end_of, trapezoid
from evenborn.sexratio.missing import Definition, missing_at_ratio

PARTICLES = 3_000
"""Members of the population: two seeds agree on the start within half a year where it is well known."""

_FEWEST_DRAWS = 100  # of a transition within the data, for its start and height to be stated

# Rows: start, height, end of the rise, end of the plateau, end. In these coordinates a neighbouring year
# can change without all that follows; the determinant is 1.
_KNOTS = np.array(
    [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [1, 0, 1, 0, 0], [1, 0, 1, 1, 0], [1, 0, 1, 1, 1]], dtype=np.float64
)
_LENGTHS = np.linalg.inv(_KNOTS)


def estimate_inflation(
    years: ArrayLike,
    male: ArrayLike,
    female: ArrayLike,
    baseline: float,
    *,
    generator: np.random.Generator,
    baseline_sd: float = 0.0,
    start: StartPrior = DEFAULT_START,
    priors: TransitionPriors = PUBLISHED_PRIORS,
    prior_probability: float = 0.5,
    survey_sd: float = 0.0,
    project: int = 0,
    confidence: float = 0.95,
    particles: int = PARTICLES,
) -> Inflation:
    """Estimate the transition of one series of births.

    Parameters
    ----------
    years : array_like of int, shape (years,)
        Calendar years with births; gaps are fine.
    male, female : array_like of whole numbers, shape (years,)
        Live births.
    baseline : float
        Males per 100 females without inflation.
    generator : numpy.random.Generator
    baseline_sd : float
        Of the log baseline: 0 where it is taken as known, ``BASELINE_SD`` for that of a region.
    start : StartPrior
        When a transition may have started.
    priors : TransitionPriors
    prior_probability : float
        That there is a transition at all, before the series is seen.
    survey_sd : float
        Error of log R beyond sampling, for births out of a survey; 0 for registration.
    project : int
        Years after the last.
    confidence : float
        Of the intervals.
    particles : int
        At least 500.

    Returns
    -------
    Inflation

    Raises
    ------
    ValueError
        As :func:`~evenborn.sexratio.inflation.series.yearly_births`; or if the baseline is not positive,
        a standard deviation negative, or a probability not between 0 and 1.

    References
    ----------
    Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311; (2021), Annals of Applied Statistics
    15(3):1499-1528.

    Examples
    --------
    A ratio that rises from 106 to 116 between 1985 and 1995 and stays, 100,000 births a year:

    >>> years = np.arange(1975, 2011)
    >>> level = 1.06 + trapezoid(years, [1985, 0.10, 10, 30, 10])
    >>> girls = np.round(100_000 / (1 + level))
    >>> found = estimate_inflation(years, 100_000 - girls, girls, 106, generator=np.random.default_rng(1))
    >>> found.probability > 0.99, abs(found.start.median - 1985) < 1, abs(found.height.median - 10) < 1
    (True, np.True_, np.True_)
    """
    if not (baseline > 0 and baseline_sd >= 0 and survey_sd >= 0):
        raise ValueError("the baseline must be positive and standard deviations 0 or more.")
    if not (0 < prior_probability < 1 and 0 < confidence < 1) or particles < 500:
        raise ValueError("probabilities must lie between 0 and 1, and the particles be 500 or more.")
    births = yearly_births(years, male, female, project=project)
    series = births.on_log_scale(baseline, baseline_sd, survey_sd)
    seen = _until_last(series)

    def likelihood(knots: FloatArray) -> FloatArray:
        return log_likelihood(seen, trapezoid(births.years[: len(seen.observed)], knots @ _LENGTHS.T))

    population = sample_posterior(
        priors.draw(particles, start, generator) @ _KNOTS.T,
        lambda knots: priors.log_density(knots @ _LENGTHS.T, start),
        likelihood,
        generator,
    )
    none = float(log_likelihood(seen, np.zeros((1, len(seen.observed))))[0])
    factor = population.log_evidence - none
    odds = np.log(prior_probability) - np.log1p(-prior_probability) + factor
    probability = float(1 / (1 + np.exp(-np.clip(odds, -700, 700))))
    return _described(births, series, population.members @ _LENGTHS.T, probability, factor, confidence,
                      generator)  # fmt: skip


def _until_last(series: ObservedSeries) -> ObservedSeries:
    """Without the projection, which has no likelihood."""
    last = int(np.flatnonzero(series.observed)[-1]) + 1
    return ObservedSeries(
        series.log_ratio[:last], series.variance[:last], series.observed[:last], series.baseline,
        series.baseline_sd, series.persistence, series.innovation,
    )  # fmt: skip


def _described(
    births: YearlyBirths,
    series: ObservedSeries,
    members: FloatArray,
    exists: float,
    factor: float,
    confidence: float,
    generator: np.random.Generator,
) -> Inflation:
    inflation = trapezoid(births.years, members)
    touches = (inflation[:, births.observed] > 0).any(axis=1)
    transitions = members[touches] * [1, 100, 1, 1, 1]
    start, height, end = (
        _band(column if len(transitions) >= _FEWEST_DRAWS else np.full(2, np.nan), confidence)
        for column in (transitions[:, 0], transitions[:, 1], end_of(transitions))
    )
    modes: tuple[Mode, ...] = ()
    if len(transitions) >= _FEWEST_DRAWS:
        modes = modes_of_start(transitions[:, 0], transitions[:, 1], confidence)
    by_year = exists * (inflation > 0).mean(axis=0)
    # Members are in no order, so the first ones stand for all; the others have no transition.
    mixed = inflation * (np.arange(len(members)) < round(exists * len(members)))[:, None]
    natural = 100 * draw_natural_ratio(series, mixed, generator)
    ratio = natural + 100 * mixed
    total = births.male + births.female
    missing = {name: _missing(total, ratio, natural, name, confidence) for name in _DEFINITIONS}
    return Inflation(
        births.years, total, births.observed, exists * float(touches.mean()),
        exists * float(1 - touches.mean()), by_year, factor, start, height, end, modes,
        _band(ratio, confidence), _band(natural, confidence), missing, transitions, confidence,
    )  # fmt: skip


_DEFINITIONS: tuple[Definition, ...] = ("sen", "fixed-births")


def _missing(
    total: FloatArray, ratio: FloatArray, natural: FloatArray, definition: Definition, confidence: float
) -> MissingByYear:
    girls = missing_at_ratio(total, ratio, natural, definition)
    by_year = _band(np.where(total > 0, girls, np.nan), confidence)
    return MissingByYear(by_year, _band(girls.sum(axis=1), confidence))


def _band(draws: FloatArray, confidence: float) -> Band:
    tail = (1 - confidence) / 2
    lower, median, upper = np.quantile(draws, [tail, 0.5, 1 - tail], axis=0)
    return Band(np.asarray(median), np.asarray(lower), np.asarray(upper))
