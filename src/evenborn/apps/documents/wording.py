"""Words of a document in both languages, cleaned once, before any form is made of them."""

import re
from dataclasses import dataclass
from typing import Final

from evenborn.presentation.numbers import Language
from evenborn.presentation.text import REPLACEMENT, printable
from evenborn.registers.refusal import Refusal

LONGEST: Final = 32_767
"""UTF-16 units that a cell of a worksheet holds; a longer text could not be the same in every form."""

_NOT_IN_XML = re.compile("[\u061c\ufffe\uffff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""What turns text around, is not allowed in XML or is never seen, beside the control characters."""


@dataclass(frozen=True, slots=True)
class Both:
    """Words in English and in Chinese.

    Attributes
    ----------
    en, zh : str
    """

    en: str
    zh: str


Words = str | Both
"""Words of a description; plain text, such as a name, is the same in both languages."""


def written(words: Words, language: Language) -> str:
    r"""Write words in one language, on one line, as every form shows them.

    Control and direction characters become a visible mark; runs of spaces become one.

    Parameters
    ----------
    words : str or Both
    language : {"en", "zh"}

    Returns
    -------
    str

    Examples
    --------
    >>> written(Both("Births", "出生数"), "zh"), written("A \n B\u202e", "en")
    ('出生数', 'A B�')
    """
    text = words if isinstance(words, str) else getattr(words, language)
    return re.sub(" +", " ", _NOT_IN_XML.sub(REPLACEMENT, printable(text))).strip(" ")


def require_fitting(words: Words, where: str) -> None:
    """Refuse a text that is longer than a cell of a worksheet can hold.

    Parameters
    ----------
    words : str or Both
    where : str
        What the text is, for the sentence.

    Raises
    ------
    Refusal
        ``document-text-too-long``.
    """
    for text in (words,) if isinstance(words, str) else (words.en, words.zh):
        length = len(text) + sum(ord(character) > 0xFFFF for character in text)
        if length > LONGEST:
            raise Refusal("document-text-too-long", where=where, length=length, longest=LONGEST)


def require_said(words: Words, field: str) -> None:
    """Refuse a document that leaves out in either language what it must say.

    Raises
    ------
    Refusal
        ``document-without``, or ``document-text-too-long``.
    """
    require_fitting(words, field)
    if not (written(words, "en") and written(words, "zh")):
        raise Refusal("document-without", field=field)
