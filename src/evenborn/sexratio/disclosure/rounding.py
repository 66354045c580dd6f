"""What a rounded ratio and a rounded interval give away about the counts behind them.

A reader who sees a ratio knows that the counts lie between two lines through the origin; a reader
who sees an interval knows, from how narrow it is, about how many births stand behind it. Both are
turned into inequalities ``a * male + b * female <= c`` with whole coefficients.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.intervals import IntervalMethod, ratio_interval

Inequality = tuple[int, int, int]
"""``(a, b, c)``: a * male + b * female <= c."""

_MOST_BIRTHS = 2**31
_FINE = 1_000_000  # shares of boys are kept to a millionth, rounded outwards
_PARTS = 1000
_Counts = Callable[[FloatArray], tuple[FloatArray, FloatArray]]


def ratio_inequalities(ratio: float, decimals: int) -> list[Inequality]:
    """What a ratio rounded to ``decimals`` says: 100 M / F lies within half a unit of it.

    Parameters
    ----------
    ratio : float
        Published males per 100 females.
    decimals : int
        Decimals that it is rounded to.

    Returns
    -------
    list of Inequality

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley: rounded numbers as intervals.

    Examples
    --------
    >>> ratio_inequalities(104.2, 1)
    [(-2000, 2083, 0), (2000, -2085, 0)]
    """
    unit = 10**decimals
    twice = 2 * round(ratio * unit)
    return [(-200 * unit, twice - 1, 0), (200 * unit, -(twice + 1), 0)]


@dataclass(frozen=True, slots=True)
class RoundedInterval:
    """An interval of males per 100 females as it is published.

    Attributes
    ----------
    lower, upper : float
        Ends, rounded to ``decimals``.
    decimals : int
        Decimals of both ends.
    confidence : float
        Such as 0.95.
    method : str
        One of the four methods.
    """

    lower: float
    upper: float
    decimals: int
    confidence: float
    method: IntervalMethod

    def inequalities(self, male: int | None, female: int | None, births: int | None) -> list[Inequality]:
        """What the interval says about the counts, given those that are shown beside it.

        Each end grows with the males and falls with the females: with any count known, the rounded
        ends leave few values for the other. With none known, the interval narrows as births grow:
        its ends bound first the births, then the share of boys.
        """
        if births is not None:
            low, high = self._between(lambda males: (males, births - males), births)
            return [(-1, 0, -low), (1, 0, high)]
        if female is not None:
            low, high = self._between(lambda males: (males, np.full_like(males, female)), _MOST_BIRTHS)
            return [(-1, 0, -low), (1, 0, high)]
        if male is not None:
            low, high = self._between(
                lambda fewer: (np.full_like(fewer, male), _MOST_BIRTHS - fewer), _MOST_BIRTHS
            )
            return [(0, -1, high - _MOST_BIRTHS), (0, 1, _MOST_BIRTHS - low)]
        return self._of_births_alone()

    def _of_births_alone(self) -> list[Inequality]:
        fewest = _first(lambda n: not self._too_wide(n), 1, _MOST_BIRTHS)
        most = _first(self._too_narrow, fewest, _MOST_BIRTHS) - 1
        found = [(-1, -1, -fewest), *self._share_at_least(fewest), *self._share_at_most(fewest)]
        if most < _MOST_BIRTHS - 1:
            found += [(1, 1, most), *self._share_at_least(most), *self._share_at_most(most)]
        return found

    def _between(self, counts: _Counts, most: int) -> tuple[int, int]:
        """First and last step at which both ends round to the published ones."""
        lower_low, lower_high, upper_low, upper_high = self._ends(counts, most)
        return max(lower_low, upper_low), min(lower_high, upper_high)

    def _ends(self, counts: _Counts, most: int) -> tuple[int, int, int, int]:
        """First and last step at which the lower end, and the upper end, rounds to the published one."""
        half = 0.5 * 10.0**-self.decimals + 1e-9
        levels = np.array([self.lower - half, self.lower + half, self.upper - half, self.upper + half])
        low, high = np.zeros(4), np.full(4, float(most + 1))
        while (low < high).any():  # four bisections at once
            middle = np.floor((low + high) / 2)
            interval = ratio_interval(*counts(middle), self.confidence, self.method)
            reached = np.concatenate([interval.lower[:2], interval.upper[2:]]) >= levels
            low, high = (
                np.where(reached | (low >= high), low, middle + 1),
                np.where(reached & (low < high), middle, high),
            )
        return int(low[0]), int(low[1]) - 1, int(low[2]), int(low[3]) - 1

    def _among(self, births: int) -> tuple[int, int, int, int]:
        """The same in thousandths of a male, so that whole births do not blur the width of the interval."""
        return self._ends(lambda step: (step / _PARTS, births - step / _PARTS), births * _PARTS)

    def _too_wide(self, births: int) -> bool:
        lower_low, _, _, upper_high = self._among(births)
        return lower_low - 1 > upper_high + 1

    def _too_narrow(self, births: int) -> bool:
        _, lower_high, upper_low, _ = self._among(births)
        return upper_low - 1 > lower_high + 1

    def _share_at_least(self, births: int) -> list[Inequality]:
        """The lower end binds at the most births, the upper end at the fewest; the weaker of both holds."""
        lower_low, _, upper_low, _ = self._among(births)
        share = _FINE * max(min(lower_low, upper_low) - 1, 0) // (births * _PARTS)
        return [(share - _FINE, share, 0)]

    def _share_at_most(self, births: int) -> list[Inequality]:
        _, lower_high, _, upper_high = self._among(births)
        share = -(-_FINE * min(max(lower_high, upper_high) + 1, births * _PARTS) // (births * _PARTS))
        return [(_FINE - share, -share, 0)]


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Smallest whole number in [low, high) from which the condition holds; ``high`` if it never does."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
