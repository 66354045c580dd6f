"""What a series says of a transition, with its uncertainty."""

from dataclasses import dataclass

from evenborn.sexratio.counts import BoolArray, FloatArray, IntArray
from evenborn.sexratio.inflation.modes import Mode
from evenborn.sexratio.missing import Definition


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Median and interval; of one quantity, or by year.

    Attributes
    ----------
    median, lower, upper : ndarray of float
        Of one shape.
    """

    median: FloatArray
    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MissingByYear:
    """Missing female births by one definition.

    Attributes
    ----------
    by_year : Band
        Not a number in years without births.
    total : Band
        Of all years with births.
    """

    by_year: Band
    total: Band


@dataclass(frozen=True, slots=True, eq=False)
class Inflation:
    """What a series says of a transition.

    Attributes
    ----------
    years : ndarray of int, shape (years,)
        Consecutive; the last ones are the projection.
    births : ndarray of float, shape (years,)
        Of both sexes; 0 in gaps and in the projection.
    observed : ndarray of bool, shape (years,)
    probability : float
        That the ratio was inflated in at least one year with births.
    probability_to_come : float
        That a transition exists which touches no year with births: the prior's word, not the data's.
    probability_by_year : ndarray of float, shape (years,)
    log_bayes_factor : float
        Log of the evidence of a transition over that of none.
    start, height, end : Band
        Given a transition that touches the data: calendar years, points, calendar years. Not a number
        where the data leave no room for one.
    modes : tuple of Mode
        Starts, the heaviest first.
    ratio, baseline : Band
        Males per 100 females by year, with inflation and without; over both answers by their probability.
    missing : dict of str to MissingByYear
        By definition, likewise over both answers.
    transitions : ndarray of float, shape (draws, 5)
        Draws of start, height (points), rise, plateau, fall, given a transition that touches the data.
    confidence : float
    """

    years: IntArray
    births: FloatArray
    observed: BoolArray
    probability: float
    probability_to_come: float
    probability_by_year: FloatArray
    log_bayes_factor: float
    start: Band
    height: Band
    end: Band
    modes: tuple[Mode, ...]
    ratio: Band
    baseline: Band
    missing: dict[Definition, MissingByYear]
    transitions: FloatArray
    confidence: float
