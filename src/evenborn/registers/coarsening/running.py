"""Counts of every combination met so far, in memory that grows with combinations and not with births."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Numbers = NDArray[Any]  # int64 counts or float64 quantities

MOST_BITS = 63
"""Bits into which the codes of one combination are packed."""

_WAITING = 1 << 24  # rows, each one packed number, that may wait before they are merged
_SPARE = 1  # bits in hand for a column whose values have once grown too many
_FEW_BITS = 22  # combinations that are counted in one array with a place for each


class TooManyCombinationsError(Exception):
    """The codes of one combination do not fit into one whole number."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How many bits of a packed number each code takes, the first code highest."""

    bits: tuple[int, ...]

    @property
    def width(self) -> int:
        """Bits of a packed number."""
        return sum(self.bits)

    def pack(self, codes: Sequence[Codes]) -> Codes:
        """One number a row, in the order of the codes."""
        packed = codes[0].astype(np.int64)  # a copy, changed below
        for bits, code in zip(self.bits[1:], codes[1:], strict=True):
            packed <<= bits
            packed |= code
        return packed

    def unpack(self, packed: Codes) -> list[Codes]:
        """The codes again."""
        shifts = np.cumsum((0, *self.bits[:0:-1]))[::-1]
        return [(packed >> shift) & ((1 << bits) - 1) for shift, bits in zip(shifts, self.bits, strict=True)]


class RunningCounts:
    """Numbers added up by combination, batch by batch.

    Where few combinations are possible there is one array with a place for each; otherwise those met are
    kept in order, new ones beside them until there are enough to be merged.

    Parameters
    ----------
    kind : type
        ``int`` for counts, ``float`` for quantities.

    Examples
    --------
    >>> counts = RunningCounts()
    >>> sex, month = np.array([1, 2, 1]), np.array([0, 0, 0])
    >>> counts.add([month, sex], [1, 3])
    >>> counts.add([month, sex], [1, 3])
    >>> keys, births, layout = counts.packed()
    >>> layout.unpack(keys)[1].tolist(), births.tolist()
    ([1, 2], [4, 2])
    """

    def __init__(self, kind: type[int] | type[float] = int) -> None:
        self._kind: type[np.int64] | type[np.float64] = np.int64 if kind is int else np.float64
        self._layout = Layout(())
        self._places: Numbers | None = None
        self._met: NDArray[np.bool_] | None = None
        self._keys = np.zeros(0, np.int64)
        self._numbers: Numbers = np.zeros(0, self._kind)
        self._waiting: list[Codes] = []
        self._amounts: list[Numbers] = []

    def add(self, codes: Sequence[Codes], sizes: Sequence[int], amounts: Numbers | None = None) -> None:
        """Add one to the combination of each row, or its amount.

        Parameters
        ----------
        codes : sequence of ndarray of int64
            One array of rows per column, each code at least 0.
        sizes : sequence of int
            Values that each column has so far; its codes lie below.
        amounts : ndarray, optional
            What each row adds.

        Raises
        ------
        TooManyCombinationsError
            When the columns have so many values that no number of 63 bits tells all combinations apart.
        """
        needed = [max(size - 1, 0).bit_length() for size in sizes]
        if len(needed) != len(self._layout.bits) or not all(map(int.__le__, needed, self._layout.bits)):
            self._widen(needed)
        keys = self._layout.pack(codes)
        if self._places is not None and self._met is not None:
            np.add.at(self._places, keys, self._kind(1) if amounts is None else amounts.astype(self._kind))
            self._met[keys] = True
            return
        if amounts is None:
            keys.sort()
        else:
            self._amounts.append(amounts.astype(self._kind))
        self._waiting.append(keys)
        if sum(map(len, self._waiting)) > _WAITING:
            self._merge()

    def packed(self) -> tuple[Codes, Numbers, Layout]:
        """All combinations as packed numbers, rising; the number of each; and how they are packed."""
        if self._places is not None and self._met is not None:
            keys = np.flatnonzero(self._met)
            return keys, self._places[keys], self._layout
        self._merge()
        return self._keys, self._numbers, self._layout

    def _widen(self, needed: Sequence[int]) -> None:
        """Make room for more values of the columns, which packs anew what is there."""
        old = self._layout.bits or (0,) * len(needed)
        grown = Layout(
            tuple(
                had if bits <= had else bits + _SPARE * bool(had)
                for bits, had in zip(needed, old, strict=True)
            )
        )
        if grown.width > MOST_BITS:
            grown = Layout(tuple(needed))
        if grown.width > MOST_BITS:
            raise TooManyCombinationsError
        keys, numbers, layout = self.packed()
        keys = grown.pack(layout.unpack(keys)) if len(keys) else keys
        self._layout, self._places, self._met = grown, None, None
        self._keys, self._numbers = keys, numbers
        if grown.width <= _FEW_BITS:
            self._places = np.zeros(1 << grown.width, self._kind)
            self._met = np.zeros(1 << grown.width, bool)
            self._places[keys], self._met[keys] = numbers, True
            self._keys, self._numbers = keys[:0], numbers[:0]

    def _merge(self) -> None:
        """Add up what waits, then put it to what is there; sorting what is mostly in order is quick."""
        if not self._waiting:
            return
        keys, self._waiting = np.concatenate(self._waiting), []
        if self._amounts:
            amounts, self._amounts = np.concatenate(self._amounts), []
            keys, numbers = _added_up(keys, amounts)
        else:
            keys.sort(kind="stable")
            starts = _starts(keys)
            keys, numbers = keys[starts], np.diff(starts, append=len(keys)).astype(self._kind)
        if len(self._keys):
            keys = np.concatenate([self._keys, keys])
            numbers = np.concatenate([self._numbers, numbers])
            self._keys, self._numbers = keys[:0], numbers[:0]
            keys, numbers = _added_up(keys, numbers)
        self._keys, self._numbers = keys, numbers


def _starts(keys: Codes) -> NDArray[np.intp]:
    """Where each different one of sorted keys begins."""
    return np.flatnonzero(np.concatenate([np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]]))


def _added_up(keys: Codes, numbers: Numbers) -> tuple[Codes, Numbers]:
    order = np.argsort(keys, kind="stable")
    keys, numbers = keys[order], numbers[order]
    starts = _starts(keys)
    return keys[starts], np.add.reduceat(numbers, starts) if len(starts) else numbers
