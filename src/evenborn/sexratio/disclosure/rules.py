"""When a number is too small to show: the thresholds, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from evenborn.sexratio.counts import TextArray

Audience = Literal["office", "public"]
"""Who reads a figure: the office that works with it, or anyone."""

Kind = Literal["births", "terminations", "differences"]
"""What a table counts: births, terminations, records of persons that one owner is told of."""

SMALLEST_COUNT: Mapping[Kind, int] = MappingProxyType({"births": 5, "terminations": 10, "differences": 10})
"""A published count below this, zero included, is withheld."""

SMALLEST_FACILITY_COUNT = 10
"""Counts of a facility below this do not pass from statistics to enforcement."""

SMALLEST_PUBLIC_RATIO = 1000
"""Births below which no ratio and no interval is published."""

SMALLEST_OFFICE_RATIO = 200
"""Births below which the office itself sees no ratio; from here to 1,000 it is marked unreliable."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The rule of small numbers that one publication follows.

    Attributes
    ----------
    count : int
        Smallest count of male births, female births, births or terminations that is shown.
    ratio : int
        Births from which a ratio and its interval are shown.
    width : int
        Smallest distance between the lowest and the highest value that a reader may be able to
        prove for a number that is withheld. As wide as ``count``, so that the range of a small
        number always holds a value that is not small.
    """

    count: int
    ratio: int
    width: int

    def __post_init__(self) -> None:
        """Refuse a rule that protects nothing."""
        if min(self.count, self.width) < 1 or self.ratio < 0:
            raise ValueError(f"Thresholds must be at least 1 (the ratio's at least 0), not {self}.")


def thresholds(kind: Kind) -> Thresholds:
    """The rule for a kind of table.

    Parameters
    ----------
    kind : {"births", "terminations", "differences"}
        What is counted.

    Returns
    -------
    Thresholds
        In births or terminations.

    Raises
    ------
    ValueError
        If the kind is unknown.

    References
    ----------
    The programme's data protection rules: no published count of births under 5 or of terminations
    under 10, no published ratio under 1,000 births. The width of the protected range follows
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4.

    Examples
    --------
    >>> thresholds("terminations")
    Thresholds(count=10, ratio=1000, width=10)
    """
    if kind not in SMALLEST_COUNT:
        raise ValueError(f"kind must be one of {', '.join(SMALLEST_COUNT)}, not {kind!r}.")
    return Thresholds(SMALLEST_COUNT[kind], SMALLEST_PUBLIC_RATIO, SMALLEST_COUNT[kind])


def reliability(births: ArrayLike, audience: Audience) -> TextArray:
    """Whether a ratio on so many births may be shown, and how.

    Parameters
    ----------
    births : array_like of int
        Live births of both sexes behind each ratio; any shape.
    audience : {"office", "public"}
        The office sees a ratio from 200 births, marked unreliable below 1,000; the public from 1,000.

    Returns
    -------
    ndarray of str
        ``"no-births"``, ``"too-few"``, ``"unreliable"`` or ``"reliable"``; shape of ``births``.

    Raises
    ------
    ValueError
        If the audience is unknown or births are negative.

    References
    ----------
    The programme's data protection rules (no published ratio under 1,000 births; internal from
    200, marked unreliable). At 1,000 births the standard error of a ratio is about 6.7 points.

    Examples
    --------
    >>> [str(word) for word in reliability([0, 199, 200, 1000], "office")]
    ['no-births', 'too-few', 'unreliable', 'reliable']
    >>> [str(word) for word in reliability([0, 999, 1000], "public")]
    ['no-births', 'too-few', 'reliable']
    """
    if audience not in ("office", "public"):
        raise ValueError(f"audience must be office or public, not {audience!r}.")
    counts = np.asarray(births)
    if (counts < 0).any():
        raise ValueError("births must be zero or more.")
    shown = SMALLEST_OFFICE_RATIO if audience == "office" else SMALLEST_PUBLIC_RATIO
    words = np.where(counts < SMALLEST_PUBLIC_RATIO, "unreliable", "reliable")
    words = np.where(counts < shown, "too-few", words)
    return np.asarray(np.where(counts == 0, "no-births", words), dtype=np.str_)
