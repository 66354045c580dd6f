"""What are the places of the world called? Invented names that no real place bears, with their pinyin."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_STRIDE = 389
"""Prime to the number of stems, so that names that follow each other differ in both characters."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name in both languages, without the word for its kind.

    Examples
    --------
    >>> PlaceName("青禾", "Qinghe").of_kind("县", "County")
    PlaceName(zh='青禾县', en='Qinghe County')
    """

    zh: str
    en: str

    def of_kind(self, zh: str, en: str) -> "PlaceName":
        """The name with the word for its kind behind it."""
        return PlaceName(self.zh + zh, f"{self.en} {en}")


@cache
def stems() -> tuple[PlaceName, ...]:
    """Names of two characters, in an order that mixes them.

    Examples
    --------
    >>> len(stems()) == len(set(stems())) > 1188
    True
    """
    words = place_words()
    taken = set(words["taken"])
    pairs = [(one.split(), two.split()) for one in words["first"] for two in words["second"]]
    names = [
        PlaceName(one[0] + two[0], (one[1] + two[1]).capitalize())
        for one, two in pairs
        if one[0] != two[0] and one[0] + two[0] not in taken
    ]
    return tuple(names[position * _STRIDE % len(names)] for position in range(len(names)))


def stem(position: int) -> PlaceName:
    """A name of two characters; positions beyond the last begin anew."""
    return stems()[position % len(stems())]


def long_stem(position: int) -> PlaceName:
    """A name of three characters, for townships."""
    name, thirds = stem(position), place_words()["third"]
    zh, en = thirds[position % len(thirds)].split()
    return PlaceName(name.zh + zh, name.en + en)


@cache
def place_words() -> dict[str, Any]:
    """What ``names/places.toml`` holds."""
    text = resources.files("evenborn.simulation").joinpath("names/places.toml").read_text("utf-8")
    return tomllib.loads(text)
