"""Ratios of many small areas and periods that borrow strength from neighbours and from the periods beside."""

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, checked_counts
from evenborn.sexratio.smoothing.field import Field, Name, terms
from evenborn.sexratio.smoothing.leave_one_out import log_cavity, over_parameters
from evenborn.sexratio.smoothing.mixture import NormalMixture
from evenborn.sexratio.smoothing.neighbourhood import neighbourhood
from evenborn.sexratio.smoothing.parameters import Posterior, integrate
from evenborn.sexratio.smoothing.periods import TimeEffect
from evenborn.sexratio.smoothing.priors import ShareScale
from evenborn.sexratio.smoothing.smoothed import Estimated, Smoothed

POINTS, POINTS_OF_FEW = 64, 256
"""Points of the integration over the parameters, and as many as a small problem is given."""
_FEW = 6_000  # areas times periods


def smooth(
    male: ArrayLike,
    female: ArrayLike,
    *,
    neighbours: ArrayLike = (),
    level: float = 0.95,
    time: TimeEffect | None = "ar1",
    interaction: bool = True,
    forecast: int = 0,
) -> Smoothed:
    """Smooth the ratios of areas and periods, with the parameters of the model integrated out.

    ``M ~ Binomial(B, p)``, ``logit p = log(R / 100) = level + area + period + interaction``. The area
    effect follows the map in part (BYM2), the periods are an autoregression or a random walk, the
    interaction is independent. Terms that the data cannot hold are left out: no area effect and no
    interaction with one area, no period effect and no interaction with one period, no structured
    part without neighbours.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (areas, periods) or (areas,)
        Live births; both 0 where a period is missing.
    neighbours : array_like of int, shape (pairs, 2)
        Positions of neighbouring areas, from 0.
    level : float
        Of the intervals.
    time : {"ar1", "rw1"} or None
    interaction : bool
        Whether areas may differ in how they change.
    forecast : int
        Periods to foretell behind the last.

    Returns
    -------
    Smoothed

    Raises
    ------
    ValueError
        If counts are not counts, none are above 0, a neighbour is none of the areas, the level is not
        between 0 and 1, or a forecast is asked for without an effect of the periods.

    References
    ----------
    Riebler, Sorbye, Simpson, Rue (2016), Statistical Methods in Medical Research 25(4):1145-1165; Rue,
    Martino, Chopin (2009), J. R. Stat. Soc. B 71(2):319-392; Simpson et al. (2017), Statistical Science
    32(1):1-28.

    Examples
    --------
    >>> chain = [(area, area + 1) for area in range(5)]
    >>> result = smooth([112, 118, 131, 52, 60, 49], [88, 92, 99, 48, 50, 51], neighbours=chain)
    >>> result.ratio[:, 0].round(), float(result.exceedance(107)[0, 0].round(2))
    (array([122., 122., 122., 121., 121., 121.]), 0.97)
    """
    boys, girls = (_table(counts) for counts in checked_counts(male, female))
    births = boys + girls
    time = time if births.shape[-1] > 1 else None
    _refuse(births, level, time, forecast)
    areas, periods = births.shape
    area_map = neighbourhood(neighbours, areas)
    names = terms(time, interaction and areas > 1 and periods > 1, areas, area_map.pairs)
    ahead = np.zeros((areas, forecast))
    field = Field(
        np.hstack([boys, ahead])[area_map.order], np.hstack([births, ahead])[area_map.order],
        area_map, ShareScale(area_map) if area_map.pairs else None, forecast, time, names,
    )  # fmt: skip
    posterior = integrate(field, POINTS if births.size > _FEW else POINTS_OF_FEW)
    distribution, common, score = _marginals(field, posterior)
    tail = (1 - level) / 2
    ratio, lower, upper = (100 * np.exp(distribution.quantile(chance)) for chance in (0.5, tail, 1 - tail))
    return Smoothed(
        ratio, lower, upper, births, forecast, level, _estimated(field, posterior, tail),
        posterior.log_evidence, score[:, :periods], area_map.islands, area_map.parts,
        posterior.effective_points, distribution, common,
    )  # fmt: skip


def _table(counts: FloatArray) -> FloatArray:
    return counts.reshape(-1, 1) if counts.ndim < 2 else counts


def _refuse(births: FloatArray, level: float, time: TimeEffect | None, forecast: int) -> None:
    if births.ndim != 2:
        raise ValueError("births are smoothed over areas and periods: a table of two dimensions.")
    if not births.sum() > 0:
        raise ValueError("there are no births to smooth.")
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1; {level:g} does not.")
    if forecast < 0 or (forecast and time is None):
        raise ValueError("a forecast needs two periods or more and an effect of the periods.")


def _marginals(field: Field, posterior: Posterior) -> tuple[NormalMixture, NormalMixture, FloatArray]:
    """Marginals of log R, its common course, leave-one-out scores; areas in the order that was given."""
    given = np.argsort(field.area_map.order)
    mean = np.array([at.mean[given] for at in posterior.marginals])
    sd = np.sqrt(np.array([at.variance[given] for at in posterior.marginals]))
    scores = np.array([log_cavity(field.male, field.births, at) for at in posterior.marginals])
    score = np.where(field.births > 0, over_parameters(scores, posterior.weights), 0.0)
    course = np.array([at.common_mean for at in posterior.marginals])
    course_sd = np.sqrt(np.array([at.common_variance for at in posterior.marginals]))
    weights = posterior.weights
    return NormalMixture(mean, sd, weights), NormalMixture(course, course_sd, weights), score[given]


def _estimated(field: Field, posterior: Posterior, tail: float) -> dict[Name, Estimated]:
    found: dict[Name, Estimated] = {}
    for place, name in enumerate(field.names):
        values = posterior.fine_points[:, place]
        order = np.argsort(values)
        reached = np.cumsum(posterior.fine_weights[order]) - posterior.fine_weights[order] / 2
        quantiles = np.interp([0.5, tail, 1 - tail], reached, values[order])
        found[name] = Estimated(*(float(value) for value in field.own_scale(name, quantiles)))
    return found
