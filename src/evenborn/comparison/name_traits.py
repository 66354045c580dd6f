"""What two spellings of one person's name may still have in common."""

import re
from functools import cache
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.codes.han_text import han_blocks
from evenborn.registers.codes.name_shapes import shape_columns
from evenborn.registers.codes.names import HAN
from evenborn.registers.codes.names_pinyin import pinyin_columns
from evenborn.registers.codes.names_simplified import simplified_columns
from evenborn.registers.codes.text_bytes import text_bytes

_IS_HAN = re.compile(f"[{HAN}]")
_VAGUE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("f", "h"))
_NO_LETTER = re.compile(r"[^\w]+|_")
_VOWELS = re.compile(r"[aeiouhwy]")
_BEHIND: Final = 0x10FFFF  # sorts behind every character
_COMPOUND_SURNAMES: Final = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛东方皇甫尉迟公孙令狐慕容宇文司徒夏侯端木百里南宫轩辕独孤长孙拓跋呼延闻人赫连澹台"
        "钟离公冶宗政濮阳淳于单于太叔申屠公羊仲孙万俟第五司空亓官鲜于闾丘",
    )
)


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
    traits = traits_of_different(cast("pa.StringArray", encoded.dictionary))
    return {ending: one.take(encoded.indices) for ending, one in traits.items()}


def traits_of_different(written: "pa.StringArray") -> "dict[str, pa.StringArray]":
    """The same of names that are all different and none of them null."""
    different = simplified_columns(written)
    traits = _of_different(different, pinyin_columns(written))
    traits["_shape"] = shape_columns(different)
    return traits


def _of_different(names: "pa.StringArray", sounds: "pa.StringArray") -> "dict[str, pa.StringArray]":
    """Usual names, which are two or more Han characters, all at once; the others one by one."""
    usual = np.zeros(len(names), np.bool_)
    mixed = np.full(len(names), "", dtype="<U16")
    for positions, characters in han_blocks(text_bytes(names)):
        usual[positions] = (characters > 0).sum(axis=1) > 1
        ordered = characters.astype("<u4")
        ordered[ordered == 0] = _BEHIND
        ordered.sort(axis=1)
        ordered[ordered == _BEHIND] = 0
        mixed[positions] = np.ascontiguousarray(ordered).view(f"<U{ordered.shape[1]}")[:, 0]
    traits = _of_usual(names, sounds, mixed)
    others = np.flatnonzero(~usual)
    if not len(others):
        return traits
    where = pa.array(~usual)
    rest = [_of_other(str(names[place]), str(sounds[place])) for place in others.tolist()]
    return {
        ending: cast(
            "pa.StringArray",
            pc.replace_with_mask(one, where, pa.array([row[ending] for row in rest], pa.string())),
        )
        for ending, one in traits.items()
    }


@cache
def _compound() -> "pa.StringArray":
    """Compound surnames as a column; the first column that is made of a list takes long."""
    return pa.array(sorted(_COMPOUND_SURNAMES), pa.string())


def _of_usual(
    names: "pa.StringArray", sounds: "pa.StringArray", mixed: "NDArray[np.str_]"
) -> "dict[str, pa.StringArray]":
    length = pc.utf8_length(names)
    vague = sounds
    for one, other in _VAGUE:
        vague = pc.replace_substring(vague, one, other)
    two = pc.utf8_slice_codeunits(names, 0, 2)
    compound = pc.and_(pc.is_in(two, value_set=_compound()), pc.greater(length, pa.scalar(2)))
    traits: dict[str, Any] = {
        "": names,
        "_sound": sounds,
        "_vague": vague,
        "_mixed": pa.array(mixed, pa.string()),
        "_surname": pc.if_else(compound, two, pc.utf8_slice_codeunits(names, 0, 1)),
    }
    long = pc.greater(length, pa.scalar(2))
    for place in range(3):
        before: Any = pc.utf8_slice_codeunits(names, 0, place)
        rest: Any = pc.binary_join_element_wise(before, pc.utf8_slice_codeunits(names, place + 1), "")
        traits[f"_less{place + 1}"] = pc.if_else(long, rest, None)
    return traits


def _of_other(name: str, sound: str) -> dict[str, str | None]:
    words = _words(name)
    traits: dict[str, str | None] = {
        "": _joined(words),
        "_sound": sound,
        "_vague": _vague(sound, words),
        "_mixed": _joined(sorted(words)),
        "_surname": _surname(words),
    }
    for place in range(3):
        traits[f"_less{place + 1}"] = _without(words, place)
    return traits


def _words(name: str) -> list[str]:
    """Han characters one by one; words of other letters in capitals."""
    if _IS_HAN.search(name):
        return [character for character in name if character not in "· "]
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
    return "".join(words[:2]) if len(words) > 2 and "".join(words[:2]) in _COMPOUND_SURNAMES else words[0]


def _vague(sound: str, words: list[str]) -> str:
    """Pinyin without the distinctions that dialects lose; of a name in words what is left without vowels."""
    if words and len(words[0]) > 1:
        return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", sound)) or sound
    for one, other in _VAGUE:
        sound = sound.replace(one, other)
    return sound
