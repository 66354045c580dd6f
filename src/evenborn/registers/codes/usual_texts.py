"""Which texts of a whole column need no reading, for they are spelled as usual? All judged at once."""

import numpy as np
import numpy.typing as npt

from evenborn.registers.codes.text_bytes import Bytes, TextBytes, Truths, are_digits

_DASHES = np.zeros(256, np.bool_)
_DASHES[[ord(character) for character in "-./"]] = True

_NEVER = np.ones(256, np.bool_)
_NEVER[ord("!") : ord("~") + 1] = False
_NEVER[0x80:0xC0] = False  # what follows a leading byte
_NEVER[0xE4:0xEA] = False  # leading bytes of U+4000 to U+9FFF
_FIRST_LEAD, _FIRST_FOLLOWER = 0xE4, 0xB8
"""First bytes of U+4E00; a smaller second byte makes a character below it."""


def usual_texts(rows: TextBytes, longest: int) -> Truths:
    """Which texts are printable ASCII without blanks and Han characters of U+4E00 to U+9FFF.

    Parameters
    ----------
    rows : TextBytes
        Valid UTF-8 of n texts.
    longest : int
        Bytes; a longer text is not called usual, nor is an empty one, nor one that begins with a dash, dot
        or stroke, as what stands for an empty cell does.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> import pyarrow as pa
    >>> from evenborn.registers.codes.text_bytes import text_bytes
    >>> usual_texts(text_bytes(pa.array(["2025-01", "云溪县", "a b", "——", "-", ""])), 20).tolist()
    [True, True, False, False, False, False]
    """
    usual: Truths = (rows.lengths > 0) & (rows.lengths <= longest)
    if not usual.any():
        return usual
    usual[usual] = ~_DASHES[rows.data[rows.starts[usual]]]
    first, last = int(rows.starts[0]), int(rows.starts[-1] + rows.lengths[-1])
    data = rows.data[first:last]
    spoiled = np.flatnonzero(_spoils(data)) + first
    usual[np.searchsorted(rows.starts, spoiled, side="right") - 1] = False
    return usual


def _spoils(data: Bytes) -> npt.NDArray[np.bool_]:
    """Which bytes keep a text from being usual."""
    spoils = _NEVER[data]
    below = (data[:-1] == _FIRST_LEAD) & (data[1:] < _FIRST_FOLLOWER)
    spoils[1:] |= below
    return spoils


def usual_certificates(rows: TextBytes) -> Truths:
    """Which texts are a capital letter and nine digits.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from evenborn.registers.codes.text_bytes import text_bytes
    >>> usual_certificates(text_bytes(pa.array(["U620000001", "u620000001", ""]))).tolist()
    [True, False, False]
    """
    usual = np.zeros(len(rows.lengths), np.bool_)
    for positions, block in rows.blocks(np.flatnonzero(rows.lengths == 10), 10):
        usual[positions] = ((block[:, 0] - np.uint8(ord("A"))) < 26) & are_digits(block[:, 1:])
    return usual
