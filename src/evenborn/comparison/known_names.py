"""Names of a register: each different one has a place, at which its traits are looked up."""

from collections.abc import Iterator, Mapping
from typing import cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.name_readings import KeyedPlaces, NameReadings, Places, name_keys
from evenborn.comparison.tokens import Values
from evenborn.comparison.traits import NAME_TRAITS


class KnownNames:
    """Names of one person of all births, such as the mother.

    Parameters
    ----------
    readings : NameReadings
        Of that person's names in all registers that are compared.

    Attributes
    ----------
    bands : ndarray of int8
        By place, position in :data:`~evenborn.comparison.levels.BANDS`, once the register is read.

    Examples
    --------
    >>> from evenborn.comparison.tokens import PlainTokens
    >>> known = KnownNames(NameReadings("mother_name", PlainTokens()))
    >>> known.places(pa.array(["王五", None, "王五", "李四"])).tolist()
    [1, 0, 1, 2]
    >>> known.places(pa.array(["赵六", "李四"])).tolist(), len(known.values("mother_name_sound"))
    ([3, 2], 4)
    """

    def __init__(self, readings: NameReadings) -> None:
        self.bands = np.zeros(0, np.int8)
        self._readings = readings
        self._known = KeyedPlaces()
        self._read = np.zeros(1, np.int32)  # by place, the place among the readings

    def places(self, names: "pa.StringArray") -> Places:
        """Places of the names of some births; 0 where a name is not stated.

        Parameters
        ----------
        names : pyarrow.StringArray, length n
            As :func:`~evenborn.registers.codes.names.read_person_name` returns them; null where not stated.
        """
        encoded = names.dictionary_encode()
        written = cast("pa.StringArray", encoded.dictionary)
        keys = name_keys(written)
        found = self._known.found(keys)
        new = found == 0
        if new.any():
            found[new] = self._add(keys[new], written.filter(pa.array(new)))
        found = np.append(found, np.int32(0))
        indices = encoded.indices.fill_null(len(keys)).to_numpy(zero_copy_only=False)
        return np.asarray(found[indices], np.int32)

    def _add(self, keys: Values, written: "pa.StringArray") -> Places:
        """Places of names that are new to the register."""
        new = np.arange(len(self._read), len(self._read) + len(keys), dtype=np.int32)
        self._read = np.concatenate([self._read, self._readings.places(keys, written)])
        self._known.add(keys, new)
        return new

    def values(self, trait: str, places: "Places | None" = None) -> Values:
        """Values of a trait by place, of all or of some; the first is that of no name."""
        return self._readings.values(trait)[self._read if places is None else self._read[places]]


def known_names(readings: Mapping[str, NameReadings]) -> dict[str, KnownNames]:
    """Of each person, by role, no name yet."""
    return {role: KnownNames(one) for role, one in readings.items()}


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
            return self._names[role].values(trait, self.places[role])
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
