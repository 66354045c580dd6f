"""Which codes a field may hold, what each means, and the words that people write for it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Meaning:
    """One entry of a code list.

    Attributes
    ----------
    name : str
        How the code calls it, such as ``"female"``.
    code : str
        The standard's code, such as ``"2"``; empty where there is none.
    en, zh : str
        What a person reads and picks.
    words : tuple of str
        Other words that are accepted, in lower case and half width.
    """

    name: str
    code: str
    en: str
    zh: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """All entries of one list.

    Attributes
    ----------
    name : str
        How definitions refer to it.
    source : str
        The standard or practice that it follows.
    meanings : tuple of Meaning
        In the order in which a drop-down shows them.
    meaning_of : mapping
        Name of the entry by each accepted word: its name, code, both readings and the other words.
    """

    name: str
    source: str
    meanings: tuple[Meaning, ...]
    meaning_of: Mapping[str, str]


def _list(name: str, content: Mapping[str, object]) -> CodeList:
    meanings = tuple(
        Meaning(key, entry.get("code", ""), entry["en"], entry["zh"], tuple(entry.get("words", ())))
        for key, entry in content.items()
        if isinstance(entry, dict)
    )
    meaning_of: dict[str, str] = {}
    for one in meanings:
        for word in (one.name, one.code, one.en, one.zh, *one.words):
            if not word:
                continue
            if meaning_of.setdefault(word.casefold(), one.name) != one.name:
                raise ValueError(f"The code list {name!r} gives the word {word!r} two meanings.")
    return CodeList(name, str(content.get("source", "")), meanings, meaning_of)


@cache
def code_lists() -> Mapping[str, CodeList]:
    """All code lists by name.

    Raises
    ------
    ValueError
        When a list gives one word two meanings.

    Examples
    --------
    >>> code_lists()["sex"].meaning_of["女婴"], code_lists()["sex"].meanings[0].code
    ('female', '1')
    """
    text = files("evenborn.registers").joinpath("definitions/code_lists.toml").read_text(encoding="utf-8")
    return {name: _list(name, content) for name, content in tomllib.loads(text).items()}
