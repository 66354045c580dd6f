"""The cells of a document by what they hold, each written once per language with the number it shows."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from evenborn.apps.documents.wording import Words, require_fitting, written
from evenborn.presentation import dates, numbers, tables
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.ratio import sex_ratio

LARGEST: Final = 999_999_999_999_999
"""A worksheet keeps fifteen digits; a larger count would show other digits there."""

_DAY_FORMATS: Final[dict[Language, str]] = {"en": "yyyy\\-mm\\-dd", "zh": 'yyyy"年"m"月"d"日"'}
_DAY_NOUGHT: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
"""Earlier days have other numbers, or none, in a worksheet; they stay text there."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of births, persons or things: a whole number, zero or more."""

    value: int

    def __post_init__(self) -> None:
        """Refuse what is no count."""
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        if not whole or not 0 <= self.value <= LARGEST:
            raise Refusal("document-bad-count", value=repr(self.value))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A sex ratio at birth with its births and its interval, without which it is refused.

    Attributes
    ----------
    ratio : float
        Males per 100 females; infinite where there are no girls.
    births : int or None
        Live births of both sexes that it stands on.
    lower, upper : float or None
        Ends of its interval; one of them may be open.
    confidence : float
        Of the interval.
    places : int
        Decimals of ratio and interval.
    """

    ratio: float
    births: int | None
    lower: float | None
    upper: float | None
    confidence: float = 0.95
    places: int = 1

    def __post_init__(self) -> None:
        """Refuse a ratio that cannot be judged by its reader."""
        if self.births is None or self.births < 1:
            raise Refusal("document-ratio-without-births", ratio=numbers.ratio(self.ratio))
        if self.lower is None and self.upper is None:
            raise Refusal("document-ratio-without-interval", ratio=numbers.ratio(self.ratio))
        lower = 0.0 if self.lower is None else self.lower
        upper = math.inf if self.upper is None else self.upper
        if not (0 <= lower <= self.ratio <= upper and 0 < self.confidence < 1 and self.places in (1, 2, 3)):
            interval = f"{lower:g}–{upper:g}"
            raise Refusal(
                "document-ratio-outside-interval", ratio=numbers.ratio(self.ratio), interval=interval
            )

    @classmethod
    def of(cls, male: int, female: int, *, confidence: float = 0.95, places: int = 1) -> "Ratio":
        """Compute the ratio of live births, with its Jeffreys interval.

        Examples
        --------
        >>> london = Ratio.of(484_382, 453_841)
        >>> london.births, [cell.text for cell in write(london, "en")]
        (938223, ['938,223', '106.7', '106.3', '107.2'])
        """
        found = sex_ratio(male, female)
        interval = found.interval(confidence)
        ends = (float(interval.lower), float(interval.upper))
        lower, upper = (end if math.isfinite(end) else None for end in ends)
        return cls(float(found.estimate), male + female, lower, upper, confidence, places)


@dataclass(frozen=True, slots=True)
class Share:
    """A share, written as a percentage with ``places`` decimals: 0.559 as 55.9%."""

    value: float
    places: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no number."""
        if not math.isfinite(self.value) or not 0 <= self.places <= 6 or abs(self.value) > 1e9:
            raise Refusal("document-bad-share", value=repr(self.value))


@dataclass(frozen=True, slots=True)
class Text:
    """Words, a name or a code; never a number, whatever it looks like."""

    words: Words

    def __post_init__(self) -> None:
        """Refuse what no cell can hold."""
        require_fitting(self.words, "text")


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    value: date


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing was recorded, or there is nothing to record."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A count that is too small to show: fewer than ``below``."""

    below: int = 5

    def __post_init__(self) -> None:
        """Refuse a bound that hides nothing."""
        if self.below < 2:
            raise Refusal("document-bad-count", value=repr(self.below))


@dataclass(frozen=True, slots=True)
class Withheld:
    """A number that is not shown: too small, or it would reveal such a number; which is not said."""


@dataclass(frozen=True, slots=True)
class BirthsOnly:
    """In a column of ratios: births on which none is stated: too few, or it would tell what is withheld."""

    births: int
    withheld: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no count."""
        Count(self.births)


Entry = Count | Ratio | Share | Text | Day | Missing | Suppressed | Withheld | BirthsOnly
"""What a cell of a document may hold."""

KINDS: Final[tuple[type, ...]] = get_args(Entry)

RATIO_COLUMNS: Final = 4
"""Births, ratio and both ends of the interval: what a column of ratios is written as."""


def write(entry: Entry, language: Language) -> tuple[Cell, ...]:  # noqa: PLR0911 -- one for each kind
    """Write a cell: one for most kinds, four for a ratio.

    Parameters
    ----------
    entry : Entry
    language : {"en", "zh"}

    Returns
    -------
    tuple of Cell
        The text of every form, and the number and number format with which a worksheet shows that text.

    Examples
    --------
    >>> write(Share(0.55904), "zh")[0].text, write(Suppressed(), "en")[0].text
    ('55.9%', '< 5')
    >>> write(Day(date(2026, 3, 9)), "zh")[0]
    Cell(text='2026年3月9日', number=46090, number_format='yyyy"年"m"月"d"日"', look='plain', strip=None)
    """
    match entry:
        case Count(value):
            return (tables.count(value, language),)
        case Ratio():
            return _ratio(entry, language)
        case Share():
            return (_share(entry),)
        case Text(words):
            return (Cell(written(words, language)),)
        case Day(value):
            return (_day(value, language),)
        case Missing():
            return (Cell(say("cell.none", language)),)
        case Suppressed(below):
            return (Cell(f"< {below}", look="suppressed"),)
        case Withheld():
            return (Cell(say("cell.suppressed", language), look="suppressed"),)
        case BirthsOnly():
            return _births_only(entry, language)


def write_ratio_column(entry: Entry, language: Language) -> tuple[Cell, ...]:
    """Write what stands in a column of ratios: a ratio, or why there is none, in four cells."""
    if isinstance(entry, Ratio | BirthsOnly):
        return write(entry, language)
    withheld = isinstance(entry, Suppressed | Withheld)
    rest = (
        Cell(say("cell.suppressed", language), look="suppressed") if withheld else write(entry, language)[0]
    )
    return (*write(entry, language), rest, rest, rest)


def _ratio(entry: Ratio, language: Language) -> tuple[Cell, ...]:
    open_end = Cell(say("cell.no-limit", language))
    ends = (
        open_end if end is None else tables.ratio(end, entry.places) for end in (entry.lower, entry.upper)
    )
    return (tables.count(entry.births, language), tables.ratio(entry.ratio, entry.places), *ends)


def _births_only(entry: BirthsOnly, language: Language) -> tuple[Cell, ...]:
    first, rest = Cell(say("cell.too-few", language), look="too-few"), Cell(say("cell.none", language))
    if entry.withheld:
        first = rest = write(Withheld(), language)[0]
    return (tables.count(entry.births, language), first, rest, rest)


def _share(entry: Share) -> Cell:
    text = numbers.percent(entry.value, entry.places)
    # The number is read back from its text: no other rounding can show other digits, nor minus nought.
    number = float(text.rstrip("%").replace(",", "")) / 100
    if number == 0:
        number, text = 0.0, text.lstrip("-")
    decimals = "." + "0" * entry.places if entry.places else ""
    return Cell(text, round(number, entry.places + 2), f"#,##0{decimals}%")


def _day(value: date, language: Language) -> Cell:
    text = dates.day(value, language)
    if value < _FIRST_DAY:
        return Cell(text)
    return Cell(text, (value - _DAY_NOUGHT).days, _DAY_FORMATS[language])
