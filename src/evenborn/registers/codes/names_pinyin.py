"""How does a name sound? Toneless pinyin, by which homophones and romanised names are held together.

A character has the reading that it has most often; in a surname, the one it has there. A reading that
only a phrase would tell is not looked for: what counts is that the same name always sounds the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.registers.codes.han_text import CodePoints, han_blocks
from evenborn.registers.codes.names import HAN
from evenborn.registers.codes.once_each import once_each
from evenborn.registers.codes.surname_sounds import COMPOUND_SURNAMES, SURNAMES
from evenborn.registers.codes.text_bytes import BLOCK, Positions, text_bytes

_GIVEN = {"长": "chang", "長": "chang"}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


@dataclass(frozen=True)
class _Table:
    """Syllables, and which of them each character has at the head of a name and elsewhere (0: none)."""

    syllables: "pa.StringArray"
    first: npt.NDArray[np.int16]
    further: npt.NDArray[np.int16]
    compounds: dict[tuple[int, int], tuple[int, int]]


def toneless_pinyin(name: str) -> str:
    """Pinyin of a name, in lower case, without tones, blanks or separators; ü is written v.

    Parameters
    ----------
    name : str
        As :func:`~evenborn.registers.codes.names.read_person_name` returns it. Letters stay, without
        accents; a character without a known reading stays as it is.

    References
    ----------
    GB/T 16159-2012, basic rules of the Chinese phonetic alphabet orthography; GB/T 28039-2011, rules for
    the names of persons.

    Examples
    --------
    >>> toneless_pinyin("曾吕"), toneless_pinyin("尉迟恭"), toneless_pinyin("Lǚ, Na")
    ('zenglv', 'yuchigong', 'lvna')
    """
    readings = _readings()
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        head, rest = "".join(COMPOUND_SURNAMES[name[:2]]), name[2:]
    else:
        head, rest = SURNAMES.get(name[:1]) or _sound(name[:1], readings), name[1:]
    return head + "".join(_GIVEN.get(character) or _sound(character, readings) for character in rest)


def pinyin_columns(texts: "pa.StringArray") -> "pa.StringArray":
    """Pinyin of a column of names as :func:`toneless_pinyin` gives it; null stays null.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n

    Examples
    --------
    >>> pinyin_columns(pa.array(["单雄信", None, "Zhang San"])).to_pylist()
    ['shanxiongxin', None, 'zhangsan']
    """
    table = _table()
    pieces, where = [pa.array([], pa.string())], [np.zeros(0, np.int64)]
    for positions, characters in han_blocks(text_bytes(texts)):
        known = table.further[characters] > 0
        good = (known | (characters == 0)).all(axis=1)
        pieces.append(_joined(characters[good], table))
        where.append(positions[good])
    done: Positions = np.concatenate(where)
    if len(done) == len(texts):
        return pa.concat_arrays(pieces)
    others = np.ones(len(texts), np.bool_)
    others[done] = False
    pieces.extend(_of_others(texts, np.flatnonzero(others)))
    order = np.empty(len(texts), np.int64)
    order[np.concatenate([done, np.flatnonzero(others)])] = np.arange(len(texts))
    return pa.concat_arrays(pieces).take(pa.array(order, pa.int64()))


def _joined(characters: CodePoints, table: _Table) -> "pa.StringArray":
    syllables = table.further[characters]
    syllables[:, 0] = table.first[characters[:, 0]]
    if characters.shape[1] > 2:
        for (one, two), sounds in table.compounds.items():
            here = (characters[:, 0] == one) & (characters[:, 1] == two) & (characters[:, 2] > 0)
            syllables[here, :2] = sounds
    columns: list[Any] = [table.syllables.take(pa.array(column)) for column in syllables.T]
    return cast("pa.StringArray", pc.binary_join_element_wise(*columns, ""))


def _of_others(texts: "pa.StringArray", positions: Positions) -> "list[pa.StringArray]":
    known: dict[str | None, str | None] = {}
    blocks = (positions[first : first + BLOCK] for first in range(0, len(positions), BLOCK))
    return [
        pa.array(once_each(texts.take(pa.array(block, pa.int64())).to_pylist(), _or_null, known), pa.string())
        for block in blocks
    ]


def _or_null(text: str | None) -> str | None:
    return None if text is None else toneless_pinyin(text)


def _sound(character: str, readings: dict[str, str]) -> str:
    if character in readings:
        return readings[character]
    if re.fullmatch(f"[{HAN}]", character):
        return character
    folded = unicodedata.normalize("NFD", character.lower()).replace("u\u0308", "v").translate(_LETTERS)
    return "".join(letter for letter in folded if letter.isalpha())


@cache
def _readings() -> dict[str, str]:
    """Toneless reading of every character that pypinyin knows; each syllable is made toneless once."""
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 -- takes long
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 -- takes long

    toneless = {
        sound: to_normal(sound) for sound in {sounds.split(",")[0] for sounds in pinyin_dict.values()}
    }
    return {chr(code): toneless[sounds.split(",")[0]] for code, sounds in pinyin_dict.items()}


@cache
def _table() -> _Table:
    readings = _readings()
    every = sorted({*readings.values(), *SURNAMES.values(), *sum(COMPOUND_SURNAMES.values(), ())})
    number = {syllable: place for place, syllable in enumerate(every, start=1)}
    first, further = np.zeros(1 << 16, np.int16), np.zeros(1 << 16, np.int16)
    for character, sound in readings.items():
        if ord(character) < 1 << 16:
            further[ord(character)] = number[_GIVEN.get(character, sound)]
            first[ord(character)] = number[SURNAMES.get(character, sound)]
    compounds = {
        (ord(name[0]), ord(name[1])): (number[sounds[0]], number[sounds[1]])
        for name, sounds in COMPOUND_SURNAMES.items()
    }
    return _Table(pa.array(["", *every], pa.string()), first, further, compounds)
