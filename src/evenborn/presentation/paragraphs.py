"""Sentences one after the other: English parts them by a space, Chinese by nothing."""

from collections.abc import Iterable

from evenborn.presentation.numbers import Language

__all__ = ["paragraph"]


def paragraph(sentences: Iterable[str], language: Language) -> str:
    """Sentences as one paragraph.

    Examples
    --------
    >>> paragraph(["One.", "Two."], "en"), paragraph(["一。", "二。"], "zh")
    ('One. Two.', '一。二。')
    """
    return (" " if language == "en" else "").join(sentences)
