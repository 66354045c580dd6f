"""What is said to a person: every sentence of Evenborn, in English and Chinese side by side.

The words stand in the ``*.toml`` files of this folder, one file a subject, each key with its
``en`` and its ``zh``; those of the office's pages stand with the pages, in the ``words.toml`` of each app
and of the rooms in it.
They are read once, when the first of them is needed.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from evenborn.presentation import numbers
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.text import printable
from evenborn.registers.refusal import Refusal

__all__ = ["LANGUAGES", "Language", "catalogue", "say", "sentence"]

Fact = str | int | float


def say(key: str, language: Language, /, **facts: Fact) -> str:
    """Say one thing in one language.

    Parameters
    ----------
    key : str
        Which words, such as ``"column.births"``.
    language : {"en", "zh"}
    **facts : str, int or float
        What the words name in braces. Integers are grouped by thousands, floats lose their
        trailing noughts, strings lose characters that a screen must not obey. Pass a year or a
        code as a string.

    Words may say what follows a number in the singular and the plural: ``{months:month|months}``.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        When the key has no words, or the words name a fact that was not given.

    Examples
    --------
    >>> say("column.births", "en"), say("column.births", "zh")
    ('Births', '出生数')
    >>> say("owed.missing", "en", count=1)
    '1 month is missing and nobody was reminded of it'
    """
    words = catalogue().get(key)
    if words is None:
        raise KeyError(f"No words are written for the key {key!r}.")
    shown = {name: _shown(fact, language) for name, fact in facts.items()}
    try:
        return words[language].format_map(shown)
    except KeyError as missing:
        raise KeyError(f"The words of {key!r} name the fact {missing}, which was not given.") from None


def sentence(refusal: Refusal, language: Language) -> str:
    """Say why a file or a request was refused: what happened, where, and what to do.

    A fact ``cause`` that names an error of the operating system, such as ``ENOSPC``, is put into words.

    Examples
    --------
    >>> sentence(Refusal("same-output-twice", file="report.html"), "en")
    'report.html is named for two results. Give each result a name of its own.'
    """
    facts = dict(refusal.facts)
    if f"cause.{facts.get('cause')}" in catalogue():
        facts["cause"] = say(f"cause.{facts['cause']}", language)
    said = say(f"refusal.{refusal.code}", language, **facts)
    more = refusal.facts.get("more", 0)
    if not more:
        return said
    further = say(
        "further.duplicate-rows" if refusal.code == "duplicate-rows" else "further.cells", language, more=more
    )
    return f"{said} {further}" if language == "en" else said + further


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Return all words: key to language to text.

    Raises
    ------
    ValueError
        When a key is written twice or lacks a language.
    """
    words: dict[str, Mapping[Language, str]] = {}
    for file in _files():
        for key, texts in _leaves("", tomllib.loads(file.read_text(encoding="utf-8"))):
            if key in words:
                raise ValueError(f"The key {key!r} is written twice, the second time in {file}.")
            words[key] = texts
    return words


def _files() -> Iterator[Traversable]:
    """The files of this folder, then those of the pages."""
    yield from sorted(
        (file for file in files(__name__).iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    package = files("evenborn")
    rooms = [package / "site", package / "web", *_folders(package / "apps")]
    inner = [folder for room in rooms for folder in _folders(room)]
    yield from (words for room in [*rooms, *inner] if (words := room / "words.toml").is_file())


def _folders(room: Traversable) -> list[Traversable]:
    return sorted((path for path in room.iterdir() if path.is_dir()), key=lambda path: path.name)


def _leaves(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[Language, str]]]:
    if set(table) == set(LANGUAGES) and all(isinstance(text, str) for text in table.values()):
        yield prefix, {language: table[language] for language in LANGUAGES}
        return
    for name, inner in table.items():
        if not isinstance(inner, Mapping):
            raise ValueError(
                f"The key {prefix!r} has {name!r} where only the languages {LANGUAGES} may stand."
            )
        yield from _leaves(f"{prefix}.{name}" if prefix else name, inner)


def _shown(fact: Fact, language: Language) -> "_Shown":
    if isinstance(fact, str):
        return _Shown(printable(fact))
    return _Shown(numbers.count(fact, language) if isinstance(fact, int) else numbers.level(fact))


class _Shown(str):
    """A fact as it is read; behind a colon, what stands with one of it and with any other number.

    ``{count:row|rows}`` writes the number and the noun, ``{count:!is|are}`` the second word alone.
    """

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(self)
        one, _, several = forms.removeprefix("!").partition("|")
        form = one if self == "1" else several
        return form if forms.startswith("!") else f"{self} {form}"
