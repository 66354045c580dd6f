"""Axes: where a chart begins and ends, and at which round numbers it is marked."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)

_LOG_FROM: Final = 20.0
"""Births that span more than this factor are drawn on a logarithmic scale."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes
    ----------
    low, high : float
        Its ends.
    ticks : tuple of float
        Where it is marked.
    step : float
        Between marks; 0 on a logarithmic axis.
    logarithmic : bool
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    step: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return how far along the axis a value lies: 0 at ``low``, 1 at ``high``.

        Examples
        --------
        >>> Axis(90, 130, (90, 110, 130), 20).place(100)
        0.25
        """
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def linear(values: Iterable[float], marks: int = 6) -> Axis:
    """Return an axis from round number to round number around the values.

    Examples
    --------
    >>> linear([101.5, 112.2]).ticks
    (100.0, 102.0, 104.0, 106.0, 108.0, 110.0, 112.0, 114.0)
    """
    found = list(values)
    low, high = min(found), max(found)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    rough = (high - low) / marks
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * step for step in _STEPS if size * step >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(step * mark, 10) for mark in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, step)


def births(values: Iterable[float]) -> Axis:
    """Return an axis for numbers of births, logarithmic where they differ by orders of magnitude.

    Examples
    --------
    >>> births([400, 90_000]).ticks
    (500, 1000, 2000, 5000, 10000, 20000, 50000, 100000)
    >>> births([2000, 9000]).logarithmic
    False
    """
    found = list(values)
    low, high = min(found), max(found)
    if high / low < _LOG_FROM:
        return linear([min(low * 0.9, low - 1), high * 1.05])
    low, high = low * 0.85, high * 1.2
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    factors = (1, 2, 5) if high / low < 3000 else (1,)
    marks = [factor * 10**power for power in powers for factor in factors]
    return Axis(low, high, tuple(mark for mark in marks if low <= mark <= high), 0.0, logarithmic=True)
