"""What is believed of a transition before its series is seen: the published priors."""

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from evenborn.sexratio.counts import FloatArray

PARAMETERS = ("start", "height", "rise", "plateau", "fall")
"""Order of the columns wherever trapezoids stand in one array; height in males per female, not per 100."""

_T3_LOG_CONSTANT = float(special.gammaln(2) - special.gammaln(1.5) - 0.5 * np.log(3 * np.pi))


@dataclass(frozen=True, slots=True)
class StartPrior:
    """When a transition may have started: Student t with three degrees of freedom, cut off below.

    Attributes
    ----------
    around : float
        Calendar year; in the source the year in which fertility fell to 2.9 children a woman.
    not_before : float
        Calendar year; in the source the year in which fertility fell to 6, and never before 1970.
    scale : float
        Years.
    """

    around: float
    not_before: float = 1970.0
    scale: float = 9.09

    def __post_init__(self) -> None:
        if not (np.isfinite([self.around, self.not_before]).all() and self.scale > 0):
            raise ValueError("the years of the start must be finite and their scale positive.")


DEFAULT_START = StartPrior(1978.0)
"""Where neither fertility nor country is stated: the median of the twelve published, rounded up."""


@dataclass(frozen=True, slots=True)
class TransitionPriors:
    """Normal distributions cut off below zero, each as (mean, standard deviation) before the cut.

    Attributes
    ----------
    height : tuple of float
        Males per female.
    rise, plateau, fall : tuple of float
        Years.
    """

    height: tuple[float, float] = (0.0556, 0.0437)
    rise: tuple[float, float] = (10.39, 7.85)
    plateau: tuple[float, float] = (5.58, 7.54)
    fall: tuple[float, float] = (16.0, 8.84)

    def _moments(self) -> tuple[FloatArray, FloatArray]:
        pairs = np.array([self.height, self.rise, self.plateau, self.fall], dtype=np.float64)
        return pairs[:, 0], pairs[:, 1]

    def draw(self, size: int, start: StartPrior, generator: np.random.Generator) -> FloatArray:
        """Draw trapezoids from the priors.

        Parameters
        ----------
        size : int
        start : StartPrior
        generator : numpy.random.Generator

        Returns
        -------
        ndarray of float, shape (size, 5)
            Columns as in ``PARAMETERS``.

        References
        ----------
        Chao, Gerland, Cook, Alkema (2019), PNAS 116(19):9303-9311, and (2021), Annals of Applied
        Statistics 15(3):1499-1528.

        Examples
        --------
        >>> draws = TransitionPriors().draw(1_000, DEFAULT_START, np.random.default_rng(1))
        >>> draws.shape, bool((draws[:, 1:] > 0).all()), bool((draws[:, 0] >= 1970).all())
        ((1000, 5), True, True)
        """
        mean, sd = self._moments()
        uniform = generator.random((size, 5))
        below = special.ndtr(-mean / sd)
        rest = mean + sd * special.ndtri(below + (1 - below) * uniform[:, 1:])
        cut = stats.t.cdf((start.not_before - start.around) / start.scale, 3)
        first = start.around + start.scale * stats.t.ppf(cut + (1 - cut) * uniform[:, 0], 3)
        return np.column_stack([np.maximum(first, start.not_before), np.maximum(rest, 1e-9)])

    def log_density(self, transitions: FloatArray, start: StartPrior) -> FloatArray:
        """Log density of trapezoids, up to the constant of the cuts.

        Parameters
        ----------
        transitions : ndarray of float, shape (n, 5)
        start : StartPrior

        Returns
        -------
        ndarray of float, shape (n,)
            Minus infinity outside the cuts.

        References
        ----------
        As :meth:`draw`.

        Examples
        --------
        >>> inside, outside = [1980, 0.06, 10, 5, 16], [1969, 0.06, 10, 5, 16]
        >>> TransitionPriors().log_density(np.array([inside, outside]), DEFAULT_START).round(3)
        array([-10.055,    -inf])
        """
        mean, sd = self._moments()
        held = (transitions[:, 0] >= start.not_before) & (transitions[:, 1:] > 0).all(axis=1)
        z = (transitions[:, 0] - start.around) / start.scale
        density = -0.5 * (((transitions[:, 1:] - mean) / sd) ** 2).sum(axis=1) - 2 * np.log1p(z * z / 3)
        constant = _T3_LOG_CONSTANT - np.log(start.scale) - np.log(sd).sum() - 2 * np.log(2 * np.pi)
        return np.where(held, density + constant, -np.inf)


PUBLISHED_PRIORS = TransitionPriors()
"""The priors of Chao et al. for the twelve countries with inflation, taken from their posterior."""
