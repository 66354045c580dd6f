"""The Laplace approximation at one set of parameters: mode of the field, its density, its marginals."""

from dataclasses import dataclass

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.field import LEVEL_SD, Field
from evenborn.sexratio.smoothing.newton import NewtonStep, Prior, Squares

_CLOSE = 1e-5  # Newton's method doubles the digits: what is left behind such a step is rounding
_ROUNDED = 1e-2  # a step so short that is no shorter than half the last one is made of rounding
_STEPS = 60
_OVERSHOT = 0.5  # the slope behind a step, by the slope before it, that is still no worse than a shorter one


@dataclass(frozen=True, slots=True, eq=False)
class Marginals:
    """Gaussian marginals of log R by area and period, and what its likelihood holds there.

    ``common_mean`` and ``common_variance`` are of level and period alone: an area without effects of its own.
    """

    mean: FloatArray
    variance: FloatArray
    weight: FloatArray
    slope: FloatArray
    common_mean: FloatArray
    common_variance: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Mode:
    """The field at its mode, with log R in ``predictor`` and the approximated log P(births | parameters)."""

    predictor: FloatArray
    log_likelihood: float
    step: NewtonStep

    def marginals(self) -> Marginals:
        """Gaussian marginals around the mode."""
        step = self.step
        covariance = step.covariance()
        common = step.common(covariance)
        return Marginals(self.predictor, step.variance(covariance), step.weight, step.slope, *common)

    def squares(self) -> Squares:
        """Expected squares of the effects."""
        return self.step.squares(self.step.covariance())


def find_mode(field: Field, theta: FloatArray, start: FloatArray) -> Mode:
    """Find the mode of log R for a vector of parameters.

    Parameters
    ----------
    field : Field
    theta : ndarray of float, shape (parameters,)
        Logarithms and logits, in the order of ``field.names``.
    start : ndarray of float, shape (areas, periods)
        Where the search begins.

    Returns
    -------
    Mode

    Raises
    ------
    ArithmeticError
        If 60 steps of Newton's method do not find it.

    References
    ----------
    Rue, Martino, Chopin (2009), J. R. Stat. Soc. B 71(2):319-392, section 3.

    Examples
    --------
    >>> from evenborn.sexratio.smoothing.neighbourhood import neighbourhood
    >>> births = np.array([[2000.0]])
    >>> alone = Field(births * 0.52, births, neighbourhood(np.empty((0, 2)), 1), None, 0, None, ())
    >>> round(float(100 * np.exp(find_mode(alone, np.empty(0), np.zeros((1, 1))).predictor[0, 0])), 1)
    108.3
    """
    prior = _prior_of(field, theta)
    predictor, held, last = start, None, np.inf
    for _ in range(_STEPS):
        step = NewtonStep(field, prior, predictor)
        move = step.predictor - predictor
        size = float(np.abs(move).max())
        if size < _CLOSE or last / 2 < size < _ROUNDED:
            return Mode(step.predictor, step.log_likelihood(), step)
        fraction = 1.0 if held is None else _best_fraction(field, predictor, move, held, step.held)
        predictor, last = predictor + fraction * move, size
        held = step.held if held is None else held + fraction * (step.held - held)
    raise ArithmeticError("the mode of the smoothed ratios was not found in 60 steps.")


def _best_fraction(
    field: Field, start: FloatArray, move: FloatArray, held: FloatArray, held_behind: FloatArray
) -> float:
    """How much of a step to go: all of it, unless the density falls again before its end.

    The density is log-concave, so its slope along the step falls from one end to the other. What the prior
    holds against the births is linear in the field, hence known between the two ends.
    """

    def slope(fraction: float) -> float:
        against = held + fraction * (held_behind - held)
        return float((move * (field.slope(start + fraction * move) - against)).sum())

    at_start, at_end = slope(0.0), slope(1.0)
    if at_end >= -_OVERSHOT * at_start or at_start <= 0:
        return 1.0
    return float(scipy.optimize.brentq(slope, 0.0, 1.0, xtol=1e-12))


def _prior_of(field: Field, theta: FloatArray) -> Prior:
    values = field.named(theta)
    area, share = values.get("sd_area", 0.0), values.get("structured_share", 0.0)
    if not field.area_map.pairs and area:
        share = 1.0  # of islands alone the pattern is itself independent, with variance 1
    design, precision = np.ones((field.periods, 1)), np.array([[1 / LEVEL_SD**2]])
    sums, normaliser = np.empty((1, 0)), 0.0
    effect = field.period_effect(values)
    if effect is not None:
        design = np.hstack([design, np.eye(field.periods)])
        level, precision = precision, np.zeros((field.periods + 1, field.periods + 1))
        precision[0, 0], precision[1:, 1:] = level[0, 0], effect.precision
        sums = np.vstack([np.zeros((1, effect.sums.shape[1])), effect.sums])
        normaliser = effect.log_normaliser
    return Prior(
        area * np.sqrt(share), area * np.sqrt(1 - share), values.get("sd_interaction", 0.0),
        design, precision, sums, normaliser - np.log(LEVEL_SD),
    )  # fmt: skip
