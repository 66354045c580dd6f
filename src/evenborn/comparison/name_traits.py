"""What two spellings of one person's name may still have in common."""

import re
from typing import Final, cast

import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.codes.names import HAN
from evenborn.registers.codes.names_pinyin import pinyin_columns
from evenborn.registers.codes.names_simplified import simplified
from evenborn.registers.codes.surname_sounds import COMPOUND_SURNAMES

_IS_HAN = re.compile(f"[{HAN}]")
_VAGUE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("f", "h"))
_NO_LETTER = re.compile(r"[^\w]+|_")
_VOWELS = re.compile(r"[aeiouhwy]")


def name_traits(names: "pa.StringArray") -> "dict[str, pa.StringArray]":
    """Traits of a column of names, by the endings of :data:`~evenborn.comparison.traits.NAME_TRAITS`.

    Parameters
    ----------
    names : pyarrow.StringArray, length n
        As :func:`~evenborn.registers.codes.names.read_person_name` returns them; null where not given.

    Returns
    -------
    dict of str to pyarrow.StringArray
        Each of length n; null where the name is, or is too short to have the trait.

    Examples
    --------
    >>> traits = name_traits(pa.array(["张晓明", "Maria da Silva"]))
    >>> traits["_less2"].to_pylist(), traits["_vague"].to_pylist()
    (['张明', 'MARIA SILVA'], ['zanxiaomin', 'mrdslv'])
    >>> traits["_surname"].to_pylist(), traits["_mixed"].to_pylist()
    (['张', 'SILVA'], ['张明晓', 'DA MARIA SILVA'])
    """
    encoded = names.dictionary_encode()
    different = cast("list[str]", encoded.dictionary.to_pylist())
    words = [_words(name) for name in different]
    sounds = cast("list[str]", pinyin_columns(cast("pa.StringArray", encoded.dictionary)).to_pylist())
    traits: dict[str, list[str | None]] = {
        "": [_joined(one) for one in words],
        "_sound": list(sounds),
        "_vague": [_vague(sound, one) for sound, one in zip(sounds, words, strict=True)],
        "_mixed": [_joined(sorted(one)) for one in words],
        "_surname": [_surname(one) for one in words],
    }
    for place in range(3):
        traits[f"_less{place + 1}"] = [_without(one, place) for one in words]
    return {
        ending: cast("pa.StringArray", pa.array(texts, pa.string()).take(encoded.indices))
        for ending, texts in traits.items()
    }


def _words(name: str) -> list[str]:
    """Han characters one by one; words of other letters in capitals."""
    if _IS_HAN.search(name):
        return [character for character in simplified(name) if character not in "· "]
    return _NO_LETTER.sub(" ", name.upper()).split()


def _joined(words: list[str]) -> str:
    return (" " if len(words[0]) > 1 else "").join(words) if words else ""


def _without(words: list[str], place: int) -> str | None:
    """The name without one of its characters or words; a single character says too little to be compared."""
    left = words[:place] + words[place + 1 :]
    return _joined(left) if place < len(words) and sum(map(len, left)) > 1 else None


def _surname(words: list[str]) -> str | None:
    """The first character or a compound surname; of a name in words the last one."""
    if not words:
        return None
    if len(words[0]) > 1:
        return words[-1]
    return "".join(words[:2]) if len(words) > 2 and "".join(words[:2]) in COMPOUND_SURNAMES else words[0]


def _vague(sound: str, words: list[str]) -> str:
    """Pinyin without the distinctions that dialects lose; of a name in words what is left without vowels."""
    if words and len(words[0]) > 1:
        return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", sound)) or sound
    for one, other in _VAGUE:
        sound = sound.replace(one, other)
    return sound
