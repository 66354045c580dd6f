"""A series of births by year, checked and laid on consecutive years."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray, checked_counts
from evenborn.sexratio.inflation.filtering import NATURAL_INNOVATION, ObservedSeries
from evenborn.sexratio.reference import NATURAL_PERSISTENCE

FEWEST_YEARS = 5
"""A transition has five parameters: shorter series are refused."""

_LONGEST = 400  # years between the first and the last, projection included


@dataclass(frozen=True, slots=True, eq=False)
class YearlyBirths:
    """Births on consecutive years.

    Attributes
    ----------
    years : ndarray of int, shape (years,)
        From the first year with births to the last, and the years of the projection.
    male, female : ndarray of float, shape (years,)
        0 in gaps and in the projection.
    observed : ndarray of bool, shape (years,)
    """

    years: IntArray
    male: FloatArray
    female: FloatArray
    observed: BoolArray

    def on_log_scale(
        self, baseline: float, baseline_sd: float, survey_sd: FloatArray | float = 0.0
    ) -> ObservedSeries:
        """The series as the filter takes it: variance 1/M + 1/F, and of a survey its own on top.

        A half is added to both counts in a year in which one sex has none.

        Examples
        --------
        >>> series = yearly_births([2000, 2001, 2002, 2003, 2004], [106] * 5, [100] * 5)
        >>> series.on_log_scale(106, 0).log_ratio.round(4)[0]
        np.float64(0.0583)
        """
        half = np.where((self.male == 0) | (self.female == 0), 0.5, 0.0)
        boys, girls = self.male + half, self.female + half
        variance = 1 / boys + 1 / girls + np.asarray(survey_sd, dtype=np.float64) ** 2
        return ObservedSeries(
            np.log(boys / girls), variance, self.observed, baseline / 100, baseline_sd,
            NATURAL_PERSISTENCE, NATURAL_INNOVATION,
        )  # fmt: skip


def yearly_births(years: ArrayLike, male: ArrayLike, female: ArrayLike, *, project: int = 0) -> YearlyBirths:
    """Check a series and lay it on consecutive years; years without births are gaps, and gaps are fine.

    Parameters
    ----------
    years : array_like of int, shape (years,)
        Calendar years in any order, none twice.
    male, female : array_like of whole numbers, shape (years,)
        Live births.
    project : int
        Years to add after the last.

    Returns
    -------
    YearlyBirths

    Raises
    ------
    ValueError
        If counts are not counts, the shapes differ, a year is not whole or stands twice, fewer than
        ``FEWEST_YEARS`` years have births, one sex has none at all, or the span is above 400 years.

    References
    ----------
    Woolf (1955), Annals of Human Genetics 19:251-253, for 1/M + 1/F and the half.

    Examples
    --------
    >>> series = yearly_births([2000, 2001, 2002, 2004, 2005], [5] * 5, [5] * 5, project=1)
    >>> series.years.tolist(), series.observed.astype(int).tolist()
    ([2000, 2001, 2002, 2003, 2004, 2005, 2006], [1, 1, 1, 0, 1, 1, 0])
    """
    at = np.asarray(years, dtype=np.float64)
    boys, girls = checked_counts(male, female)
    if at.ndim != 1 or boys.shape != at.shape:
        raise ValueError("years, male and female births must be three lists of the same length.")
    if not np.isfinite(at).all() or (at != np.floor(at)).any() or len(np.unique(at)) != len(at):
        raise ValueError("years must be whole numbers, none of them twice.")
    held = boys + girls > 0
    if held.sum() < FEWEST_YEARS:
        raise ValueError(f"a trend needs births in at least {FEWEST_YEARS} years; these are {held.sum()}.")
    if not boys.any() or not girls.any():
        raise ValueError("a trend needs births of both sexes; one sex has none in any year.")
    if project < 0:
        raise ValueError(f"the number of years to project must be 0 or more, not {project}.")
    first, last = int(at[held].min()), int(at[held].max())
    if last - first + project >= _LONGEST:
        raise ValueError(f"a trend spans at most {_LONGEST} years; these run from {first} to {last}.")
    grid = np.arange(first, last + project + 1, dtype=np.int64)
    place = at[held].astype(np.int64) - first
    laid_male, laid_female = np.zeros(len(grid)), np.zeros(len(grid))
    laid_male[place], laid_female[place] = boys[held], girls[held]
    return YearlyBirths(grid, laid_male, laid_female, laid_male + laid_female > 0)
