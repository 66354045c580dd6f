"""The posterior of the parameters of the model: its mode, its shape, points that integrate over it."""

from dataclasses import dataclass

import numpy as np
import scipy

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.approximation import Marginals, Mode, find_mode
from evenborn.sexratio.smoothing.field import Field, LogPrior, Name
from evenborn.sexratio.smoothing.newton import Squares

_FINE = 8192  # points for the parameters' own intervals, on a surface fitted to those above
_DEGREES = 6  # of the Student distribution of the points: its tails are longer than the posterior's
_START: dict[Name, float] = {
    "sd_area": np.log(0.03),
    "structured_share": 0.0,
    "sd_time": np.log(0.01),
    "correlation": 1.0,
    "sd_interaction": np.log(0.01),
}
_FARTHEST = 12.0  # on the scale of logarithms and logits: e**-12 is no standard deviation of a ratio
_TINY_STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Integration points over the parameters, with the marginals of the field at each.

    Attributes
    ----------
    points : ndarray of float, shape (points, parameters)
        Logarithms and logits.
    marginals : tuple of Marginals
        One for each point.
    weights : ndarray of float, shape (points,)
        They sum to 1.
    fine_points, fine_weights : ndarray of float
        Many more points, with weights interpolated between those above, for the intervals of the parameters.
    log_evidence : float
        Logarithm of the marginal likelihood of the births.
    """

    points: FloatArray
    marginals: tuple[Marginals, ...]
    weights: FloatArray
    fine_points: FloatArray
    fine_weights: FloatArray
    log_evidence: float

    @property
    def effective_points(self) -> float:
        """How many equally weighted points these are worth (Kish)."""
        return float(1 / (self.weights**2).sum())


class ParameterDensity:
    """Log posterior density of the parameters up to its constant; remembers the last mode of the field."""

    def __init__(self, field: Field) -> None:
        self._field, self._log_prior = field, LogPrior(field)
        pooled = field.male.sum() / max(field.births.sum(), 1.0)
        self._start = np.full(field.births.shape, float(scipy.special.logit(np.clip(pooled, 0.01, 0.99))))

    def at(self, theta: FloatArray) -> tuple[float, Mode]:
        """Density and mode of the field."""
        mode = find_mode(self._field, theta, self._start)
        self._start = mode.predictor
        return mode.log_likelihood + self._log_prior(theta), mode

    def with_marginals(self, theta: FloatArray) -> tuple[float, Marginals]:
        """Density and the marginals of the field."""
        value, mode = self.at(theta)
        return value, mode.marginals()

    def gradient(self, theta: FloatArray, mode: Mode) -> FloatArray:
        """Slope by Fisher's identity: that of the expected log prior density of the field.

        It leaves out how the curvature of the likelihood moves with the mode, which is nothing at
        R = 100 and little near it; mode and shape of the density need no more.
        """
        squares = mode.squares()

        def along(place: int) -> float:
            step = np.zeros_like(theta)
            step[place] = _TINY_STEP
            return self._prior_mean(theta + step, squares) - self._prior_mean(theta - step, squares)

        return np.array([along(place) for place in range(len(theta))]) / (2 * _TINY_STEP)

    def _prior_mean(self, theta: FloatArray, squares: Squares) -> float:
        field, values = self._field, self._field.named(theta)
        total = self._log_prior(theta)
        share = values.get("structured_share", 0.0 if field.area_map.pairs else 1.0)
        if "sd_area" in values:
            free = field.area_map.areas - field.area_map.parts
            total += _normal(values["sd_area"] * np.sqrt(share), squares.structured, free)
            rest = np.sqrt(1 - share) if share < 1 else 0.0
            total += _normal(values["sd_area"] * rest, squares.unstructured, field.area_map.areas)
        total += _normal(values.get("sd_interaction", 0.0), squares.interaction, field.births.size)
        effect = field.period_effect(values)
        if effect is not None:
            total += effect.log_normaliser - 0.5 * float((effect.precision * squares.periods[1:, 1:]).sum())
        return total


def _normal(sd: float, square: float, number: int) -> float:
    return -number * np.log(sd) - square / (2 * sd**2) if sd > 0 else 0.0


def integrate(field: Field, points: int) -> Posterior:
    """Find the posterior of the parameters and lay points over it.

    Sobol points are spread as a Student distribution with the posterior's mode and curvature, a scale of
    its own on either side of each axis, and weighted by the density there over that of their distribution.

    Parameters
    ----------
    field : Field
    points : int
        A power of 2.

    Returns
    -------
    Posterior

    Raises
    ------
    ArithmeticError
        If a mode is not found.

    References
    ----------
    Rue, Martino, Chopin (2009), J. R. Stat. Soc. B 71(2):319-392, sections 3.1 and 6.5; scales of the
    sides: Martins, Simpson, Lindgren, Rue (2013), Computational Statistics and Data Analysis 67:68-83.

    Examples
    --------
    >>> from evenborn.sexratio.smoothing.field import terms
    >>> from evenborn.sexratio.smoothing.neighbourhood import neighbourhood
    >>> births = np.full((8, 1), 4000.0)
    >>> male = births * 0.515 + np.arange(8)[:, None] * 10
    >>> chain = neighbourhood([(area, area + 1) for area in range(7)], 8)
    >>> from evenborn.sexratio.smoothing.priors import ShareScale
    >>> names = terms(None, False, 8, chain.pairs)
    >>> found = integrate(Field(male, births, chain, ShareScale(chain), 0, None, names), 64)
    >>> found.points.shape, bool(found.effective_points > 30)
    ((64, 2), True)
    """
    density = ParameterDensity(field)
    if not field.names:
        evidence, mode = density.at(np.empty(0))
        nothing = np.empty((1, 0))
        return Posterior(nothing, (mode.marginals(),), np.ones(1), nothing, np.ones(1), evidence)
    centre = _mode(field, density)
    peak = density.at(centre)[0]
    axes = _axes(density, centre)
    scales = _sides(density, centre, axes, peak)
    standard, log_spread = _spread(points, len(centre), scales)
    laid = np.clip(centre + standard @ axes.T, -_FARTHEST, _FARTHEST)
    values, marginals = zip(*(density.with_marginals(theta) for theta in laid), strict=True)
    ratio = np.array(values) - peak - log_spread
    weights, total = _normalised(ratio)
    fine, _ = _spread(_FINE, len(centre), scales)
    surface = scipy.interpolate.RBFInterpolator(standard, ratio, kernel="cubic", degree=2)
    fitted = surface(fine)
    fine_weights, _ = _normalised(np.clip(fitted, ratio.min(), ratio.max()))
    volume = float(np.linalg.slogdet(axes)[1])
    return Posterior(laid, marginals, weights, centre + fine @ axes.T, fine_weights, peak + total + volume)


def _mode(field: Field, density: ParameterDensity) -> FloatArray:
    def downhill(theta: FloatArray) -> tuple[float, FloatArray]:
        value, mode = density.at(theta)
        return -value, -density.gradient(theta, mode)

    start = np.asarray([_START[name] for name in field.names], dtype=np.float64)
    bounds = [(-_FARTHEST, _FARTHEST / 3)] * len(start)
    found, *_ = scipy.optimize.fmin_l_bfgs_b(
        downhill, start, bounds=bounds, pgtol=0.01, factr=1e5, maxiter=100
    )
    return np.asarray(found)


def _axes(density: ParameterDensity, centre: FloatArray) -> FloatArray:
    """Columns: the axes of the density at its mode, each one standard deviation long."""
    curvature, step = np.empty((len(centre), len(centre))), 0.02
    for place in range(len(centre)):
        ahead = centre + step * np.eye(len(centre))[place]
        behind = centre - step * np.eye(len(centre))[place]
        rise = density.gradient(behind, density.at(behind)[1]) - density.gradient(ahead, density.at(ahead)[1])
        curvature[place] = rise / (2 * step)
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    return np.asarray(vectors / np.sqrt(np.maximum(values, 0.1)))


def _sides(density: ParameterDensity, centre: FloatArray, axes: FloatArray, peak: float) -> FloatArray:
    """Scale of either side of every axis, from the fall of the density at the root of 2."""
    scales = np.empty((2, len(centre)))
    for side, sign in enumerate((-1.0, 1.0)):
        for place in range(len(centre)):
            theta = np.clip(centre + sign * np.sqrt(2) * axes[:, place], -_FARTHEST, _FARTHEST)
            scales[side, place] = 1 / np.sqrt(max(peak - density.at(theta)[0], 0.11))
    return np.clip(scales, 0.3, 3.0)


def _spread(number: int, axes: int, scales: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sobol points under Student distributions with two sides, and their log density."""
    chance = scipy.stats.qmc.Sobol(axes, scramble=False).random(number) + 0.5 / number
    below, above = scales
    edge = below / (below + above)
    low = below * scipy.special.stdtrit(_DEGREES, np.minimum(chance / (2 * edge), 0.5))
    high = -above * scipy.special.stdtrit(_DEGREES, np.minimum((1 - chance) / (2 * (1 - edge)), 0.5))
    standard = np.where(chance < edge, low, high)
    scale = np.where(standard < 0, below, above)
    log_density = scipy.stats.t.logpdf(standard / scale, _DEGREES) + np.log(2 / (below + above))
    return np.asarray(standard), np.asarray(log_density.sum(axis=1))


def _normalised(log_weights: FloatArray) -> tuple[FloatArray, float]:
    total = float(scipy.special.logsumexp(log_weights))
    return np.exp(log_weights - total), total - float(np.log(len(log_weights)))
