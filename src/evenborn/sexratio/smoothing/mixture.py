"""Mixtures of normal distributions, one of log R for every area and period: quantiles and chances."""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray

_STEPS = 60


@dataclass(frozen=True, slots=True, eq=False)
class NormalMixture:
    """Normal distributions with common weights.

    Attributes
    ----------
    mean, sd : ndarray of float, shape (components, ...)
    weights : ndarray of float, shape (components,)
        They sum to 1.
    """

    mean: FloatArray
    sd: FloatArray
    weights: FloatArray

    def below(self, value: ArrayLike) -> FloatArray:
        """P(X < value), for one value or one for each mixture."""
        total = np.zeros(self.mean.shape[1:])
        for mean, sd, weight in zip(self.mean, self.sd, self.weights, strict=True):
            total += weight * scipy.special.ndtr((value - mean) / sd)
        return total

    def quantile(self, chance: float) -> FloatArray:
        """The value below which X falls with a chance, by bisection kept Newton's method."""
        reach = scipy.special.ndtri(chance) * self.sd
        low, high = (self.mean + reach).min(axis=0), (self.mean + reach).max(axis=0)
        value = np.tensordot(self.weights, self.mean + reach, axes=1)
        for _ in range(_STEPS):
            excess, density = self._excess(value, chance)
            low, high = np.where(excess < 0, value, low), np.where(excess > 0, value, high)
            moved = value - excess / density
            moved = np.where((moved >= low) & (moved <= high), moved, (low + high) / 2)
            close = np.abs(moved - value).max(initial=0.0) < 1e-9
            value = moved
            if close:
                break
        return np.asarray(value)

    def _excess(self, value: FloatArray, chance: float) -> tuple[FloatArray, FloatArray]:
        total, density = np.full(value.shape, -chance), np.full(value.shape, 1e-300)
        for mean, sd, weight in zip(self.mean, self.sd, self.weights, strict=True):
            standard = (value - mean) / sd
            total += weight * scipy.special.ndtr(standard)
            density += weight / sd * np.exp(-0.5 * standard**2)
        return total, density / np.sqrt(2 * np.pi)
