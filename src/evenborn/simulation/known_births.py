"""What could be known of births: their table, with names, numbers and documents of the persons."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.simulation.broken_rules import check_digit
from evenborn.simulation.later_residence import later_residence
from evenborn.simulation.numbering import CITY, DAY, cities
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.people import child_names, father_names, identity_numbers, mother_names
from evenborn.simulation.streams import Uniforms, uniforms
from evenborn.simulation.text_columns import (
    Flags,
    Numbers,
    Texts,
    chosen,
    equals,
    joined,
    repeated,
    replaced,
    texts_at,
    where,
    whole_numbers,
)
from evenborn.simulation.typing_errors import another_character

FOREIGN, PERMIT, WITHOUT = 0.003, 0.001, 0.003
"""Mothers with a foreign passport, a residence permit for Hong Kong, Macao or Taiwan, or no document."""
ALONE: Final = 0.01
"""Mothers who register without a father."""

_RANKS, _LARGE, _BLOCKS = 2000, 100, 12
_LETTERS: Final = "PQRSTUVWXYZABCDEFGHJKLMN"
_OTHER_NAMES: Final = 1_000_003
"""Added to the seed: from it come the names that some newborns are called by for their first days."""


@dataclass(frozen=True, eq=False)
class KnownBirths:
    """Births of one city with what is known of each; every array has one entry a birth.

    Attributes
    ----------
    parameters : CityParameters
        The city.
    table : pyarrow.RecordBatch
        Of :data:`evenborn.simulation.birth_records.BIRTHS_SCHEMA`; all children of a delivery are in it.
    """

    parameters: CityParameters
    table: pa.RecordBatch

    @property
    def seed(self) -> int:
        """Seed of the world."""
        return self.parameters.seed

    def __len__(self) -> int:
        return self.table.num_rows

    def numbers(self, name: str) -> Numbers:
        """A column of whole numbers."""
        return np.asarray(self.table[name]).astype(np.int64)

    def is_one_of(self, name: str, *meanings: str) -> Flags:
        """Which births have one of these in a column of texts."""
        return np.asarray(pc.is_in(self.table[name], pa.array(meanings)))

    def chance(self, purpose: str, of: str = "birth") -> Uniforms:
        """A number in [0, 1) for each birth, delivery, mother or father and each purpose."""
        return uniforms(self.seed, purpose, self.numbers(of))

    @cached_property
    def day(self) -> npt.NDArray[np.datetime64]:
        """Day of birth."""
        return np.asarray(self.table["birth_time"]).astype("datetime64[D]")

    @cached_property
    def minute(self) -> npt.NDArray[np.datetime64]:
        """Minute of birth."""
        return np.asarray(self.table["birth_time"]).astype("datetime64[m]")

    @cached_property
    def several(self) -> Flags:
        """Children who were not born alone."""
        return self.numbers("plurality") > 1

    @cached_property
    def mother_name(self) -> Texts:
        """Name of the mother."""
        return mother_names(self.numbers("mother"), self.seed, self.table["mother_birth_date"])

    @cached_property
    def with_father(self) -> Flags:
        """Births of which the father is named."""
        return self.chance("father-named", "mother") >= ALONE

    @cached_property
    def father_name(self) -> Texts:
        """Name of the father, null where none is named."""
        names = father_names(self.numbers("father"), self.seed, self.table["father_birth_date"])
        return where(self.with_father, names)

    @cached_property
    def child_name(self) -> Texts:
        """Name that the child keeps."""
        return self._child_names(self.seed)

    @cached_property
    def first_name(self) -> Texts:
        """Name that the child would have had if its parents had not thought again."""
        return self._child_names(self.seed + _OTHER_NAMES)

    def _child_names(self, seed: int) -> Texts:
        fathers = self.numbers("father")
        names = child_names(self.numbers("birth"), fathers, self.table["sex"], seed, self.numbers("delivery"))
        return self._told_apart(names)

    def _told_apart(self, names: Texts) -> Texts:
        """No two children of one delivery have the same name."""
        rows = np.flatnonzero(self.several)
        seen: set[tuple[int, str]] = set()
        changed: list[str | None] = []
        deliveries, chances = self.numbers("delivery")[rows], self.chance("name-of-twin")[rows]
        for delivery, chance, given in zip(
            deliveries.tolist(), chances.tolist(), texts_at(names, rows), strict=True
        ):
            name = next(one for one in _variants(given or "", chance) if (delivery, one) not in seen)
            seen.add((delivery, name))
            changed.append(name)
        return replaced(names, rows, changed)

    @cached_property
    def mother_document(self) -> Texts:
        """Kind of the mother's document."""
        draw = self.chance("document", "mother")
        kinds = ("passport", "hkmt-residence-permit", "none", "resident-id")
        return chosen(kinds, np.searchsorted(np.cumsum([FOREIGN, PERMIT, WITHOUT]), draw, side="right"))

    @cached_property
    def mother_id(self) -> Texts:
        """Number of the mother's document, null where she has none."""
        dates, hukou = self.table["mother_birth_date"], self.table["hukou"]
        mothers = self.numbers("mother")
        numbers = identity_numbers(mothers, dates, repeated("female", len(self)), hukou)
        other: dict[int, str | None] = {}
        documents = self.mother_document
        for row in np.flatnonzero(~equals(documents, "resident-id")).tolist():
            other[row] = _other_number(str(documents[row]), int(mothers[row]), str(numbers[row]))
        return replaced(numbers, np.array(list(other), dtype=np.int64), list(other.values()))

    @cached_property
    def father_id(self) -> Texts:
        """Resident identity number of the father, null where none is named."""
        dates, hukou = self.table["father_birth_date"], self.table["hukou"]
        numbers = identity_numbers(self.numbers("father"), dates, repeated("male", len(self)), hukou)
        return where(self.with_father, numbers)

    @cached_property
    def child_id(self) -> Texts:
        """Resident identity number that the child is given."""
        return identity_numbers(self.numbers("birth"), self.day, self.table["sex"], self.table["hukou"])

    @cached_property
    def later_residence(self) -> Texts:
        """Township in which the family lives when later registers see it."""
        return later_residence(self.parameters, self.numbers("delivery"), self.table["residence"])

    @cached_property
    def serial(self) -> Texts:
        """Fourteen digits, different for all births of a city: the day, and the rank on it."""
        day = self.day.astype("datetime64[D]")
        year, month = day.astype("datetime64[Y]"), day.astype("datetime64[M]")
        written = (year.astype(np.int64) + 1970) * 10_000 + ((month - year).astype(np.int64) + 1) * 100
        written += (day - month.astype("datetime64[D]")).astype(np.int64) + 1
        return whole_numbers(written * DAY + self.numbers("birth") % DAY)

    def certificate(self, issue: int = 0) -> Texts:
        """Number of the birth certificate: a letter for the year and the issue, and nine digits.

        Raises
        ------
        ValueError
            When more children are born on one day in one city than there are numbers for: 2,000, or 26,000 in
            a world of at most a hundred cities.
        """
        births = self.numbers("birth")
        rank, day = births % DAY, births % CITY // DAY
        block, city = rank // _RANKS, cities(births)
        if len(births) and block.max() > 0 and (city.max() >= _LARGE or block.max() > _BLOCKS):
            raise ValueError("There are more births a day than numbers of certificates.")
        slot = city + block * _LARGE
        years = day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        of_year = day - years.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
        nine = (slot * 366 + of_year) * _RANKS + rank % _RANKS
        return joined(chosen(_LETTERS, (years + 12 * issue) % len(_LETTERS)), whole_numbers(nine, 9))


def _variants(name: str, chance: float) -> Iterator[str]:
    """A name, and others that begin like it."""
    yield name
    for times in range(1, 100):
        yield name[:1] + (another_character(name[1:], (chance + times * 0.37) % 1) or name[1:] + "宁" * times)


def _other_number(document: str, mother: int, resident: str) -> str | None:
    if document == "none":
        return None
    if document == "passport":
        return f"E{mother % 10**8:08}"
    body = f"810000{resident[6:17]}"
    return body + check_digit(body)
