"""One step of Newton's method towards the mode of the field, and the Gaussian field that it stands on."""

from dataclasses import dataclass

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.bordered import BorderedSystem, Covariance
from evenborn.sexratio.smoothing.field import Field
from evenborn.sexratio.smoothing.neighbourhood import RIDGE


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """The field before the births: its standard deviations, and level and periods as ``design @ level``."""

    structured: float
    unstructured: float
    interaction: float
    design: FloatArray
    precision: FloatArray
    sums: FloatArray
    log_normaliser: float


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """Expected squares of the effects: all that the expected log prior density depends on.

    Of the structured effect the square is in its scaled precision; level and periods have a matrix.
    """

    structured: float
    unstructured: float
    interaction: float
    periods: FloatArray


class NewtonStep:
    """One step from ``start``: the Gaussian field whose precision is the curvature there.

    The interaction is eliminated observation by observation and the unstructured effect area by area,
    because their blocks are diagonal; what is left is the structured effect, sparse as the map, bordered
    by the level and the periods.
    """

    def __init__(self, field: Field, prior: Prior, start: FloatArray) -> None:
        self._field, self._prior, self._start = field, prior, start
        self.weight = field.births * scipy.special.expit(start) * scipy.special.expit(-start)
        self.slope = field.slope(start)
        self._kept = 1 / (1 + prior.interaction**2 * self.weight)  # of an observation, behind its interaction
        seen = self.weight * self._kept
        pull = (self.weight * start + self.slope) * self._kept
        row, row_pull = seen.sum(axis=1), pull.sum(axis=1)
        self._left = 1 / (1 + prior.unstructured**2 * row)
        self._shrunk = prior.unstructured**2 * self._left
        self._crossed = seen @ prior.design
        self._border = prior.structured * self._left[:, None] * self._crossed
        corner = (prior.design.T * seen.sum(axis=0)) @ prior.design + prior.precision
        corner -= (self._crossed * self._shrunk[:, None]).T @ self._crossed
        area_map = field.area_map
        self._row, self._added = row, prior.structured**2 * row * self._left + RIDGE
        factor = area_map.precision.factor(1.0, self._added)
        self._system = BorderedSystem(factor, self._border, corner, area_map.sums, prior.sums)
        right = prior.design.T @ pull.sum(axis=0) - self._crossed.T @ (self._shrunk * row_pull)
        self._pattern, self._level = self._system.solve(prior.structured * self._left * row_pull, right)
        self._effects(seen, pull, row, row_pull)

    def _effects(self, seen: FloatArray, pull: FloatArray, row: FloatArray, row_pull: FloatArray) -> None:
        """The eliminated effects, from those that were solved for."""
        prior = self._prior
        structured = prior.structured * self._pattern
        rest = row_pull - self._crossed @ self._level - row * structured
        self._unstructured = self._shrunk * rest
        mean = (structured + self._unstructured)[:, None] + (prior.design @ self._level)[None, :]
        self._interaction = prior.interaction**2 * (pull - seen * mean)
        self.predictor = mean + self._interaction
        self._structured = self._field.area_map.precision.quadratic(self._pattern)
        self._quadratic = (
            _square(self._unstructured, prior.unstructured)
            + _square(self._interaction, prior.interaction)
            + float(self._level @ prior.precision @ self._level)
            + self._structured
        )

    @property
    def held(self) -> FloatArray:
        """What the prior holds against the births at the end of the step, by area and period."""
        return np.asarray(self.weight * (self._start - self.predictor) + self.slope)

    def log_likelihood(self) -> float:
        """Logarithm of the approximated probability of the births for these parameters."""
        field, prior = self._field, self._prior
        female = field.births - field.male
        chance = field.male * scipy.special.log_expit(self.predictor) + female * scipy.special.log_expit(
            -self.predictor
        )
        chance += scipy.special.gammaln(field.births + 1) - scipy.special.gammaln(field.male + 1)
        chance -= scipy.special.gammaln(female + 1)
        eliminated = -np.log(self._kept).sum() - np.log(self._left).sum()
        log_prior = field.area_map.log_normaliser + prior.log_normaliser - self._quadratic / 2
        return float(chance.sum() + log_prior - (eliminated + self._system.log_determinant) / 2)

    def covariance(self) -> Covariance:
        """Of the unknowns that were not eliminated."""
        return self._system.covariance()

    def variance(self, covariance: Covariance) -> FloatArray:
        """Marginal variance of log R by area and period."""
        interaction = self._prior.interaction**2 * self._kept
        return self._kept**2 * self._spread(covariance) + interaction

    def common(self, covariance: Covariance) -> tuple[FloatArray, FloatArray]:
        """Mean and variance of level and period together."""
        design = self._prior.design
        return design @ self._level, ((design @ covariance.periods) * design).sum(axis=1)

    def squares(self, covariance: Covariance) -> Squares:
        """Expected squares of the effects under the Gaussian field around the mode."""
        prior, drawn = self._prior, self._crossed
        lever = prior.structured * self._row
        spread = lever**2 * covariance.areas + ((drawn @ covariance.periods) * drawn).sum(axis=1)
        spread += 2 * lever * (covariance.crossed * drawn).sum(axis=1)
        unstructured = self._unstructured**2 + self._shrunk + self._shrunk**2 * spread
        pulled = (prior.interaction**2 * self.weight * self._kept) ** 2 * self._spread(covariance)
        interaction = self._interaction**2 + prior.interaction**2 * self._kept + pulled
        structured = self._structured + covariance.freedom - float(self._added @ covariance.areas)
        structured -= float((self._border * covariance.crossed).sum())
        return Squares(
            prior.structured**2 * structured, float(unstructured.sum()), float(interaction.sum()),
            covariance.periods + np.outer(self._level, self._level),
        )  # fmt: skip

    def _spread(self, covariance: Covariance) -> FloatArray:
        """Variance of log R without its interaction, by area and period."""
        prior = self._prior
        lever = prior.structured * self._left
        # log R = lever * pattern + (design of the period - drawn) @ level + what was eliminated
        drawn = self._shrunk[:, None] * self._crossed
        design, periods = prior.design, covariance.periods
        spread = ((design @ periods) * design).sum(axis=1)[None, :] - 2 * (drawn @ periods) @ design.T
        spread += ((drawn @ periods) * drawn).sum(axis=1)[:, None]
        spread += (lever**2 * covariance.areas + self._shrunk)[:, None]
        across = covariance.crossed @ design.T - (covariance.crossed * drawn).sum(axis=1)[:, None]
        return np.asarray(spread + 2 * lever[:, None] * across)


def _square(effect: FloatArray, sd: float) -> float:
    return float((effect**2).sum() / sd**2) if sd > 0 else 0.0
