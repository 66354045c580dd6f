"""In which language the command line answers: ``--lang``, else EVENBORN_LANG, else the locale."""

import os
from collections.abc import Sequence
from itertools import pairwise

from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal


def language_of_environment() -> Language:
    """Chinese where EVENBORN_LANG or the locale says so, English elsewhere."""
    for variable in ("EVENBORN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def chosen_language(option: str | None) -> Language:
    """The language that ``--lang`` names, or the environment's.

    Raises
    ------
    Refusal
        ``unknown-language``.
    """
    if option is None:
        return language_of_environment()
    for language in LANGUAGES:
        if option == language:
            return language
    raise Refusal("unknown-language", value=option, known=", ".join(LANGUAGES))


def typed_language(typed: Sequence[str]) -> Language:
    """The language that a command line names, if it can be seen there, or the environment's.

    Examples
    --------
    >>> typed_language(["ratio", "births.csv", "--lang", "zh"]), typed_language(["ratio", "--lang=en"])
    ('zh', 'en')
    """
    words = [part for word in typed for part in word.split("=", 1)]
    named = next((value for option, value in pairwise(words) if option == "--lang"), None)
    return next((language for language in LANGUAGES if language == named), language_of_environment())


def helped(name: str) -> str:
    """Help of a command or option, in the language of the environment."""
    return say(f"help.{name}", language_of_environment())
