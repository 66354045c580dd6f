"""The characters of a whole column of Chinese names, as numbers that tables can be indexed with."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evenborn.registers.codes.text_bytes import BLOCK, Bytes, Positions, TextBytes, Truths

CodePoints = npt.NDArray[np.uint16]

LONGEST = 6
"""Characters of a name that the fast lanes read; two of a surname, two of a given name, "之子"."""


_FITTING = np.arange(3 * LONGEST + 2) % 3 == 0
_FITTING[[0, -1]] = False


@dataclass(frozen=True)
class HanTexts:
    """Characters of k texts, one text behind the other.

    Attributes
    ----------
    positions : ndarray of int64, shape (k,)
        Where the texts stand in their column.
    characters : ndarray of uint16
        0 where the bytes are no character of three.
    starts, ends : ndarray of int64, shape (k,)
        First character of each text, and the one behind its last.
    """

    positions: Positions
    characters: npt.NDArray[np.uint16]
    starts: Positions
    ends: Positions

    def text_of(self, places: Positions) -> Positions:
        """To which of the texts the characters at some places belong."""
        return np.searchsorted(self.ends, places, side="right")


def han_texts(rows: TextBytes) -> HanTexts:
    """All texts that are as long as 1 to 6 characters of three bytes each; see :func:`han_blocks`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from evenborn.registers.codes.text_bytes import text_bytes
    >>> found = han_texts(text_bytes(pa.array(["王五", "", "Li", "Lee"])))
    >>> found.positions.tolist(), found.characters.tolist(), found.ends.tolist()
    ([0, 3], [29579, 20116, 0], [2, 3])
    """
    fitting = _FITTING[np.minimum(rows.lengths, len(_FITTING) - 1)]
    positions = np.flatnonzero(fitting)
    lengths = rows.lengths[positions]
    ends = np.cumsum(lengths)
    triples = _bytes_of(rows, fitting).reshape(-1, 3)
    lead, second, third = triples.T
    characters: CodePoints = (
        (lead & 0x0F).astype(np.uint16) << 12 | (second & 0x3F).astype(np.uint16) << 6 | (third & 0x3F)
    ).astype(np.uint16, copy=False)
    characters[(lead & 0xF0) != 0xE0] = 0
    return HanTexts(positions, characters, (ends - lengths) // 3, ends // 3)


def _bytes_of(rows: TextBytes, wanted: Truths) -> Bytes:
    """The bytes of the wanted texts, one behind the other."""
    if not wanted.any():
        return np.zeros(0, np.uint8)
    first, last = rows.starts[0], rows.starts[-1] + rows.lengths[-1]
    gaps = np.diff(rows.starts, append=last) - rows.lengths  # a null may have bytes that are no text
    if gaps.any():
        starts, lengths = rows.starts[wanted], rows.lengths[wanted]
        before = np.cumsum(lengths) - lengths
        places: Positions = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
        return rows.data[places]
    together = rows.data[first:last]
    if not rows.lengths[~wanted].any():
        return together
    taken: Bytes = together[np.repeat(wanted, rows.lengths)]
    return taken


def han_blocks(rows: TextBytes) -> Iterator[tuple[Positions, CodePoints]]:
    """Positions and characters of all texts that are 1 to 6 characters of three bytes each.

    Parameters
    ----------
    rows : TextBytes
        Valid UTF-8, as every Arrow array of strings is; there, three bytes a character means U+0800 to
        U+FFFF, which holds all but the rare Han characters.

    Yields
    ------
    positions : ndarray of int64, shape (k,)
    characters : ndarray of uint16, shape (k, longest of the block)
        0 behind the end of a text.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from evenborn.registers.codes.text_bytes import text_bytes
    >>> [(where.tolist(), found.tolist()) for where, found in han_blocks(text_bytes(pa.array(["王", "Li"])))]
    [([0], [[29579]])]
    """
    for first in range(0, len(rows.lengths), BLOCK):
        texts = han_texts(rows.part(slice(first, first + BLOCK)))
        lengths = texts.ends - texts.starts
        characters = np.zeros((len(lengths), int(lengths.max(initial=0))), np.uint16)
        characters[np.arange(characters.shape[1]) < lengths[:, None]] = texts.characters
        good = np.count_nonzero(characters, axis=1) == lengths
        if good.any():
            yield texts.positions[good] + first, characters[good]
