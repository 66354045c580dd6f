"""A figure as it is shown: never a ratio without its births, interval, period and source."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from evenborn.registers.period import Period

Reliability = Literal["reliable", "unreliable", "too-few", "suppressed", "no-births"]
"""``unreliable``: shown, marked; ``too-few``: no ratio (the office sees births and interval, the public
no interval either); ``suppressed``: nothing shown."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the births of a figure come from.

    Attributes
    ----------
    name : str
        The register or publication, as its owner calls it; part of the figure's identity.
    file : str
        File name without folder.
    sha256 : str
        Hash of the file that was read.
    rows : int
        Rows read, the header not counted.
    """

    name: str
    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One ratio with everything that must stand beside it.

    Attributes
    ----------
    area, order, facility : str or None
        What the births belong to; None where the figure is not divided by it.
    period : Period or None
        None where the file names no period.
    cut_off : datetime.date or None
        Day until which births had been entered, where stated.
    complete : bool or None
        Whether the period is complete; None where neither stated nor visible.
    male, female, births, unclear : int or None
        Live births; ``births`` is male + female, ``unclear`` is counted beside. None where suppressed.
    ratio, lower, upper : float or None
        Males per 100 females and the ends of the interval; None where there is nothing to show.
        ``upper`` None with ``sides`` ``"lower"``: no girls, the interval is one-sided.
    sides : {"two-sided", "lower", "upper", "none"}
        Which ends of the interval exist.
    probability_above : float or None
        Posterior probability that the ratio is above the reference.
    reliability : Reliability
        Whether the ratio may be shown and how.
    pooled : bool
        Whether several periods were added up.
    """

    area: str | None
    order: str | None
    facility: str | None
    period: Period | None
    cut_off: date | None
    complete: bool | None
    male: int | None
    female: int | None
    births: int | None
    unclear: int | None
    ratio: float | None
    lower: float | None
    upper: float | None
    sides: Literal["two-sided", "lower", "upper", "none"]
    probability_above: float | None
    reliability: Reliability
    pooled: bool = False
