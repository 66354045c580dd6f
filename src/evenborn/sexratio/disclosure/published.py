"""A table that may be shown: what a reader sees of it, part by part."""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.disclosure.attack import Attack
from evenborn.sexratio.disclosure.rules import Thresholds
from evenborn.sexratio.disclosure.statements import WITHHELD, Issue


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of a publication, such as the cells, or the pooled windows of the total.

    Attributes
    ----------
    male, female, births : ndarray of int
        Live births; :data:`WITHHELD` (-1) where not shown. The axes of the publication in order.
    ratio, lower, upper : ndarray of float
        Males per 100 females and the ends of the interval, rounded; NaN where not shown.
    """

    male: IntArray
    female: IntArray
    births: IntArray
    ratio: FloatArray
    lower: FloatArray
    upper: FloatArray

    @property
    def male_withheld(self) -> BoolArray:
        """Where the male births are not shown."""
        return np.asarray(self.male == WITHHELD)

    @property
    def female_withheld(self) -> BoolArray:
        """Where the female births are not shown."""
        return np.asarray(self.female == WITHHELD)

    @property
    def births_withheld(self) -> BoolArray:
        """Where the births are not shown."""
        return np.asarray(self.births == WITHHELD)

    @property
    def ratio_withheld(self) -> BoolArray:
        """Where no ratio is shown: a count is withheld, or the births are too few."""
        return np.isnan(self.ratio)

    @property
    def interval_withheld(self) -> BoolArray:
        """Where no interval is shown."""
        return np.isnan(self.lower)


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """A table of births that may be shown. It holds no number that was withheld.

    Attributes
    ----------
    issue : Issue
        Every published number; keep it for ``earlier`` of the next issue.
    attack : Attack
        What the attacker found: ``attack.recovered`` is empty.
    rule : Thresholds
        The rule that was followed.
    """

    issue: Issue
    attack: Attack
    rule: Thresholds

    def part(self, **levels: str) -> Part:
        """The numbers of one level on each axis.

        Parameters
        ----------
        **levels : str
            Axis name to ``"each"`` (where not named), ``"total"`` or ``"window-3"``.

        Returns
        -------
        Part
            Arrays with the groups of the level along each axis, in order.

        Raises
        ------
        ValueError
            If there is no such axis or level.
        """
        design = self.issue.design
        numbers = self.issue.numbers[design.at(levels)]
        place = tuple(index[..., 0] for index in design.at(levels)[:-1])
        ratio, lower, upper = (
            array[place] for array in (self.issue.ratio, self.issue.lower, self.issue.upper)
        )
        return Part(numbers[..., 0], numbers[..., 1], numbers[..., 2], ratio, lower, upper)

    @property
    def withheld(self) -> BoolArray:
        """Which of all published numbers are withheld, shape ``issue.design.published_shape``."""
        return np.asarray(self.issue.numbers == WITHHELD)


@dataclass(frozen=True, slots=True, eq=False)
class CountPublication:
    """A table of counts without a division by sex, such as terminations, that may be shown.

    Attributes
    ----------
    issue, attack, rule
        As in :class:`Publication`.
    """

    issue: Issue
    attack: Attack
    rule: Thresholds

    def part(self, **levels: str) -> IntArray:
        """The counts of one level on each axis; :data:`WITHHELD` (-1) where not shown."""
        return np.asarray(self.issue.numbers[self.issue.design.at(levels)][..., 0])
