"""Run lengths of the chart by a Markov chain: how long to an alarm, and how many in given months.

Brook and Evans (1972) cut the range below the threshold into cells. Here a step falls on the three
nearest cells with the weights of quadratic interpolation, so that its mean and variance stay exactly as
they are: a few hundred cells are then enough. The matrix of the chain is of Toeplitz form but for the
cell at zero, and is solved as such.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import FloatArray, IntArray, checked_counts
from evenborn.sexratio.cusum.likelihood import Shift, share_of_boys

_CELLS_IN_A_DEVIATION = 6
_FEWEST_CELLS = 64
_MOST_CELLS = 4_000
_TAIL = 9.0  # standard deviations of the boys of a month that are looked at; beyond lie less than 1e-18


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What one month may add to the statistic, as values with their probabilities.

    Attributes
    ----------
    value, probability : ndarray of float
        Log likelihood ratios and their probabilities, which add up to 1.
    spread : float
        Standard deviation of a step in a month of few births (the lower quartile of those that have any).
    """

    value: FloatArray
    probability: FloatArray
    spread: float


def monthly_steps(births: ArrayLike, ratio: float, shift: Shift) -> Steps:
    """Steps of a month drawn at random from months with these births.

    Parameters
    ----------
    births : array_like of whole numbers, shape (months,)
        Births of both sexes of each month; a month without births is a step of nought. ``[1]`` is the
        chart that steps at every birth.
    ratio : float
        True ratio, males per 100 females.
    shift : Shift
        What is watched for.

    Returns
    -------
    Steps
        The sexes of a month's births are binomial.

    Raises
    ------
    ValueError
        If births are not counts, or there is no month.

    References
    ----------
    Steiner, Cook, Farewell, Treasure (2000), Biostatistics 1(4):441-452: the sum of the log likelihood
    ratios as the step.

    Examples
    --------
    >>> steps = monthly_steps([1], 100, Shift(106, 115))
    >>> steps.value.round(4), steps.probability
    (array([-0.0428,  0.0387]), array([0.5, 0.5]))
    """
    counts = np.atleast_1d(checked_counts(births, 0)[0]).ravel()
    if not len(counts):
        raise ValueError("steps need at least one month.")
    sizes, months = np.unique(counts, return_counts=True)
    place, value, chance = _atoms(sizes, ratio, shift)
    return Steps(value, chance * months[place] / months.sum(), _spread(counts, ratio, shift))


def _spread(counts: FloatArray, ratio: float, shift: Shift) -> float:
    few = np.quantile(counts[counts > 0], 0.25) if counts.any() else 0.0
    return float(few**0.5 * shift.spread(ratio))


