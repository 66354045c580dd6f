"""What those who are not the owner are told in numbers: small ones are left out, and what gives one away.

What one register lacks or has alone follows from its births and those of all registers together; so do the
links of two. The births of a register that this office took in stand on pages of figures, to the last one.
So the births that all registers hold together are rounded wherever a number of that kind is small, on every
page that tells what a comparison counted; on its own page those of each register and the links as well.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from evenborn.comparison.differences import KINDS
from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure.publication import publish_counts
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT

__all__ = [
    "LEAST", "gives_away", "in_hundreds", "rounded_links", "shown_figures", "told_beside", "told_kinds",
    "told_roughly",
]  # fmt: skip

LEAST: Final = SMALLEST_COUNT["differences"]
"""Records below this, none included, are told to nobody but their owner."""
_COARSE: Final = 100
_BY_SUBTRACTION: Final = ("only-here", "entered-twice", "elsewhere")
"""Numbers that would follow from the births of each register, of two and of all."""
_OTHERS: Final = (*(kind for kind in KINDS if kind not in _BY_SUBTRACTION), "still_differs")

Told = Mapping[str, int]


def told_roughly(number: int, language: Language) -> str:
    """Births or records of a register, so coarse that nothing small follows from them.

    Examples
    --------
    >>> told_roughly(1478, "en"), told_roughly(40, "en")
    ('about 1,500', 'under 100')
    """
    if number < _COARSE:
        return say("matching.small", language, least=_COARSE)
    nearest = (number + _COARSE // 2) // _COARSE * _COARSE
    return say("matching.about", language, number=numbers.count(nearest, language))


def told_beside(number: int, *, exact: bool) -> int:
    """Births that stand beside a ratio, of unclear sex or of no area; none are told where they are few.

    Examples
    --------
    >>> [told_beside(number, exact=False) for number in (0, 3, 10)], told_beside(3, exact=True)
    ([0, 0, 10], 3)
    """
    return number if exact or number >= LEAST else 0


def gives_away(told: Sequence[Told]) -> bool:
    """Whether the births of each register would tell a small number by subtraction.

    Examples
    --------
    >>> plenty = {"only-here": 40, "entered-twice": 12, "elsewhere": 31}
    >>> gives_away([plenty, plenty]), gives_away([plenty, plenty | {"elsewhere": 9}])
    (False, True)
    """
    return any(one.get(kind, 0) < LEAST for one in told for kind in _BY_SUBTRACTION)


def shown_figures(
    figures: Sequence[Mapping[str, Any]], language: Language, *, exact: bool
) -> list[Mapping[str, Any]]:
    """What a comparison counted of areas or months, as its reader may see it; the first line is the total.

    Parameters
    ----------
    figures : sequence of mapping
        As :func:`~evenborn.apps.matching.figures_of.figures_of` keeps them.
    language : {"en", "zh"}
    exact : bool
        Whether the reader sees exact counts; who does sees all of it.

    Examples
    --------
    >>> line = {"births": 5_913, "reliability": "reliable", "lacking": 41}
    >>> [one["births"] for one in shown_figures([line, line], "en", exact=False)]
    [5913, 5913]
    >>> [one["births"] for one in shown_figures([line, line | {"lacking": 3}], "en", exact=False)]
    [5900, 5900]
    """
    if exact:
        return list(figures)
    kept = _without_small(figures)
    return [_rough(one, language) for one in kept] if in_hundreds(figures) else kept


def in_hundreds(figures: Sequence[Mapping[str, Any]]) -> bool:
    """Whether births of all registers together would tell how few one register lacks of any area or month."""
    return any(one.get("lacking", 0) < LEAST for one in figures)


def _rough(figure: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """A line with its births in hundreds, and in words."""
    births = figure["births"]
    if births is None:
        return figure
    read = "rough" if figure["reliability"] == "reliable" else figure["reliability"]
    said = told_roughly(births, language)
    return {**figure, "births": _nearest(births), "births_said": said, "reliability": read}


def _without_small(figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Figures of which the first is the total, without those that are small or reveal a small one."""
    counts = [one["births"] for one in figures[1:]]
    if not counts or sum(counts) > figures[0]["births"]:
        return list(figures)
    rest = figures[0]["births"] - sum(counts)  # births of no area stand in the total only
    published = publish_counts([*counts, *([rest] if rest else [])], axes=("area",)).part()
    kept = [
        one if births >= 0 else {**one, "births": None, "reliability": "suppressed"}
        for one, births in zip(figures[1:], published.tolist(), strict=False)
    ]
    return [figures[0], *kept]


def told_kinds(told: Sequence[Told]) -> list[Mapping[str, int | None]]:
    """Records by kind of each register; None where a number is left out.

    A record of one register differs from one of another, so a kind that is small in any register is left out
    of all. Where one of the numbers is small that follow from one another, all of them are left out.

    Examples
    --------
    >>> first = {"only-here": 40, "sex-differs": 3, "day-differs": 25, "entered-twice": 12, "elsewhere": 31}
    >>> second = {"only-here": 31, "sex-differs": 44, "day-differs": 21, "entered-twice": 11, "elsewhere": 40}
    >>> [one["sex-differs"] for one in told_kinds([first, second])]
    [None, None]
    >>> told_kinds([first, second])[0]["only-here"]
    40
    >>> print(told_kinds([first, second | {"elsewhere": 2}])[0]["only-here"])
    None
    """
    left_out = {kind for kind in _OTHERS if any(one.get(kind, 0) < LEAST for one in told)}
    if gives_away(told):
        left_out |= set(_BY_SUBTRACTION)
    return [{kind: None if kind in left_out else number for kind, number in one.items()} for one in told]


def rounded_links(pairs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was found of every two registers, with the numbers of links rounded."""
    return [
        {
            **pair, "links": _nearest(pair["links"]), "by_weight": _nearest(pair["by_weight"]),
            "certain": {"all": _nearest(sum(pair["certain"].values()))},
        }
        for pair in pairs
    ]  # fmt: skip


def _nearest(number: int) -> int:
    return (number + _COARSE // 2) // _COARSE * _COARSE
