"""What is born at a delivery? One child or more, their sex, outcome, weeks, weight and length."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evenborn.simulation.families import Planned
from evenborn.simulation.measures import weeks, weights_and_lengths
from evenborn.simulation.selection import Selection

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TWIN_DELIVERIES = 0.015
TRIPLET_DELIVERIES = 0.00012
IDENTICAL_SHARE = 0.32
"""Of the deliveries of several children, those of one egg: all of one sex."""
STILLBIRTHS = 0.005
EARLY_DEATHS = 0.002
"""Children born alive who die within a week, as a share of all born."""
OUTCOMES = ("live", "stillbirth", "early-neonatal-death")
LIVE, STILLBIRTH, EARLY_DEATH = range(3)

CHILDREN_A_DELIVERY = 1 + TWIN_DELIVERIES + 2 * TRIPLET_DELIVERIES
SINGLE_SHARE = (1 - TWIN_DELIVERIES - TRIPLET_DELIVERIES) / CHILDREN_A_DELIVERY
"""Of all children, those born alone."""


@dataclass(frozen=True, eq=False)
class Newborns:
    """Children of a year in the order of their deliveries.

    Attributes
    ----------
    delivery, position, plurality : ndarray of int64
        Row of the delivery; 1 for the first child of it; how many there are.
    male : ndarray of bool
        Whether a boy; this is the true sex of every child.
    male_share : ndarray of float64
        Probability with which it was one.
    outcome : ndarray of int64
        Position in :data:`OUTCOMES`.
    week : ndarray of int64
        Completed gestational weeks.
    weight : ndarray of int16
        Grams.
    length : ndarray of float32
        Centimetres.
    minute : ndarray of int64
        Moment, in minutes since 1970-01-01 00:00.
    """

    delivery: Positions
    position: Positions
    plurality: Positions
    male: Flags
    male_share: Floats
    outcome: Positions
    week: Positions
    weight: npt.NDArray[np.int16]
    length: npt.NDArray[np.float32]
    minute: Positions

    @property
    def alive(self) -> Flags:
        """Born alive, those who died soon after included."""
        return np.asarray(self.outcome != STILLBIRTH)


def deliver(rng: np.random.Generator, planned: Planned, minutes: Positions, selection: Selection) -> Newborns:
    """Children of the deliveries of a year.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    planned : Planned
        Township, order and earlier sons of each delivery.
    minutes : ndarray of int64
        Moment of each delivery, in minutes since 1970-01-01 00:00.
    selection : Selection
        Of the year.

    Returns
    -------
    Newborns
    """
    count = len(minutes)
    children = _plurality(rng, count)
    identical = rng.random(count) < IDENTICAL_SHARE
    delivery = np.repeat(np.arange(count), children)
    position = np.arange(len(delivery)) - np.repeat(np.cumsum(children) - children, children) + 1
    prevented = selection.prevented_share(planned.township, planned.order, planned.with_son)
    male_share = selection.male_share(prevented)[delivery]
    draw = rng.random(len(delivery))
    draw = np.where(identical[delivery], draw[np.arange(len(delivery)) - position + 1], draw)
    male = draw < male_share
    fate = rng.random(len(delivery))
    outcome = np.where(
        fate < STILLBIRTHS, STILLBIRTH, np.where(fate < STILLBIRTHS + EARLY_DEATHS, EARLY_DEATH, 0)
    )
    born_still = np.bincount(delivery, outcome == STILLBIRTH, minlength=count) > 0
    week = weeks(rng, children, born_still)[delivery]
    plurality = children[delivery]
    weight, length = weights_and_lengths(rng, week, male, plurality)
    minute = minutes[delivery] + (position - 1) * rng.integers(3, 16, count)[delivery]
    return Newborns(delivery, position, plurality, male, male_share, outcome, week, weight, length, minute)


def _plurality(rng: np.random.Generator, deliveries: int) -> Positions:
    draw = rng.random(deliveries)
    several = draw < TWIN_DELIVERIES + TRIPLET_DELIVERIES
    return 1 + several.astype(np.int64) + (draw < TRIPLET_DELIVERIES)
