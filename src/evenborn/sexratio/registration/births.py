"""How many births are there, those that no register holds included? The estimate of one sex."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class EstimatedBirths:
    """Births of one sex: those seen in any register and those estimated to be in none.

    The true number is itself a chance outcome, so that a ratio of two of them keeps the uncertainty
    that it has with complete registers.

    Attributes
    ----------
    seen : ndarray of float
        Births in at least one register.
    hidden : ndarray of float
        Births in none, estimated; not a number where nothing can be estimated.
    seen_variance, hidden_variance, covariance : ndarray of float
        Of the two and between them; infinite where the registers say nothing about hidden births.
    """

    seen: FloatArray
    hidden: FloatArray
    seen_variance: FloatArray
    hidden_variance: FloatArray
    covariance: FloatArray

    @property
    def births(self) -> FloatArray:
        """Births, seen and hidden."""
        return self.seen + self.hidden

    @property
    def standard_error(self) -> FloatArray:
        """Standard error of the births as an estimate of how many there are (not of how many to expect)."""
        return np.sqrt(np.maximum(self._variance() - self.births, 0))

    @property
    def log_variance(self) -> FloatArray:
        """Variance of log births, chance in the births themselves included; infinite without births."""
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = self._variance() / self.births**2
        return np.where(np.isnan(variance), np.inf, variance)

    @property
    def coverage(self) -> FloatArray:
        """Share of the births that any register holds; not a number without births."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.seen / self.births)

    @property
    def coverage_log_variance(self) -> FloatArray:
        """Variance of the log of the coverage, from the estimate of the hidden births."""
        with np.errstate(divide="ignore", invalid="ignore"):
            on_seen, on_hidden = self.hidden / (self.seen * self.births), 1 / self.births
            variance = on_seen**2 * self.seen_variance + on_hidden**2 * self.hidden_variance
            variance = variance - 2 * on_seen * on_hidden * self.covariance
        return np.where(np.isnan(variance), np.inf, np.maximum(variance, 0))

    def under(self, dependence: ArrayLike) -> "EstimatedBirths":
        """The same births if there are ``dependence`` times as many hidden ones as estimated.

        Parameters
        ----------
        dependence : array_like of float
            phi, the odds ratio of being in one register for births in the other and births not in
            it, that the estimate takes to be 1; broadcasts.
        """
        phi = np.asarray(dependence, dtype=np.float64)
        with np.errstate(invalid="ignore"):  # none of infinitely uncertain hidden births: not a number
            return EstimatedBirths(
                np.broadcast_to(self.seen, np.broadcast_shapes(self.seen.shape, phi.shape)),
                self.hidden * phi,
                self.seen_variance,
                self.hidden_variance * phi**2,
                self.covariance * phi,
            )

    def summed(self, axis: int = -1) -> "EstimatedBirths":
        """Births of all strata on an axis, each with its own estimate.

        Strata within which births are alike remove most of the dependence between registers.
        """
        return EstimatedBirths(*(part.sum(axis=axis) for part in self._parts()))

    def reshaped(self, shape: tuple[int, ...]) -> "EstimatedBirths":
        """The same births, areas in another shape."""
        return EstimatedBirths(*(part.reshape(shape) for part in self._parts()))

    def or_else(self, other: "EstimatedBirths", where: BoolArray) -> "EstimatedBirths":
        """These births, and others where ``where`` says so."""
        parts = zip(self._parts(), other._parts(), strict=True)
        return EstimatedBirths(*(np.where(where, others, own) for own, others in parts))

    def _parts(self) -> tuple[FloatArray, ...]:
        return self.seen, self.hidden, self.seen_variance, self.hidden_variance, self.covariance

    def _variance(self) -> FloatArray:
        with np.errstate(invalid="ignore"):
            return np.asarray(self.seen_variance + 2 * self.covariance + self.hidden_variance)
