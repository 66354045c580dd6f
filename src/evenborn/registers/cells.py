"""What the cells of one field say: typed values for the rules, and the fault of each unusable cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.code_lists import CodeList
from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.definition import Field

Value = TypeVar("Value")

REQUIRED = "required-missing"

Read = Callable[[pa.StringArray, Mapping[str, "Cells"]], "Cells"]
"""Reads a column, given the cells of the fields before it."""
_MOST_KNOWN = 500_000


@dataclass(slots=True)
class Cells:
    """The cells of one field in one batch of n rows.

    Attributes
    ----------
    field : Field
    text : pyarrow.StringArray
        As they stand in the file.
    present : ndarray of bool, shape (n,)
        Whether the cell says anything.
    fault : ndarray of int16, shape (n,)
        Position in :data:`Faults.names` of what is wrong with the cell; 0 where nothing is.
    notice : ndarray of int16, shape (n,)
        The same for what is only pointed out.
    stored : pyarrow.Array
        Value as it is handed on: null where the cell is blank or faulty.
    codes : CodeList or None
        Of a code, the list it belongs to.
    meaning : ndarray of int8
        Of a code, position in its list; -1 where not stated.
    number : ndarray of float64
        Of a quantity or count; not-a-number where not stated.
    day : ndarray of datetime64[D]
        Of a day, moment or month, and the birth date that an identity number states; NaT where not stated.
    sex : ndarray of int8
        That an identity number states: 1 male, 2 female, 0 not stated.
    placeholder : ndarray of int8
        What a name that stands for an unnamed child says: 1 son, 2 daughter, 3 child, 0 a name of its own.
    until : ndarray of datetime64[D]
        Last day of an area's code; NaT where it is in force or nothing is known.
    """

    field: Field
    text: pa.StringArray
    present: NDArray[np.bool_]
    fault: NDArray[np.int16]
    notice: NDArray[np.int16]
    stored: "pa.Array[Any]"
    codes: CodeList | None = None
    meaning: NDArray[np.int8] | None = None
    number: NDArray[np.float64] | None = None
    day: NDArray[np.datetime64] | None = None
    sex: NDArray[np.int8] | None = None
    placeholder: NDArray[np.int8] | None = None
    until: NDArray[np.datetime64] | None = None

    def means(self, *names: str) -> NDArray[np.bool_]:
        """Rows whose code has one of these meanings; none where the field holds no codes."""
        if self.meaning is None or self.codes is None:
            return np.zeros(len(self.present), np.bool_)
        places = [place for place, one in enumerate(self.codes.meanings) if one.name in names]
        return np.isin(self.meaning, places)


class Faults:
    """Numbers for the names of what may be wrong, so that a million cells need no million strings.

    Examples
    --------
    >>> faults = Faults()
    >>> faults.number("required-missing") == faults.number("required-missing"), faults.names[0]
    (True, '')
    """

    def __init__(self) -> None:
        self.names: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._lock = Lock()  # fields are read side by side

    def number(self, name: str) -> int:
        """Number of a name; a new one where it was not met before."""
        with self._lock:
            if name not in self._numbers:
                self._numbers[name] = len(self.names)
                self.names.append(name)
            return self._numbers[name]

    def translated(self, faults: NDArray[np.int8], names: tuple[str, ...]) -> NDArray[np.int16]:
        """Positions in ``names`` as numbers of this list."""
        table = np.array([self.number(name) for name in names], dtype=np.int16)
        return table[faults]


class DifferentTexts(Generic[Value]):
    """Reads each different text of a column once, however many rows hold it.

    Parameters
    ----------
    read : callable
        From a text to its value; raises :class:`BadValue`.
    blank : value
        What an empty cell and a faulty one have for a value.
    """

    def __init__(self, read: Callable[[str], Value], blank: Value, faults: Faults) -> None:
        self._read, self._blank, self._faults = read, blank, faults
        self._known: dict[str, tuple[Value, int]] = {}

    def __call__(self, column: pa.StringArray) -> tuple[list[Value], list[int], NDArray[np.intp]]:
        """Values and faults of the different texts, and for each row which of them it holds."""
        encoded = column.dictionary_encode()
        texts: list[str] = encoded.dictionary.to_pylist()  # type: ignore[assignment]
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        read = [self._known.get(text) or self._remember(text) for text in texts]
        places = encoded.indices.to_numpy(zero_copy_only=False).astype(np.intp)
        return [value for value, _ in read], [fault for _, fault in read], places

    def _remember(self, text: str) -> tuple[Value, int]:
        try:
            entry = (self._read(text), 0)
        except BadValue as bad:
            entry = (self._blank, self._faults.number(bad.code))
        self._known[text] = entry
        return entry


def require_where(cells: Cells, others: Mapping[str, Cells], faults: Faults) -> None:
    """Blame blank cells that what another cell of their row says makes necessary."""
    field = cells.field
    for name, meanings in field.required_if.items():
        if name in others:
            _blame_blank(cells, others[name].means(*meanings), faults)
    for name, meanings in field.required_unless.items():
        if name in others:
            _blame_blank(cells, ~others[name].means(*meanings), faults)


def _blame_blank(cells: Cells, needed: NDArray[np.bool_], faults: Faults) -> None:
    cells.fault[needed & ~cells.present & (cells.fault == 0)] = faults.number(REQUIRED)


def no_faults(length: int) -> NDArray[np.int16]:
    """One for each row: nothing is wrong."""
    return np.zeros(length, np.int16)


def require(cells: Cells, faults: Faults) -> Cells:
    """Blame blank cells of a field that every row must state."""
    if cells.field.required:
        cells.fault[~cells.present] = faults.number(REQUIRED)
    return cells
