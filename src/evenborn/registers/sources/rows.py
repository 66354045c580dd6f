"""Rows of a register in file order, batch after batch: every cell as text, every row with its number.

The counting of births groups raw values and needs no row numbers; a check tells people which row to
correct, so it reads the rows as they follow one another.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Queue
from threading import Event, Thread
from typing import Generic, Protocol, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evenborn.registers.codes.text_bytes import Positions, Truths, text_bytes
from evenborn.registers.mapping import Header

_AHEAD = 2  # batches that are read while one is being checked
_ENOUGH = 50_000  # rows

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A row that is not laid out like the header: its number, how many cells it has, and its text."""

    row: int
    cells: int
    text: str


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Some rows of a file.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Number of each row as a spreadsheet counts.
    columns : tuple of pyarrow.StringArray, each of length n
        Cells of every column of the file, as they stand; an empty cell is an empty text.
    damaged : tuple of DamagedRow
        Rows met on the way that could not be laid out.
    """

    rows: NDArray[np.int64]
    columns: tuple[pa.StringArray, ...]
    damaged: tuple[DamagedRow, ...] = ()


class RowSource(Protocol):
    """One open file of a register.

    Attributes
    ----------
    format, encoding, sheet, sha256 : str or None
        What was found out about the file.
    head : list of (row, cells)
        Its first rows.
    """

    format: str
    encoding: str | None
    sheet: str | None
    sha256: str
    head: list[tuple[int, list[str]]]

    def batches(self, header: Header) -> Iterator[RowBatch]:
        """All rows below the header; may be asked for again, and reads the file again."""


def with_numbers(first: int, columns: Sequence[pa.StringArray]) -> RowBatch:
    """A batch whose rows follow one another from number ``first`` on."""
    length = len(columns[0]) if columns else 0
    return RowBatch(np.arange(first, first + length, dtype=np.int64), tuple(columns))


def together(batches: Iterable[RowBatch]) -> Iterator[RowBatch]:
    """Small batches joined into larger ones, on which NumPy and the engine lose no time.

    Examples
    --------
    >>> small = [with_numbers(number, [pa.array(["男"])]) for number in (2, 3, 4)]
    >>> [batch.rows.tolist() for batch in together(small)]
    [[2, 3, 4]]
    """
    waiting: list[RowBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(len(one.rows) for one in waiting) >= _ENOUGH:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(batches: Sequence[RowBatch]) -> RowBatch:
    columns = zip(*(batch.columns for batch in batches), strict=True)
    return RowBatch(
        np.concatenate([batch.rows for batch in batches]),
        tuple(pa.concat_arrays(pieces) for pieces in columns),
        tuple(damaged for batch in batches for damaged in batch.damaged),
    )


def without_empty_rows(batch: RowBatch, places: Iterable[int]) -> RowBatch:
    """The batch without rows that say nothing in any of the columns at ``places``.

    Examples
    --------
    >>> columns = pa.array(["a", " ", ""]), pa.array(["", "　", "b"])
    >>> without_empty_rows(with_numbers(2, columns), (0, 1)).rows.tolist()
    [2, 4]
    """
    empty = np.arange(len(batch.rows))
    for place in places:
        if not len(empty):
            return batch
        empty = empty[_are_blank(batch.columns[place], empty)]
    full = np.ones(len(batch.rows), np.bool_)
    full[empty] = False
    kept = pa.array(full)
    return RowBatch(batch.rows[full], tuple(one.filter(kept) for one in batch.columns), batch.damaged)


def _are_blank(column: pa.StringArray, where: Positions) -> Truths:
    """Which of some cells hold nothing but blanks."""
    rows = text_bytes(column).part(where)
    blank: Truths = rows.lengths == 0
    first = rows.data[rows.starts[~blank]]
    doubtful = np.flatnonzero(~blank)[(first <= ord(" ")) | (first >= 0x80)]
    words = pc.utf8_trim_whitespace(column.take(where[doubtful]))
    blank[doubtful] = pc.equal(words, pa.scalar("")).to_numpy(zero_copy_only=False)
    return blank


def are_among(rows: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which row numbers are among others; both ascend.

    Examples
    --------
    >>> are_among(np.array([4, 5, 6, 7]), np.array([1, 5, 7, 9])).tolist()
    [False, True, False, True]
    """
    among = np.zeros(len(rows), np.bool_)
    if len(rows):
        first, last = np.searchsorted(chosen, [rows[0], rows[-1] + 1])
        places = np.searchsorted(rows, chosen[first:last])
        among[places[rows[places] == chosen[first:last]]] = True
    return among


class _Failed(Generic[Item]):
    def __init__(self, error: BaseException) -> None:
        self.error = error


def read_ahead(items: Callable[[], Iterator[Item]]) -> Generator[Item, None, None]:
    """The same items, made in a thread of its own so that parsing and checking use a core each.

    Examples
    --------
    >>> list(read_ahead(lambda: iter([1, 2, 3])))
    [1, 2, 3]
    """
    queue: Queue[Item | _Failed[Item] | None] = Queue(_AHEAD)
    stopped = Event()

    def produce() -> None:
        try:
            for item in items():
                if stopped.is_set():
                    return
                queue.put(item)
            queue.put(None)
        except BaseException as error:
            queue.put(_Failed(error))

    thread = Thread(target=produce, daemon=True)
    thread.start()
    try:
        while (item := queue.get()) is not None:
            if isinstance(item, _Failed):
                raise item.error
            yield item
    finally:
        stopped.set()
        while thread.is_alive():
            while not queue.empty():
                queue.get_nowait()
            thread.join(0.01)
