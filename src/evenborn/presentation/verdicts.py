"""Verdicts of a comparison of registers in words: the one place for their names, sentences and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.words import say

__all__ = [
    "VERDICTS", "concealment_rule", "shown_tipping_point", "verdict_code", "verdict_name", "verdict_reason",
    "verdict_sentence", "what_to_do",
]  # fmt: skip

VERDICTS: Final = ("concealment", "both", "selection", "cannot-tell", "too-few", "no-excess")
"""In the order in which a reader has to act on them."""
_WITH_POINT: Final = frozenset({"both", "selection", "cannot-tell"})
"""Where it is of use to know how many hidden girls would explain the excess."""
_READ: Final = frozenset({"reliable", "rough"})
"""Of enough births; of rough ones the reader is told their number in hundreds."""
_BY_LOWER_END: Final = frozenset({"concealment", "both", "selection"})
"""Which of them holds is decided by the lower end of the ratio with all hidden births that are possible."""


def verdict_code(figure: Mapping[str, Any]) -> str:
    """Which of :data:`VERDICTS` holds for a line of a comparison.

    Examples
    --------
    >>> verdict_code({"verdict": "no excess"}), verdict_code({"verdict": None})
    ('no-excess', 'too-few')
    """
    return str(figure["verdict"]).replace(" ", "-") if figure["verdict"] else "too-few"


def shown_tipping_point(figure: Mapping[str, Any]) -> float | None:
    """The tipping point of a line whose births are shown.

    Examples
    --------
    >>> shown_tipping_point({"reliability": "reliable", "tipping_point": 58.6})
    58.6
    >>> shown_tipping_point({"reliability": "rough", "tipping_point": 58.6})
    58.6
    >>> print(shown_tipping_point({"reliability": "suppressed", "tipping_point": 58.6}))
    None
    """
    return figure["tipping_point"] if figure["reliability"] in _READ else None


def verdict_name(code: str, language: Language) -> str:
    """A verdict in a word or two, for a cell or the head of a group."""
    return say(f"registration.name.{code}", language)


def verdict_sentence(code: str, language: Language, tipping_point: float | None = None) -> str:
    """A verdict in a sentence, with the tipping point where that says more.

    Examples
    --------
    >>> print(verdict_sentence("both", "en", 3.25).partition(". ")[2])
    Hidden girls would have to be 3.2 times as many as estimated to explain the whole excess.
    """
    said = say(f"registration.verdict.{code}", language)
    if tipping_point is None or code not in _WITH_POINT:
        return said
    return paragraph([said, say("registration.tipping", language, times=f"{tipping_point:,.1f}")], language)


def verdict_reason(figure: Mapping[str, Any], reference: float, language: Language) -> str:
    """Which end of which ratio stands how to the level, for a verdict that rests on that; else empty.

    Examples
    --------
    >>> figure = {"verdict": "concealment", "reliability": "reliable", "births": 6460, "ratio": 120.8,
    ...           "lower": 115.0, "upper": 126.8, "corrected_lower": 91.6, "corrected_upper": 126.6}
    >>> print(verdict_reason(figure, 107.0, "en").partition(". ")[2])
    With the hidden births that are held possible it lies from 91.6 to 126.6, with its 95% interval: its \
lower end is not above 107, so hidden girls may explain all of the excess. The upper end does not decide.
    """
    code = verdict_code(figure)
    ends = figure.get("corrected_lower"), figure.get("corrected_upper")
    if figure["reliability"] not in _READ or code not in _BY_LOWER_END or None in ends:
        return ""
    lower, upper = (numbers.ratio(float(end)) for end in ends if end is not None)
    key = code if code != "concealment" or ends[0] <= reference else "concealment-close"  # type: ignore[operator]
    return say(
        f"registration.because.{key}", language, lower=lower, upper=upper,
        births=figure.get("births_said") or int(figure["births"]),
        ratio=numbers.ratio(figure["ratio"]), reference=numbers.level(reference),
        interval=numbers.interval(figure["lower"], figure["upper"], language, 1),
    )  # fmt: skip


def concealment_rule(figures: Iterable[Mapping[str, Any]], reference: float, language: Language) -> str:
    """When concealment is said, below lines of which some are called so; else empty."""
    if all(verdict_code(figure) != "concealment" for figure in figures):
        return ""
    return say("registration.because.rule", language, reference=numbers.level(reference))


def what_to_do(code: str, language: Language) -> str:
    """What follows from a verdict."""
    return say("registration.next-is", language, next=say(f"registration.next.{code}", language))