def _atoms(sizes: FloatArray, ratio: float, shift: Shift) -> tuple[IntArray, FloatArray, FloatArray]:
    """What months of these sizes may add: place of the size, value, and its probability in such a month."""
    share = share_of_boys(ratio)
    middle, half = sizes * share, _TAIL * np.sqrt(sizes * share * (1 - share)) + 10
    first = np.maximum(np.floor(middle - half), 0)
    wide = (np.minimum(np.ceil(middle + half), sizes) - first + 1).astype(np.int64)
    place = np.repeat(np.arange(len(sizes)), wide)
    boys = np.arange(wide.sum()) - np.repeat(np.cumsum(wide) - wide, wide) + first[place]
    size = sizes[place]
    log_chance = (
        -np.log1p(size)
        - scipy.special.betaln(size - boys + 1, boys + 1)
        + scipy.special.xlogy(boys, share)
        + scipy.special.xlog1py(size - boys, -share)
    )
    chance = np.exp(log_chance)
    chance /= np.bincount(place, chance)[place]
    return place, boys * shift.boy + (size - boys) * shift.girl, chance


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells around 0, width, 2 width ...; the last ends at the threshold."""

    number: int
    width: float

    def masses(self, value: FloatArray, probability: FloatArray, row: ArrayLike = 0) -> FloatArray:
        """Chance to move by -number .. number cells, by rows; what goes farther is counted at the ends."""
        moved = np.clip(value / self.width, -self.number, self.number)
        nearest = np.rint(moved)
        off, wide = moved - nearest, 2 * self.number + 1
        weights = np.concatenate([(off**2 - off) / 2, 1 - off**2, (off**2 + off) / 2])
        at = np.concatenate([nearest - 1, nearest, nearest + 1]).clip(-self.number, self.number)
        at += np.tile(np.broadcast_to(np.asarray(row) * wide, nearest.shape), 3) + self.number
        weights *= np.tile(probability, 3)
        rows = int(np.max(row)) + 1
        gathered = np.bincount(at.astype(np.int64), weights, rows * wide)
        return np.asarray(gathered, dtype=np.float64).reshape(rows, wide)


def _cells(threshold: float, spread: float) -> _Cells:
    if not 0 < threshold < np.inf:
        raise ValueError(f"a threshold must be positive and finite, not {threshold:g}.")
    wanted = threshold / spread * _CELLS_IN_A_DEVIATION if spread > 0 else 0.0
    number = int(np.clip(np.ceil(wanted), _FEWEST_CELLS, _MOST_CELLS))
    return _Cells(number, threshold / (number - 0.5))


def mean_run_length(steps: Steps, threshold: float, start: float = 0.0) -> float:
    """Mean number of steps to an alarm.

    Parameters
    ----------
    steps : Steps
        Of a month, or of one birth.
    threshold : float
        h, positive.
    start : float
        Where the statistic starts, from 0 to below the threshold.

    Returns
    -------
    float
        Infinite where no step raises the statistic. Within one per cent of simulation, and within a half
        but where all months have the same births and an alarm takes one to three of them.

    Raises
    ------
    ValueError
        If the threshold is not positive or the start not below it.

    References
    ----------
    Brook, Evans (1972), Biometrika 59(3):539-549.

    Examples
    --------
    1,000 births to each step, in control at 106, watching for 115:

    >>> shift = Shift(106, 115)
    >>> round(mean_run_length(monthly_steps([1_000], 106, shift), 4.0))
    283
    >>> round(mean_run_length(monthly_steps([1_000], 115, shift), 4.0), 1)
    5.5
    """
    cells = _cells(threshold, steps.spread)
    if not 0 <= start < threshold:
        raise ValueError(f"the start must lie from 0 to below the threshold, not at {start:g}.")
    if not (steps.value[steps.probability > 0] > 0).any():
        return float("inf")
    number, masses = cells.number, cells.masses(steps.value, steps.probability)[0]
    column, row = -masses[number:0:-1], -masses[number : 2 * number]
    column[0] = row[0] = 1 - masses[number]
    to_alarm = np.cumsum(masses[::-1])[:number]  # from cell i a move of number - i cells or more
    sides = np.column_stack([np.ones(number), to_alarm])
    solved = np.asarray(scipy.linalg.solve_toeplitz((column, row), sides))
    unhindered, alarmed = solved[:, 0], solved[:, 1]
    if alarmed[0] <= np.finfo(np.float64).tiny:
        return float("inf")
    from_zero = unhindered[0] / alarmed[0]
    lengths = unhindered + from_zero * (1 - alarmed)
    return float(np.interp(start / cells.width, np.arange(number), lengths))


def expected_alarms(
    births: ArrayLike, threshold: float, ratio: float, shift: Shift, start: float = 0.0
) -> float:
    """Expected number of alarms in these very months, the statistic starting anew after each.

    Parameters
    ----------
    births : array_like of whole numbers, shape (months,)
    threshold : float
    ratio : float
        True ratio of all the months.
    shift : Shift
    start : float
        Where the statistic starts, at first and after an alarm.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If births are not counts, or the threshold is not positive.

    References
    ----------
    Brook, Evans (1972), Biometrika 59(3):539-549, with a matrix for each month.

    Examples
    --------
    >>> round(expected_alarms([1_000] * 283, 4.0, 106, Shift(106, 115)), 2)
    0.99
    """
    counts = np.atleast_1d(checked_counts(births, 0)[0]).ravel()
    cells = _cells(threshold, _spread(counts, ratio, shift))
    number = cells.number
    sizes, month_sizes = np.unique(counts, return_inverse=True)
    row, value, probability = _atoms(sizes, ratio, shift)
    masses = cells.masses(value, probability, row)
    place = min(start / cells.width, number - 1)
    anew = np.zeros(number)
    anew[int(place)] = 1 - place % 1
    anew[min(int(place) + 1, number - 1)] += place % 1
    chance: FloatArray = anew
    alarms = 0.0
    for size in month_sizes:
        moved = np.asarray(np.convolve(chance, masses[size]))  # from -number to 2 number - 1
        alarm = moved[2 * number :].sum()
        chance = moved[number : 2 * number].copy()
        chance[0] += moved[:number].sum()
        chance += alarm * anew
        alarms += alarm
    return float(alarms)
