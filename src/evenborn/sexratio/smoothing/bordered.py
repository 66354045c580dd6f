"""A map with a dense border: Gaussian unknowns of areas and periods together, under sums to zero."""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.smoothing.block_matrix import BlockFactor


@dataclass(frozen=True, slots=True, eq=False)
class Covariance:
    """What the marginals need of a covariance: of each area, of area and period, of periods.

    ``freedom`` is the trace over the areas of precision times covariance: their number less the sums.
    """

    areas: FloatArray
    crossed: FloatArray
    periods: FloatArray
    freedom: float


class BorderedSystem:
    """Precision ``[[A, B], [B', C]]`` with A a factored map, conditioned on sums that are zero.

    Parameters
    ----------
    factor : BlockFactor
        Of A, shape (areas, areas).
    border : ndarray of float, shape (areas, periods)
        B.
    corner : ndarray of float, shape (periods, periods)
        C.
    area_sums, period_sums : ndarray of float, shape (areas, sums) and (periods, more sums)
        Each column times its unknowns is zero.

    References
    ----------
    Conditioning by kriging: Rue, Held (2005), Gaussian Markov Random Fields, section 2.3.3.
    """

    def __init__(
        self,
        factor: BlockFactor,
        border: FloatArray,
        corner: FloatArray,
        area_sums: FloatArray,
        period_sums: FloatArray,
    ) -> None:
        self._factor, self._border = factor, border
        self._area_sums, self._period_sums = area_sums, period_sums
        width, parts = border.shape[1], area_sums.shape[1]
        solved = factor.solve(np.hstack([border, area_sums]))
        self._through, inner = solved[:, :width], solved[:, width:]
        schur = corner - border.T @ self._through
        self._inverse = np.linalg.inv(schur)
        self._inverse = (self._inverse + self._inverse.T) / 2
        # columns of the unconditioned covariance times the sums
        self._held_periods = self._inverse @ np.hstack([-border.T @ inner, period_sums])
        self._held_areas = -self._through @ self._held_periods
        self._held_areas[:, :parts] += inner
        held = self._sums(self._held_areas, self._held_periods)
        self._held_inverse = np.linalg.inv(held)
        self.log_determinant = factor.log_determinant + _log_determinant(schur) + _log_determinant(held)
        """Of the precision and of the variance of the sums: what the conditioned density needs."""

    def solve(self, areas: FloatArray, periods: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The conditioned mean for a right-hand side of shapes (areas,) and (periods,)."""
        inner = self._factor.solve(areas[:, None])[:, 0]
        level = self._inverse @ (periods - self._border.T @ inner)
        pattern = inner - self._through @ level
        gap = self._held_inverse @ self._sums(pattern, level)
        return pattern - self._held_areas @ gap, level - self._held_periods @ gap

    def covariance(self) -> Covariance:
        """The conditioned covariance, as far as marginals need it."""
        crossed = -self._through @ self._inverse
        areas = self._factor.inverse_diagonal() - (crossed * self._through).sum(axis=1)
        taken_areas = self._held_areas @ self._held_inverse
        areas -= (taken_areas * self._held_areas).sum(axis=1)
        crossed -= taken_areas @ self._held_periods.T
        periods = self._inverse - self._held_periods @ self._held_inverse @ self._held_periods.T
        parts = self._area_sums.shape[1]
        freedom = len(areas) - float((taken_areas[:, :parts] * self._area_sums).sum())
        return Covariance(areas, crossed, periods, freedom)

    def _sums(self, areas: FloatArray, periods: FloatArray) -> FloatArray:
        return np.concatenate([self._area_sums.T @ areas, self._period_sums.T @ periods])


def _log_determinant(matrix: FloatArray) -> float:
    return float(np.linalg.slogdet(matrix)[1]) if matrix.size else 0.0
