"""In which language the command line answers: ``--lang``, else EVENBORN_LANG, else the locale."""

import os

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


def helped(name: str) -> str:
    """Help of a command or option, in the language of the environment."""
    return say(f"help.{name}", language_of_environment())
