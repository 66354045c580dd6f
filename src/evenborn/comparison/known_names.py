"""Names of a register, each different one read once: its traits are looked up wherever it stands again."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.name_traits import traits_of_different
from evenborn.comparison.tokens import Tokens, Values
from evenborn.comparison.traits import NAME_TRAITS, PERSONS, TRAITS
from evenborn.registers.codes.text_keys import text_keys

_SEED: Final = 0x4E414D4553

Places = NDArray[np.int32]
"""Of each birth, the place of a name among the known ones; 0 where it is not stated."""


class KnownNames:
    """Names of one person of all births, such as the mother.

    Parameters
    ----------
    role : str
        Such as ``mother_name``.
    tokens : Tokens
        Turns traits into numbers.

    Attributes
    ----------
    bands : ndarray of int8
        By place, position in :data:`~evenborn.comparison.levels.BANDS` in the register that was read last.

    Examples
    --------
    >>> from evenborn.comparison.tokens import PlainTokens
    >>> known = KnownNames("mother_name", PlainTokens())
    >>> known.places(pa.array(["王五", None, "王五", "李四"])).tolist()
    [1, 0, 1, 2]
    >>> known.places(pa.array(["赵六", "李四"])).tolist(), len(known.values("mother_name_sound"))
    ([3, 2], 4)
    """

    def __init__(self, role: str, tokens: Tokens) -> None:
        self._role, self._tokens = role, tokens
        self.bands = np.zeros(0, np.int8)
        self._keys = np.zeros(0, np.uint64)  # ascending
        self._place = np.zeros(0, np.int32)
        self._values = {role + ending: np.zeros(1, np.uint64) for ending in NAME_TRAITS}

    def places(self, names: "pa.StringArray") -> Places:
        """Places of the names of some births; those that are new are read.

        Parameters
        ----------
        names : pyarrow.StringArray, length n
            As :func:`~evenborn.registers.codes.names.read_person_name` returns them; null where not stated.
        """
        encoded = names.dictionary_encode()
        written = cast("pa.StringArray", encoded.dictionary)
        keys = text_keys(written, _SEED).to_numpy(zero_copy_only=False)
        found = self._found(keys)
        new = found == 0
        if new.any():
            found[new] = self._read(keys[new], written.filter(pa.array(new)))
        found = np.append(found, np.int32(0))
        indices = encoded.indices.fill_null(len(keys)).to_numpy(zero_copy_only=False)
        return np.asarray(found[indices], np.int32)

    def _found(self, keys: Values) -> Places:
        """Places by key; 0 of a name that is not known yet."""
        if not len(self._keys):
            return np.zeros(len(keys), np.int32)
        order = np.argsort(keys)  # neighbours are looked for one after the other, in memory that is at hand
        ascending = keys[order]
        near = np.minimum(np.searchsorted(self._keys, ascending), len(self._keys) - 1)
        found = np.empty(len(keys), np.int32)
        found[order] = np.where(self._keys[near] == ascending, self._place[near], np.int32(0))
        return found

    def _read(self, keys: Values, written: "pa.StringArray") -> Places:
        """Places of names that are new."""
        first = len(self._keys) + 1
        for ending, texts in traits_of_different(written).items():
            trait = self._role + ending
            values = self._tokens.values(TRAITS[trait].domain, texts)
            self._values[trait] = np.concatenate([self._values[trait], values])
        keys = np.concatenate([self._keys, keys])
        new = np.arange(first, len(keys) + 1, dtype=np.int32)
        order = np.argsort(keys)
        self._keys, self._place = keys[order], np.concatenate([self._place, new])[order]
        return new

    def values(self, trait: str) -> Values:
        """Values of a trait by place; the first is that of no name."""
        return self._values[trait]


def known_names(tokens: Tokens) -> dict[str, KnownNames]:
    """Of each person, by role, no name yet."""
    return {f"{person}_name": KnownNames(f"{person}_name", tokens) for person in PERSONS}


class BatchValues(Mapping[str, Values]):
    """Values of the traits of some births, those of names by their places.

    Parameters
    ----------
    stated : mapping of str to ndarray of uint64
        Of traits that are none of a name.
    names : mapping of str to KnownNames
        By the role that the register states.
    places : mapping of str to ndarray of int32
        By the same.
    """

    def __init__(
        self, stated: Mapping[str, Values], names: Mapping[str, KnownNames], places: Mapping[str, Places]
    ) -> None:
        self._stated, self._names, self.places = stated, names, places
        self._role = {role + ending: role for role in places for ending in NAME_TRAITS}

    def __getitem__(self, trait: str) -> Values:
        """Values of a trait; 0 where it is not stated."""
        if (role := self._role.get(trait)) is not None:
            return self._names[role].values(trait)[self.places[role]]
        return self._stated[trait]

    def __iter__(self) -> Iterator[str]:
        """Names of the traits."""
        yield from self._stated
        yield from self._role

    def __len__(self) -> int:
        """How many traits are stated."""
        return len(self._stated) + len(self._role)

    def of(self, births: "NDArray[np.bool_] | NDArray[np.int64]") -> "BatchValues":
        """The same of some of the births."""
        return BatchValues(
            {trait: values[births] for trait, values in self._stated.items()},
            self._names,
            {role: places[births] for role, places in self.places.items()},
        )
