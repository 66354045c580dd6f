"""Several answers at once: the starts that a series leaves open, each with its weight."""

from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import FloatArray

_SMALLEST_WEIGHT = 0.05  # of a mode that is reported
_VALLEY = 0.6  # two peaks are two where the density between falls below this share of the lower peak
_SHORTEST = 0.35  # years: narrowest kernel


@dataclass(frozen=True, slots=True)
class Mode:
    """One of the starts that are possible.

    Attributes
    ----------
    start, lower, upper : float
        Median and interval of the start within the mode, calendar years.
    height : float
        Median within the mode, points.
    weight : float
        Share of the posterior.
    """

    start: float
    lower: float
    upper: float
    height: float
    weight: float


def modes_of_start(start: FloatArray, height: FloatArray, confidence: float = 0.95) -> tuple[Mode, ...]:
    """Divide draws where the density of the start has a valley.

    Parameters
    ----------
    start, height : ndarray of float, shape (draws,)
        Calendar years; points.
    confidence : float

    Returns
    -------
    tuple of Mode
        The heaviest first; one where there is no valley. Modes under 5 % are left out.

    References
    ----------
    Silverman (1986), Density Estimation for Statistics and Data Analysis, section 3.4, for the width of
    the kernel, halved here so that two peaks are not smoothed into one.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> start = np.concatenate([rng.normal(1980, 1, 3_000), rng.normal(1995, 1, 1_000)])
    >>> [(round(mode.start), round(mode.weight, 2)) for mode in modes_of_start(start, np.ones(4_000))]
    [(1980, 0.75), (1995, 0.25)]
    """
    cuts = _valleys(start)
    place = np.searchsorted(cuts, start)
    tail = (1 - confidence) / 2
    found = []
    for at in range(len(cuts) + 1):
        inside = place == at
        weight = float(inside.mean())
        if weight >= _SMALLEST_WEIGHT:
            lower, middle, upper = np.quantile(start[inside], [tail, 0.5, 1 - tail])
            height_there = float(np.median(height[inside]))
            found.append(Mode(float(middle), float(lower), float(upper), height_there, weight))
    return tuple(sorted(found, key=lambda mode: -mode.weight))


def _valleys(start: FloatArray) -> FloatArray:
    """Years at which the density is cut."""
    quartile = np.subtract(*np.quantile(start, [0.75, 0.25])) / 1.34
    width = max(0.45 * min(float(start.std()), float(quartile)) * len(start) ** -0.2, _SHORTEST)
    low, high = np.quantile(start, [0.002, 0.998])
    grid = np.linspace(low - 3 * width, high + 3 * width, 400)
    step = grid[1] - grid[0]
    counted, _ = np.histogram(start, bins=np.append(grid - step / 2, grid[-1] + step / 2))
    reach = np.arange(-4 * width, 4 * width + step, step)
    density = np.convolve(counted, np.exp(-0.5 * (reach / width) ** 2), mode="same")[: len(grid)]
    cuts: list[float] = []
    last_peak, valley = int(np.argmax(density[:2])), 0
    peak_height, lowest = float(density[last_peak]), np.inf
    for at in range(1, len(grid)):
        value = float(density[at])
        if value < lowest:
            lowest, valley = value, at
        if value > peak_height and lowest >= _VALLEY * peak_height:
            peak_height, lowest = value, np.inf  # still the same hill, climbing
        elif lowest < _VALLEY * min(peak_height, value):
            if peak_height > 0.05 * density.max():
                cuts.append(float(grid[valley]))
            peak_height, lowest = value, np.inf
    return np.array(cuts)
