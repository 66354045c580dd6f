"""The bytes of a whole text column, as NumPy sees them, so that a million codes are read at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

BLOCK = 1 << 16
"""Rows worked on at a time: what they need stays in the processor's cache."""

_ZERO = ord("0")


@dataclass(frozen=True)
class TextBytes:
    """Where the bytes of each text of a column lie.

    Attributes
    ----------
    data : ndarray of uint8
        UTF-8 bytes of the whole column.
    starts : ndarray of int64, shape (n,)
        First byte of each text.
    lengths : ndarray of int64, shape (n,)
        Bytes of each text; 0 for an empty cell.
    """

    data: Bytes
    starts: Positions
    lengths: Positions

    def part(self, which: slice | Positions) -> "TextBytes":
        """Some of the texts."""
        return TextBytes(self.data, self.starts[which], self.lengths[which])

    def rows(self, positions: Positions, width: int) -> Bytes:
        """The texts at some positions, all of one width, as a matrix of bytes.

        Parameters
        ----------
        positions : ndarray of int64, shape (k,)
        width : int
            Bytes to take of each text, not more than it has.

        Returns
        -------
        ndarray of uint8, shape (k, width)
            Column after column in memory, for it is columns that are worked on.

        Examples
        --------
        >>> column = text_bytes(pa.array(["ab", None, "cd"]))
        >>> column.rows(np.array([0, 2]), 2).tolist()
        [[97, 98], [99, 100]]
        """
        if not len(positions):
            return np.zeros((0, width), np.uint8)
        starts = self.starts[positions]
        if starts[-1] - starts[0] == width * (len(starts) - 1) and (np.diff(starts) == width).all():
            together = self.data[starts[0] : starts[0] + width * len(starts)]
            return np.asfortranarray(together.reshape(-1, width))
        every: npt.NDArray[np.void] = np.ndarray(
            (len(self.data) - width + 1,), f"V{width}", self.data.data, strides=(1,)
        )
        return np.asfortranarray(every[starts].view(np.uint8).reshape(-1, width))

    def blocks(self, positions: Positions, width: int) -> Iterator[tuple[Positions, Bytes]]:
        """Positions and their bytes, at most :data:`BLOCK` at a time."""
        for first in range(0, len(positions), BLOCK):
            block = positions[first : first + BLOCK]
            yield block, self.rows(block, width)


def text_bytes(texts: "pa.StringArray | pa.Array[Any]") -> TextBytes:
    """Bytes of a column of texts; nothing is copied but the offsets.

    Parameters
    ----------
    texts : pyarrow.StringArray
        It may be a slice of another, and may hold nulls.

    Raises
    ------
    ValueError
        When the array is not of type string.

    Examples
    --------
    >>> text_bytes(pa.array(["男", None, "x"])).lengths.tolist()
    [3, 0, 1]
    """
    if texts.type != pa.string():
        raise ValueError(f"A column of texts has the type string, not {texts.type}.")
    _, offset_buffer, data_buffer = texts.buffers()
    if not len(texts) or offset_buffer is None:
        return TextBytes(np.zeros(0, np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64))
    every = np.frombuffer(memoryview(offset_buffer), np.int32)
    offsets = every[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    data = np.zeros(0, np.uint8) if data_buffer is None else np.frombuffer(memoryview(data_buffer), np.uint8)
    lengths: Positions = np.diff(offsets)
    if texts.null_count:
        lengths[np.asarray(pc.is_null(texts).to_numpy(zero_copy_only=False))] = 0
    return TextBytes(data, offsets[:-1], lengths)


def without(texts: "pa.StringArray", dropped: Truths) -> "pa.StringArray":
    """The texts with null in the place of each that is dropped.

    Examples
    --------
    >>> without(pa.array(["a", ""]), np.array([False, True])).to_pylist()
    ['a', None]
    """
    return pc.if_else(pa.array(dropped), None, texts) if dropped.any() else texts


def are_digits(rows: Bytes) -> Truths:
    """Which rows of a matrix of bytes are digits throughout.

    Examples
    --------
    >>> are_digits(text_bytes(pa.array(["12", "1x"])).rows(np.arange(2), 2)).tolist()
    [True, False]
    """
    return np.asarray(((rows - np.uint8(_ZERO)) < 10).all(axis=1))


def number(rows: Bytes) -> npt.NDArray[np.int32]:
    """The number that up to nine digits of each row make; meaningless where a byte is no digit.

    Examples
    --------
    >>> number(text_bytes(pa.array(["12", "07"])).rows(np.arange(2), 2)).tolist()
    [12, 7]
    """
    total = np.zeros(len(rows), np.int32)
    for place in range(rows.shape[1]):
        total = total * 10 + (rows[:, place] - np.uint8(_ZERO))
    return total
