"""What is written when a name is only heard? Another character of the same sound."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def homophones() -> Mapping[str, str]:
    """By character the others that sound alike but for the tone.

    Examples
    --------
    >>> "玮" in homophones()["伟"], "伟" in homophones()["伟"]
    (True, False)
    """
    text = resources.files("evenborn.simulation").joinpath("names/homophones.toml").read_text("utf-8")
    return {
        character: group.replace(character, "")
        for group in tomllib.loads(text).values()
        for character in group
    }


@cache
def name_characters() -> str:
    """Characters that a hand slips to: every one that has a homophone, in a fixed order."""
    return "".join(sorted(homophones()))
