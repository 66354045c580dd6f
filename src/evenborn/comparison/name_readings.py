"""Traits of names, each different name read once for all registers of a comparison.

What mothers are called stands in every register of their births: the pinyin of a name, its shape and what is
left without one character are found when the first register states it, and looked up by the others.
"""

from collections.abc import Mapping
from threading import Lock
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.name_traits import traits_of_different
from evenborn.comparison.tokens import Tokens, Values
from evenborn.comparison.traits import NAME_TRAITS, PERSONS, TRAITS
from evenborn.registers.codes.text_keys import text_keys

_SEED: Final = 0x4E414D4553

Places = NDArray[np.int32]
"""The place of a name among those that were read; 0 where it is not stated."""


class KeyedPlaces:
    """Places of texts by their numbers of 64 bits; it holds no text.

    Examples
    --------
    >>> known = KeyedPlaces()
    >>> known.add(np.array([30, 10], np.uint64), np.array([1, 2], np.int32))
    >>> known.add(np.array([20], np.uint64), np.array([3], np.int32))
    >>> known.found(np.array([10, 20, 40], np.uint64)).tolist()
    [2, 3, 0]
    """

    def __init__(self) -> None:
        self._keys = np.zeros(0, np.uint64)  # ascending
        self._place = np.zeros(0, np.int32)

    def __len__(self) -> int:
        """How many are known."""
        return len(self._keys)

    def found(self, keys: Values) -> Places:
        """Places by key; 0 of a text that is not known."""
        if not len(self._keys):
            return np.zeros(len(keys), np.int32)
        order = np.argsort(keys)  # neighbours are looked for one after the other, in memory that is at hand
        ascending = keys[order]
        near = np.minimum(np.searchsorted(self._keys, ascending), len(self._keys) - 1)
        found = np.empty(len(keys), np.int32)
        found[order] = np.where(self._keys[near] == ascending, self._place[near], np.int32(0))
        return found

    def add(self, keys: Values, places: Places) -> None:
        """Keep the places of texts that were not known."""
        order = np.argsort(keys)
        both = np.concatenate([self._keys, keys[order]])
        merged = np.argsort(both, kind="stable")  # two ascending runs are only merged
        self._keys = both[merged]
        self._place = np.concatenate([self._place, places[order]])[merged]


class NameReadings:
    """Values of the traits of every name that one person has in any register, such as the mother.

    Several registers may be read at once: a name that two of them meet is read by one.

    Parameters
    ----------
    role : str
        Such as ``mother_name``.
    tokens : Tokens
        Turns traits into numbers.

    Examples
    --------
    >>> from evenborn.comparison.tokens import PlainTokens
    >>> readings = NameReadings("mother_name", PlainTokens())
    >>> names = pa.array(["王五", "李四"])
    >>> readings.places(name_keys(names), names).tolist()
    [1, 2]
    >>> len(readings.values("mother_name_sound"))
    3
    """

    def __init__(self, role: str, tokens: Tokens) -> None:
        self._role, self._tokens = role, tokens
        self._lock = Lock()
        self._known = KeyedPlaces()
        self._values = {role + ending: np.zeros(1, np.uint64) for ending in NAME_TRAITS}

    def places(self, keys: Values, written: "pa.StringArray") -> Places:
        """Places of names that are all different; those that no register has met are read.

        Parameters
        ----------
        keys : ndarray of uint64, shape (n,)
            Of the names, see :func:`name_keys`.
        written : pyarrow.StringArray, length n
            As :func:`~evenborn.registers.codes.names.read_person_name` returns them; none is null.
        """
        with self._lock:
            found = self._known.found(keys)
            new = found == 0
            if new.any():
                found[new] = self._read(keys[new], written if new.all() else written.filter(pa.array(new)))
        return found

    def _read(self, keys: Values, written: "pa.StringArray") -> Places:
        first = len(self._known) + 1
        for ending, texts in traits_of_different(written).items():
            trait = self._role + ending
            values = self._tokens.values(TRAITS[trait].domain, texts)
            self._values[trait] = np.concatenate([self._values[trait], values])
        new = np.arange(first, first + len(keys), dtype=np.int32)
        self._known.add(keys, new)
        return new

    def values(self, trait: str) -> Values:
        """Values of a trait by place; the first is that of no name."""
        return self._values[trait]


def name_keys(written: "pa.StringArray") -> Values:
    """By what names are found again."""
    return np.asarray(text_keys(written, _SEED).to_numpy(zero_copy_only=False), np.uint64)


def name_readings(tokens: Tokens) -> Mapping[str, NameReadings]:
    """Of each person, by role, no name read yet."""
    return {f"{person}_name": NameReadings(f"{person}_name", tokens) for person in PERSONS}
