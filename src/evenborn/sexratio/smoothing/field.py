"""What is smoothed, and under which model: births in the order of the map, terms, parameters."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.neighbourhood import Neighbourhood
from evenborn.sexratio.smoothing.periods import PeriodEffect, TimeEffect, autoregression, random_walk
from evenborn.sexratio.smoothing.priors import (
    AREA_SD,
    INTERACTION_SD,
    TIME_SD,
    ShareScale,
    correlation_rate,
    log_prior_of_correlation,
    log_prior_of_sd,
)

Name = Literal["sd_area", "structured_share", "sd_time", "correlation", "sd_interaction"]
LEVEL_SD = 1.0
"""Standard deviation of the normal prior of the common level of log R, around 0: all but flat."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Births by area and period with their map and the terms of the model.

    Attributes
    ----------
    male, births : ndarray of float, shape (areas, periods)
        In the order of the map; periods to be forecast stand last, with no births.
    area_map : Neighbourhood
    shares : ShareScale or None
        None without neighbours.
    ahead : int
        Periods that are forecast.
    time : {"ar1", "rw1"} or None
        None where periods have no effect, or there is only one.
    names : tuple of str
        The parameters of the model, in the order of every vector of them.
    """

    male: FloatArray
    births: FloatArray
    area_map: Neighbourhood
    shares: ShareScale | None
    ahead: int
    time: TimeEffect | None
    names: tuple[Name, ...]

    @property
    def periods(self) -> int:
        """Observed and forecast."""
        return int(self.births.shape[1])

    def named(self, theta: FloatArray) -> dict[Name, float]:
        """Parameters on their own scale, from a vector of them."""
        return {name: float(self.own_scale(name, theta[place])) for place, name in enumerate(self.names)}

    def own_scale(self, name: Name, theta: FloatArray | float) -> FloatArray:
        """Standard deviations from logarithms, correlation from a logit, share from a normal value."""
        if name == "structured_share" and self.shares is not None:
            return self.shares.share(theta)
        if name == "correlation":
            return np.tanh(np.asarray(theta, dtype=np.float64) / 2)
        return np.exp(np.asarray(theta, dtype=np.float64))

    def slope(self, predictor: FloatArray) -> FloatArray:
        """Of the likelihood, by area and period; nothing is lost where nearly all births are of one sex."""
        female = self.births - self.male
        return np.asarray(
            self.male * scipy.special.expit(-predictor) - female * scipy.special.expit(predictor)
        )

    def period_effect(self, values: dict[Name, float]) -> PeriodEffect | None:
        """Prior of the effect of the periods."""
        if self.time == "ar1":
            return autoregression(self.periods, values["sd_time"], values["correlation"])
        if self.time == "rw1":
            return random_walk(self.periods - self.ahead, self.ahead, values["sd_time"])
        return None


def terms(time: TimeEffect | None, interaction: bool, areas: int, pairs: int) -> tuple[Name, ...]:
    """The parameters of a model with these terms.

    Parameters
    ----------
    time : {"ar1", "rw1"} or None
    interaction : bool
    areas, pairs : int
        Areas, and pairs of neighbours.

    Returns
    -------
    tuple of str

    References
    ----------
    Knorr-Held (2000), Statistics in Medicine 19:2555-2567 (interaction of type I).

    Examples
    --------
    >>> terms(None, False, 30, 60)
    ('sd_area', 'structured_share')
    """
    names: list[Name] = []
    if areas > 1:
        names.append("sd_area")
    if pairs:
        names.append("structured_share")
    if time is not None:
        names.append("sd_time")
    if time == "ar1":
        names.append("correlation")
    if interaction:
        names.append("sd_interaction")
    return tuple(names)


class LogPrior:
    """Log density of the vector of parameters."""

    def __init__(self, field: Field) -> None:
        self._names = field.names
        self._rate = correlation_rate()

    def __call__(self, theta: FloatArray) -> float:
        """At one vector."""
        return sum(self._one(name, float(theta[place])) for place, name in enumerate(self._names))

    def _one(self, name: Name, value: float) -> float:
        if name == "structured_share":
            return -0.5 * (value**2 + float(np.log(2 * np.pi)))
        if name == "correlation":
            return log_prior_of_correlation(value, self._rate)
        bound = {"sd_area": AREA_SD, "sd_time": TIME_SD}.get(name, INTERACTION_SD)
        return log_prior_of_sd(value, bound)
