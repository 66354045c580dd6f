"""A number of 64 bits for each text of a column, by which texts are compared without keeping them.

The bytes of a text, eight at a time, are mixed into the number by the finaliser of SplitMix64, every step of
which can be undone: texts of the same length that differ in eight bytes only never have the same number, and
any two different texts have it with probability 2⁻⁶⁴. It is no cipher: whoever knows the seed can go back.

References
----------
Steele GL, Lea D, Flood CH. Fast splittable pseudorandom number generators. OOPSLA 2014, 453–472; the
constants are variant 13 of D. Stafford, "Better bit mixing", 2011.
"""

from typing import Final, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.registers.codes.text_bytes import BLOCK, TextBytes, text_bytes

Keys = npt.NDArray[np.uint64]

_WORD: Final = 8
_KEPT: Final = np.array([(1 << 8 * length) - 1 for length in range(_WORD + 1)], np.uint64)
"""What is kept of a word of which only the first bytes belong to the text."""
_STEPS: Final = tuple(
    (np.uint64(shift), np.uint64(factor))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))
)


def text_keys(texts: "pa.StringArray", seed: int) -> "pa.UInt64Array":
    """Numbers that are the same where two texts are, and hardly ever else; null where a text is null.

    Parameters
    ----------
    texts : pyarrow.StringArray, length n
    seed : int
        Of 64 bits; the same for all columns that are compared.

    Returns
    -------
    pyarrow.UInt64Array, length n

    Examples
    --------
    >>> one, other, same, none = text_keys(pa.array(["王五", "王六", "王五", None]), 1).to_pylist()
    >>> one == same, one == other, none
    (True, False, None)
    """
    rows = text_bytes(texts)
    padded = TextBytes(np.append(rows.data, np.zeros(_WORD, np.uint8)), rows.starts, rows.lengths)
    words = np.ndarray((len(rows.data) + 1,), "<u8", padded.data.data, strides=(1,))
    blocks = [np.zeros(0, np.uint64)]
    for first in range(0, len(texts), BLOCK):
        blocks.append(_keys(padded.part(slice(first, first + BLOCK)), words, np.uint64(seed)))
    is_null = None if not texts.null_count else texts.is_null().to_numpy(zero_copy_only=False)
    return cast("pa.UInt64Array", pa.array(np.concatenate(blocks), mask=is_null))


def _keys(rows: TextBytes, words: Keys, seed: np.uint64) -> Keys:
    keys = _mixed(rows.lengths.astype(np.uint64) ^ seed)
    for first in range(0, int(rows.lengths.max(initial=0)), _WORD):
        longer = rows.lengths > first
        if longer.all():
            keys = _mixed(keys ^ _word(rows, words, first))
        else:
            where = np.flatnonzero(longer)
            keys[where] = _mixed(keys[where] ^ _word(rows.part(where), words, first))
    return keys


def _word(rows: TextBytes, words: Keys, first: int) -> Keys:
    """Bytes ``first`` to ``first + 8`` of each text, noughts behind its end."""
    return words[rows.starts + first] & _KEPT[np.minimum(rows.lengths - first, _WORD)]


def _mixed(keys: Keys) -> Keys:
    for shift, factor in _STEPS:
        keys ^= keys >> shift
        keys *= factor
    return keys
