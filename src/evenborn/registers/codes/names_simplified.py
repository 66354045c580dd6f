"""Are two names the same but for traditional characters? Simplified forms, for comparing only."""

from functools import cache
from typing import cast

import numpy as np
import opencc
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.codes.han_text import han_blocks
from evenborn.registers.codes.text_bytes import text_bytes

_BLOCKS = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))


def simplified(name: str) -> str:
    """The name in simplified characters, character by character; for comparing, never for storing.

    Parameters
    ----------
    name : str

    Notes
    -----
    Several traditional characters have one simplified form, and in names some stay as they are: 乾 is 干 in
    乾燥 but 乾 in 李乾, 於 stays a surname beside 于, 鍾 may be 钟 or 锺. Both sides of a comparison lose the
    same distinction, so equal names stay equal; what differed only there is held for equal. Words are not
    looked at, since a name is none.

    References
    ----------
    OpenCC 1.4 (Apache-2.0), the dictionary of characters from traditional to simplified; it is the one kept
    project with a free licence: zhconv is under the GPL, hanziconv stands still since 2016 and
    opencc-python-reimplemented since 2023.

    Examples
    --------
    >>> simplified("張偉"), simplified("尉遲恭"), simplified("张伟")
    ('张伟', '尉迟恭', '张伟')
    """
    return name.translate(_characters())


def simplified_columns(names: "pa.StringArray") -> "pa.StringArray":
    """A column of names as :func:`simplified` gives them; null stays null.

    Parameters
    ----------
    names : pyarrow.StringArray, length n

    Examples
    --------
    >>> simplified_columns(pa.array(["張偉", None, "张伟", "Li"])).to_pylist()
    ['张伟', None, '张伟', 'Li']
    """
    stays = np.zeros(len(names), np.bool_)
    for positions, characters in han_blocks(text_bytes(names)):
        stays[positions] = ~_is_traditional()[characters].any(axis=1)
    if stays.all():
        return names
    others = pa.array(~stays)
    made = [None if name is None else simplified(name) for name in names.filter(others).to_pylist()]
    return cast("pa.StringArray", pc.replace_with_mask(names, others, pa.array(made, pa.string())))


@cache
def _is_traditional() -> NDArray[np.bool_]:
    """By code point, whether a character has another simplified form."""
    table = np.zeros(1 << 16, np.bool_)
    table[[code for code in _characters() if code < len(table)]] = True
    return table


@cache
def _characters() -> dict[int, str]:
    """Each character converted on a line of its own, so that no word is seen in its neighbours."""
    characters = [chr(code) for block in _BLOCKS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(character): simple for character, simple in pairs if character != simple}
