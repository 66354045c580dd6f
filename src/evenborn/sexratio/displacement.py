"""Real or moved? A year whose ratio stands out, though births were only registered under another date."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenborn.sexratio.counts import FloatArray, TextArray, checked_counts
from evenborn.sexratio.reference import NATURAL_SD_LOG_RATIO

Base = Literal["mean", "trend"]
DisplacementVerdict = Literal["no spike", "displacement", "lasting", "indeterminate"]


@dataclass(frozen=True, slots=True, eq=False)
class DateShift:
    """The date-shift test of one year in each of several series.

    Attributes
    ----------
    spike, neighbours, pooled, base : ndarray of float
        Males per 100 females of the year, of its neighbours added up, of all of them added up, and
        of what the years on either side lead one to expect for those pooled years.
    spike_z, neighbours_z, pooled_z : ndarray of float
        Log difference of the year from its neighbours, of the neighbours from the base, and of the
        pooled years from the base, over their standard deviations, natural variation included.
    spike_p, pooled_p : ndarray of float
        Two-sided P.
    verdict : ndarray of str
        ``no spike``: the year does not stand out between its neighbours. ``lasting``: it does, and
        with them added up something is left. ``displacement``: it does, nothing is left, and the
        neighbours lie on the other side of the base, as they must if births came from them.
        ``indeterminate``: it does, but neither of the two can be shown.
    """

    spike: FloatArray
    neighbours: FloatArray
    pooled: FloatArray
    base: FloatArray
    spike_z: FloatArray
    neighbours_z: FloatArray
    pooled_z: FloatArray
    spike_p: FloatArray
    pooled_p: FloatArray
    verdict: TextArray


def date_shift(
    male: ArrayLike,
    female: ArrayLike,
    year: int,
    *,
    neighbours: int = 1,
    sides: int = 5,
    base: Base = "trend",
    significance: float = 0.05,
    natural_sd: float = NATURAL_SD_LOG_RATIO,
) -> DateShift:
    """Test whether the ratio of one year stands out because births were dated into its neighbours.

    Girls dated into the year before or after leave this year's ratio too high and that year's too
    low by the same births: the year stands out between its neighbours, their sum does not.

    Parameters
    ----------
    male, female : array_like of whole numbers, shape (..., years)
        Live births of consecutive years.
    year : int
        Position of the year in question on the last axis.
    neighbours : int
        Years pooled with it on either side.
    sides : int
        Years beyond those, on either side, that make the base.
    base : {"trend", "mean"}
        ``trend`` fits a weighted straight line of log R through the years of the base, for series
        that drift; ``mean`` adds their births up.
    significance : float
        Two-sided, for the year and for the pooled years. The neighbours are held against the base
        one-sided at twice this: where a loss was real, they are called moved in at most so many cases.
    natural_sd : float
        Natural year-to-year standard deviation of log R.

    Returns
    -------
    DateShift
        Arrays of shape (...).

    Raises
    ------
    ValueError
        If counts are not counts, the series is too short on either side, or an option is unknown.

    References
    ----------
    The fire-horse years of Japan (1906, 1966), when girls were registered under other dates:
    births from the Human Mortality Database; see docs/methods/displacement.md.

    Examples
    --------
    >>> boys = [107_100] * 6 + [101_000] + [107_100] * 6
    >>> girls = [101_500, 101_700] + [101_600] * 3 + [104_500, 92_800, 104_000] + [101_600] * 5
    >>> result = date_shift(boys, girls, year=6, sides=5)
    >>> round(float(result.spike), 1), round(float(result.pooled), 1), str(result.verdict)
    (108.8, 104.6, 'displacement')
    """
    boys, girls = checked_counts(male, female)
    reach = neighbours + sides
    if neighbours < 1 or sides < 2 or boys.ndim == 0 or not reach <= year < boys.shape[-1] - reach:
        raise ValueError(f"the test needs {reach} years before and after the year at position {year}.")
    if base not in ("trend", "mean"):
        raise ValueError(f"base must be 'trend' or 'mean', not {base!r}.")
    near = np.r_[year - neighbours : year, year + 1 : year + neighbours + 1]
    outer = np.r_[year - reach : year - neighbours, year + neighbours + 1 : year + reach + 1]
    nature = natural_sd**2
    spike, spike_variance = _log_ratio(boys[..., year], girls[..., year])
    beside, beside_variance = _log_ratio(boys[..., near].sum(axis=-1), girls[..., near].sum(axis=-1))
    inner = np.r_[near, year]
    pooled, pooled_variance = _log_ratio(boys[..., inner].sum(axis=-1), girls[..., inner].sum(axis=-1))
    expected, base_variance = _base(boys[..., outer], girls[..., outer], outer - year, base, natural_sd)
    spike_z = (spike - beside) / np.sqrt(spike_variance + beside_variance + nature * (1 + 1 / len(near)))
    pooled_z = (pooled - expected) / np.sqrt(pooled_variance + base_variance + nature / len(inner))
    beside_z = (beside - expected) / np.sqrt(beside_variance + base_variance + nature / len(near))
    ratio, ratio_beside, ratio_pooled, ratio_base = (
        np.asarray(100 * np.exp(log_ratio)) for log_ratio in (spike, beside, pooled, expected)
    )
    spike_z, beside_z, pooled_z = (np.asarray(z) for z in (spike_z, beside_z, pooled_z))
    spike_p, pooled_p = (np.asarray(2 * special.ndtr(-np.abs(z))) for z in (spike_z, pooled_z))
    verdict = _verdict(spike_z, beside_z, pooled_z, significance)
    return DateShift(
        ratio, ratio_beside, ratio_pooled, ratio_base, spike_z, beside_z, pooled_z, spike_p, pooled_p, verdict
    )


def _verdict(
    spike_z: FloatArray, beside_z: FloatArray, pooled_z: FloatArray, significance: float
) -> TextArray:
    two_sided, one_sided = -special.ndtri(significance / 2), -special.ndtri(2 * significance)
    way = np.sign(spike_z)
    lasting = way * pooled_z >= two_sided
    moved = (np.abs(pooled_z) < two_sided) & (-way * beside_z >= one_sided)
    explained = np.where(lasting, "lasting", np.where(moved, "displacement", "indeterminate"))
    return np.where(np.abs(spike_z) < two_sided, "no spike", explained)


def _log_ratio(boys: FloatArray, girls: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Log of males per female and its variance; a half is added where one sex has no births."""
    half = np.where((boys == 0) | (girls == 0), 0.5, 0.0)
    return np.log((boys + half) / (girls + half)), 1 / (boys + half) + 1 / (girls + half)


def _base(
    boys: FloatArray, girls: FloatArray, offset: np.ndarray, base: Base, natural_sd: float
) -> tuple[FloatArray, FloatArray]:
    """What the outer years lead to expect at offset 0: log ratio and its variance."""
    if base == "mean":
        expected, variance = _log_ratio(boys.sum(axis=-1), girls.sum(axis=-1))
        return expected, variance + natural_sd**2 / len(offset)
    log_ratio, variance = _log_ratio(boys, girls)
    weight = 1 / (variance + natural_sd**2)
    total = weight.sum(axis=-1)
    middle = (weight * offset).sum(axis=-1) / total
    distance = offset - middle[..., None]
    spread = (weight * distance**2).sum(axis=-1)
    slope = (weight * distance * log_ratio).sum(axis=-1) / spread
    level = (weight * log_ratio).sum(axis=-1) / total
    return level - slope * middle, 1 / total + middle**2 / spread
