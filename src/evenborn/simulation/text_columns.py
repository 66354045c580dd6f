"""Columns of texts, put together a whole column at a time."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Texts: TypeAlias = "pa.StringArray"
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def at(column: Texts, rows: npt.NDArray[np.integer[Any]]) -> Texts:
    """The cells of some rows, in the order given.

    Examples
    --------
    >>> at(pa.array(["a", "b"]), np.array([1, 1, 0])).to_pylist()
    ['b', 'b', 'a']
    """
    places: Any = pa.array(rows, pa.int64())
    return column.take(places)


def texts_at(column: Texts, rows: Numbers) -> list[str | None]:
    """The same as a list."""
    return list(at(column, rows).to_pylist())


def chosen(words: Sequence[str], places: npt.NDArray[np.integer[Any]]) -> Texts:
    """One of a few words for each row."""
    return at(pa.array(list(words), pa.string()), places)


def repeated(word: str | None, times: int) -> Texts:
    """The same word, or a blank, in every row."""
    return at(pa.array([word], pa.string()), np.zeros(times, dtype=np.int64))


def where(kept: Flags, column: Texts) -> Texts:
    """The texts where they are kept, null elsewhere."""
    found: Texts = pc.if_else(pa.array(kept), column, pa.scalar(None, pa.string()))
    return found


def either(first: Flags, one: Texts, other: Texts) -> Texts:
    """From one column where ``first`` holds, else from the other."""
    found: Texts = pc.if_else(pa.array(first), one, other)
    return found


def joined(*parts: "Texts | str") -> Texts:
    """Texts put together; null where a part is null."""
    written: Any = [*parts, ""]
    found: Texts = pc.binary_join_element_wise(*written)
    return found


def replaced(column: Texts, rows: Numbers, texts: Sequence[str | None]) -> Texts:
    """A column with other texts in some of its cells.

    Examples
    --------
    >>> replaced(pa.array(["a", "b", "c"]), np.array([2, 0]), ["z", None]).to_pylist()
    [None, 'b', 'z']
    """
    if not len(rows):
        return column
    places = np.arange(len(column))
    places[rows] = len(column) + np.arange(len(rows))
    both: Any = pa.concat_arrays([column, pa.array(list(texts), pa.string())])
    return at(both, places)


def equals(column: Texts, word: str) -> Flags:
    """Which cells are that word.

    Examples
    --------
    >>> equals(pa.array(["a", None]), "a").tolist()
    [True, False]
    """
    same: Any = pc.equal(column, pa.scalar(word))
    return np.asarray(same.fill_null(False).to_numpy(zero_copy_only=False))


def whole_numbers(numbers: npt.NDArray[np.integer[Any]], digits: int = 1) -> Texts:
    """Numbers with at least so many digits.

    Examples
    --------
    >>> whole_numbers(np.array([7, 3250]), 2).to_pylist()
    ['07', '3250']
    """
    written: Texts = pa.array(numbers).cast(pa.string())
    return pc.utf8_lpad(written, digits, "0") if digits > 1 else written


def days(moments: npt.NDArray[np.datetime64]) -> Texts:
    """Days as ``2025-03-08``.

    Examples
    --------
    >>> days(np.array(["2025-03-08T14:05"], "datetime64[m]")).to_pylist()
    ['2025-03-08']
    """
    dates: Any = pa.array(moments.astype("datetime64[D]"), pa.date32())
    written: Texts = dates.cast(pa.string())
    return written


def minutes(moments: npt.NDArray[np.datetime64]) -> Texts:
    """Moments as ``2025-03-08 14:05``."""
    written: Any = pa.array(moments.astype("datetime64[s]"), pa.timestamp("s")).cast(pa.string())
    found: Texts = pc.utf8_slice_codeunits(written, 0, 16)
    return found
