"""What smoothing gives: medians, intervals, chances of lying above a ratio, what is to be expected next."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.smoothing.field import Name
from evenborn.sexratio.smoothing.mixture import NormalMixture


@dataclass(frozen=True, slots=True)
class Estimated:
    """Posterior median and interval of one parameter."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class Smoothed:
    """Smoothed ratios of areas and periods, in the order in which the births were given.

    Attributes
    ----------
    ratio, lower, upper : ndarray of float, shape (areas, periods + forecast)
        Posterior medians and ends of the intervals, males per 100 females; the forecast periods stand
        last. Where an area or a period has no births, what its neighbours and the periods say.
    births : ndarray of float, shape (areas, periods)
    forecast : int
        Periods that are forecast.
    level : float
        Of the intervals.
    parameters : dict
        By name: ``sd_area``, ``sd_time``, ``sd_interaction`` (standard deviations of log R),
        ``structured_share`` (share of the variance between areas that follows the map),
        ``correlation`` (of neighbouring periods). Only those of terms that are in the model.
    log_marginal_likelihood : float
        Of the births under the model, for comparing models of the same births.
    log_score : ndarray of float, shape (areas, periods)
        Leave-one-out log probability of each count; 0 where there are no births.
    islands : ndarray of int
        Areas without neighbours.
    parts : int
        Connected parts of two areas or more.
    effective_points : float
        How many equal points the integration over the parameters was worth, of 64 or 256.
    distribution : NormalMixture
        Posterior of log(R / 100), area by area and period by period.
    common : NormalMixture
        The same of level and period alone, period by period: an area with no effect of its own.
    """

    ratio: FloatArray
    lower: FloatArray
    upper: FloatArray
    births: FloatArray
    forecast: int
    level: float
    parameters: dict[Name, Estimated]
    log_marginal_likelihood: float
    log_score: FloatArray
    islands: IntArray
    parts: int
    effective_points: float
    distribution: NormalMixture
    common: NormalMixture

    def course(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Median and ends of the interval of an area with no effect of its own, period by period."""
        tail = (1 - self.level) / 2
        median, lower, upper = (self.common.quantile(chance) for chance in (0.5, tail, 1 - tail))
        return 100 * np.exp(median), 100 * np.exp(lower), 100 * np.exp(upper)

    def exceedance(self, ratio: float) -> FloatArray:
        """P(R > ratio), shape (areas, periods + forecast)."""
        return 1 - np.clip(self.distribution.below(np.log(ratio / 100)), 0, 1)

    def exceeding(
        self, ratio: float, false_discovery_rate: float = 0.05, *, period: int | None = None
    ) -> BoolArray:
        """The areas that may be said to lie above a ratio together, of all observed periods or of one.

        The longest list, from the highest probability down, whose mean probability of not lying above is
        at most the false discovery rate (Newton et al. 2004, Biostatistics 5:155-176).
        """
        doubt = 1 - self.exceedance(ratio)[:, : self.births.shape[1]]
        doubt = doubt if period is None else doubt[:, period]
        order = np.argsort(doubt, axis=None, kind="stable")
        mean = np.cumsum(doubt.ravel()[order]) / np.arange(1, doubt.size + 1)
        called = np.zeros(doubt.size, dtype=np.bool_)
        called[order[: int((mean <= false_discovery_rate).sum())]] = True
        return called.reshape(doubt.shape)

    def observed_interval(self, births: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Between which ratios the one that will be counted among so many births lies, chance included.

        Parameters
        ----------
        births : array_like of float, broadcast to (areas, periods + forecast)
            Births, 1 or more.

        Returns
        -------
        lower, upper : ndarray of float
            Males per 100 females at ``level``; 0 or infinite where no boy or no girl is among them.
        """
        size = np.broadcast_to(np.round(np.asarray(births, dtype=np.float64)), self.ratio.shape)
        chances = (np.arange(20) + 0.5) / 20
        shares = scipy.special.expit(np.array([self.distribution.quantile(chance) for chance in chances]))
        tail = (1 - self.level) / 2
        ends = []
        for goal in (tail, 1 - tail):
            low, high = np.full(self.ratio.shape, -1.0), size.copy()
            while (high - low > 1).any():
                middle = np.floor((low + high) / 2)
                reached = np.asarray(scipy.stats.binom.cdf(middle, size, shares)).mean(axis=0) >= goal
                low, high = np.where(reached, low, middle), np.where(reached, middle, high)
            ends.append(high)
        with np.errstate(divide="ignore"):
            return np.asarray(100 * ends[0] / (size - ends[0])), np.asarray(100 * ends[1] / (size - ends[1]))
