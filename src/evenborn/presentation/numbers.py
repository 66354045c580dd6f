"""How a number is written, in English and in Chinese: counts, ratios, intervals, probabilities, percents.

A number has the same digits in every form of a report, because every form asks here.
Counts are grouped by thousands in both languages; ``short`` counts in ten thousands in Chinese.
A range is joined by an en dash in English and by the wave dash of GB/T 15834-2011 in Chinese.
"""

import math
from collections.abc import Iterable
from statistics import median
from typing import Final, Literal

Language = Literal["en", "zh"]
"""English or Simplified Chinese."""

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")

_RANGE: Final[dict[Language, str]] = {"en": "–", "zh": "～"}


def count(value: int, language: Language, *, short: bool = False) -> str:
    """Write a count of births.

    Parameters
    ----------
    value : int
        Births.
    language : {"en", "zh"}
    short : bool
        A rounded form for axes: thousands and millions in English, 万 and 亿 in Chinese.

    Returns
    -------
    str

    Examples
    --------
    >>> count(1234567, "en"), count(1234567, "zh"), count(1234567, "zh", short=True)
    ('1,234,567', '1,234,567', '123.5万')
    >>> count(20000, "en", short=True), count(950, "zh", short=True)
    ('20k', '950')
    """
    if not short:
        return f"{value:,}"
    steps = ((10**6, "M"), (10**3, "k")) if language == "en" else ((10**8, "亿"), (10**4, "万"))
    for size, mark in steps:
        if abs(value) >= size:
            return f"{value / size:,.1f}".removesuffix(".0") + mark
    return f"{value:,}"


def decimals(half_widths: Iterable[float]) -> int:
    """Decimals that a set of ratios deserves: one, or more where the intervals are very narrow.

    Parameters
    ----------
    half_widths : iterable of float
        Half the width of each two-sided interval, males per 100 females; may be empty.

    Returns
    -------
    int
        1, 2 or 3, by the median half-width.

    Examples
    --------
    >>> decimals([1.7, 2.2, 9.0]), decimals([0.027]), decimals([])
    (1, 2, 1)
    """
    widths = [width for width in half_widths if math.isfinite(width)]
    typical = median(widths) if widths else 1.0
    return 1 if typical >= 0.1 else 2 if typical >= 0.01 else 3


def ratio(value: float, places: int = 1) -> str:
    """Write a sex ratio, males per 100 females.

    Examples
    --------
    >>> ratio(106.729), ratio(106.729, 3), ratio(float("inf"))
    ('106.7', '106.729', '∞')
    """
    return f"{value:,.{places}f}" if math.isfinite(value) else "∞"


def level(value: float) -> str:
    """Write a chosen level, such as the reference, with no more decimals than it has.

    Examples
    --------
    >>> level(107.0), level(106.5), level(105.111)
    ('107', '106.5', '105.111')
    """
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def interval(lower: float | None, upper: float | None, language: Language, places: int = 1) -> str:
    """Write an interval; an absent end makes it one-sided.

    Returns
    -------
    str
        Empty where both ends are absent.

    Examples
    --------
    >>> interval(104.21, 109.84, "en"), interval(104.21, 109.84, "zh")
    ('104.2–109.8', '104.2～109.8')
    >>> interval(88.1, None, "en"), interval(None, 240.3, "zh"), interval(None, None, "en")
    ('≥ 88.1', '≤ 240.3', '')
    """
    if lower is None and upper is None:
        return ""
    if lower is None:
        return f"≤ {ratio(upper or 0.0, places)}"
    if upper is None:
        return f"≥ {ratio(lower, places)}"
    return span(ratio(lower, places), ratio(upper, places), language)


def span(first: str, last: str, language: Language) -> str:
    """Join two numbers that are already written into a range.

    Examples
    --------
    >>> span("3", "17", "en"), span("3", "3", "en")
    ('3–17', '3')
    """
    return first if first == last else f"{first}{_RANGE[language]}{last}"


def probability(value: float) -> str:
    """Write a probability without ever rounding it to nought or one.

    Two decimals; three within a hundredth of either end; ``> 0.999`` and ``< 0.001`` beyond.

    Examples
    --------
    >>> [probability(p) for p in (0.5, 0.9783, 0.9963, 0.9996, 1.0)]
    ['0.50', '0.98', '0.996', '> 0.999', '> 0.999']
    >>> [probability(p) for p in (0.0042, 0.0004)]
    ['0.004', '< 0.001']
    """
    if value > 0.999:
        return "> 0.999"
    if value < 0.001:
        return "< 0.001"
    return f"{value:.{probability_places(value)}f}"


def probability_places(value: float) -> int:
    """Decimals of a probability: 3 within a hundredth of nought or one, else 2.

    Examples
    --------
    >>> probability_places(0.4), probability_places(0.991)
    (2, 3)
    """
    return 3 if value < 0.01 or value > 0.99 else 2


def percent(share: float, places: int | None = None) -> str:
    """Write a share as a percentage; without ``places``, with as many decimals as it has, three at most.

    Examples
    --------
    >>> percent(0.95), percent(0.998), percent(0.55904, 1)
    ('95%', '99.8%', '55.9%')
    """
    if places is None:
        return level(round(100 * share, 3)) + "%"
    return f"{100 * share:,.{places}f}%"
