"""How long, how heavy, how large? Gestational weeks, weight and length of newborns, drawn together."""

import numpy as np
import numpy.typing as npt

from evenborn.simulation.odds import odds

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

FIRST_WEEK = 28
_WEEK_SHARES = np.array(
    [  # 28, 29, … 42 weeks, per 10,000 deliveries of one, two and three children, and of stillborn ones
        [8, 9, 12, 15, 22, 30, 55, 100, 230, 750, 2000, 3150, 2650, 900, 69],
        [90, 100, 140, 170, 280, 380, 650, 1050, 2050, 2950, 1600, 430, 110, 0, 0],
        [350, 400, 650, 850, 1350, 1750, 2100, 1500, 850, 200, 0, 0, 0, 0, 0],
        [900, 850, 800, 750, 700, 700, 700, 700, 750, 750, 800, 800, 500, 250, 50],
    ]
)
_WEEK_ODDS = odds(_WEEK_SHARES)
_MEAN_WEIGHT = np.array(
    [1100, 1250, 1430, 1620, 1830, 2060, 2300, 2540, 2780, 2990, 3170, 3310, 3420, 3500, 3540.0]
)
"""Grams by week, both sexes, one child."""
_BOYS_MORE = 0.018
"""Boys weigh so much more than the mean, girls so much less, as a share."""
_MANY_LESS = (0.0, 0.10, 0.16)
"""Twins and triplets weigh less at the same week, as a share."""
_SPREAD = 0.125
_FURTHEST = 2.6
"""Draws beyond so many standard deviations are folded back: no newborn is impossible."""


def weeks(rng: np.random.Generator, plurality: Positions, born_still: npt.NDArray[np.bool_]) -> Positions:
    """Completed gestational weeks of deliveries, 28 to 42.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    plurality : ndarray of int64
        1, 2 or 3 children.
    born_still : ndarray of bool
        Where the child was stillborn; these come earlier.

    Returns
    -------
    ndarray of int64

    Examples
    --------
    >>> rng, one, two = np.random.default_rng(1), np.ones(9999, int), np.full(9999, 2)
    >>> no = np.zeros(9999, bool)
    >>> float(weeks(rng, one, no).mean().round(0)), float(weeks(rng, two, no).mean().round(0))
    (39.0, 36.0)
    """
    row = np.where(born_still, len(_WEEK_SHARES) - 1, plurality - 1)
    return FIRST_WEEK + _WEEK_ODDS.draw(rng.random(len(plurality)), row)


def weights_and_lengths(
    rng: np.random.Generator, week: Positions, male: npt.NDArray[np.bool_], plurality: Positions
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.float32]]:
    """Weight in grams, mostly read to ten, and length in centimetres, read to a half.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    week : ndarray of int64
        Completed weeks.
    male : ndarray of bool
        Boys are heavier.
    plurality : ndarray of int64
        Twins are lighter.

    Returns
    -------
    tuple of ndarray of int16, ndarray of float32

    Examples
    --------
    >>> one = np.ones(9999, int)
    >>> grams, size = weights_and_lengths(np.random.default_rng(1), 39 * one, one == 1, one)
    >>> round(float(grams.mean()), -2), round(float(size.mean()))
    (3400.0, 50)
    """
    mean = _MEAN_WEIGHT[week - FIRST_WEEK] * (1 + np.where(male, _BOYS_MORE, -_BOYS_MORE))
    mean *= 1 - np.asarray(_MANY_LESS)[plurality - 1]
    grams = mean * (1 + _SPREAD * _near(rng, len(week)))
    size = 50.0 * (grams / 3330) ** 0.32 + 0.8 * _near(rng, len(week))
    step = np.where(rng.random(len(week)) < 0.25, 50, 10)
    return (np.rint(grams / step) * step).astype(np.int16), (np.rint(size * 2) / 2).astype(np.float32)


def _near(rng: np.random.Generator, count: int) -> Floats:
    draws = rng.standard_normal(count)
    return np.asarray(np.where(np.abs(draws) > _FURTHEST, draws / 2, draws))
