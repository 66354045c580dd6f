"""Headings of columns and of rows as trees, and where each of them stands once cells are merged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from evenborn.apps.documents.wording import Both, Words, require_said, written
from evenborn.presentation import numbers
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

ColumnKind = Literal["any", "ratio"]
"""A column of ratios is always written as births, ratio and interval."""

DEEPEST: Final = 8
"""Levels of headings; a deeper tree could not be read."""


LONGEST_TITLE: Final = 200
"""Characters of a heading."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a column or of a row, or of several together.

    Attributes
    ----------
    title : str or Both
    under : tuple of Head
        The headings that it stands over, or beside; empty for a column or row of its own.
    kind : {"any", "ratio"}
        What stands in the column; of no meaning for a row.
    summed : bool
        Whether a register book adds the column up.
    """

    title: Words
    under: tuple["Head", ...] = ()
    kind: ColumnKind = "any"
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading where it stands: from which level and leaf on, over how many of each."""

    title: Words
    level: int
    levels: int
    leaf: int
    leaves: int


def leaves(heads: Sequence[Head]) -> list[Head]:
    """Return the headings that have a column or row of their own, in their order.

    Examples
    --------
    >>> [leaf.title for leaf in leaves([Head("A", (Head("B"), Head("C"))), Head("D")])]
    ['B', 'C', 'D']
    """
    return [leaf for head in heads for leaf in (leaves(head.under) if head.under else [head])]


def depth(heads: Sequence[Head]) -> int:
    """Return how many levels of headings there are.

    Examples
    --------
    >>> depth([Head("A", (Head("B"),)), Head("C")]), depth([])
    (2, 0)
    """
    return max((1 + depth(head.under) for head in heads), default=0)


def placed(heads: Sequence[Head], levels: int, level: int = 0, first: int = 0) -> Iterator[Placed]:
    """Say where every heading stands; one without others under it reaches down to the cells.

    Examples
    --------
    >>> heads = [Head("A"), Head("B", (Head("C"),))]
    >>> [(p.title, p.level, p.levels, p.leaf, p.leaves) for p in placed(heads, 2)]
    [('A', 0, 2, 0, 1), ('B', 0, 1, 1, 1), ('C', 1, 1, 1, 1)]
    """
    at = first
    for head in heads:
        width = len(leaves([head]))
        yield Placed(head.title, level, 1 if head.under else levels - level, at, width)
        yield from placed(head.under, levels, level + 1, at)
        at += width


def spread(heads: Sequence[Head], confidence: float) -> tuple[Head, ...]:
    """Put births, ratio and interval under every column of ratios.

    Examples
    --------
    >>> spread((Head("Sex ratio at birth", kind="ratio"),), 0.95)[0].under[2].under[0].title
    Both(en='from', zh='下限')
    """
    return tuple(_spread(head, confidence) for head in heads)


def _spread(head: Head, confidence: float) -> Head:
    if head.under or head.kind != "ratio":
        return Head(head.title, spread(head.under, confidence), head.kind, head.summed)
    level = numbers.percent(confidence)
    ends = Head(_said("column.lower")), Head(_said("column.upper"))
    interval = Both(
        say("column.interval", "en", confidence=level), say("column.interval", "zh", confidence=level)
    )
    parts = Head(_said("column.births")), Head(_said("documents.per-100")), Head(interval, ends)
    return Head(head.title, parts)


def _said(key: str) -> Both:
    return Both(say(key, "en"), say(key, "zh"))


def require_titles(heads: Sequence[Head], what: str) -> None:
    """Refuse a heading without words, or with so many that a page has no room left for the cells."""
    for head in heads:
        require_said(head.title, what)
        longest = max(len(written(head.title, "en")), len(written(head.title, "zh")))
        if longest > LONGEST_TITLE:
            raise Refusal("document-heading-too-long", length=longest, longest=LONGEST_TITLE)
        require_titles(head.under, what)
