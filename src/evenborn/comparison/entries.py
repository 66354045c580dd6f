"""Births as they stand in an encoding: one row for each birth and candidate rule, and all rows alike.

Who holds a plain copy of a register tells its births again by everything that differs from birth to birth and
needs no key to be seen. So nothing of that kind leaves:

========================================  ==================================================================
a trait that a birth does not state       has a random token in its place
two traits of a birth that are the same   the second has a random token
a rule that a birth is not under          has a row of random numbers for it
a block that strangers share              does not leave; its births have random rows in its place
========================================  ==================================================================
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.tokens import KeyedTokens, Values
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS, CandidateRule
from evenborn.registers.engine import Engine

MOST_OF_BLOCK: Final = 12
"""Births of a register that may share a block; more are no family, whatever they share."""

FAMILY: Final = (
    ("mother_id",),
    ("mother_name_sound", "father_name_sound"),
    ("mother_name", "birth_day", "facility"),
    ("mother_name", "birth_day", "township"),
)
"""Births that share one of these may share a block: children of one mother, or of one delivery."""

_FAMILIES: Final = tuple(f"family{place}" for place in range(len(FAMILY)))
_OF_FAMILY: Final = 100  # under this number and those after it families are joined, as rules are under theirs
_CHUNK: Final = 200_000
_IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "birth_day": tuple(trait for trait in TRAITS if trait.startswith("birth_day")),
    "mother_id": tuple(trait for trait in TRAITS if trait.startswith("mother_id")),
    "child_name": tuple(trait for trait in TRAITS if trait.startswith("child_name")),
    "mother_name_sound": ("mother_name_sound", "mother_name_vague"),
    "father_name_sound": ("father_name_sound", "father_name_vague"),
    "township": ("township", "county"),
}
"""Traits that are the same in a whole block where the block has this one."""
_EARLIER: Final[Mapping[str, tuple[str, ...]]] = {
    trait: tuple(one for one in list(TRAITS)[:place] if TRAITS[one].domain == TRAITS[trait].domain)
    for place, trait in enumerate(TRAITS)
}
"""Traits before each one that might be the same in one birth."""


def implied(rule: CandidateRule) -> frozenset[str]:
    """Traits that all births of a block of the rule have in common; their token is 1.

    Examples
    --------
    >>> sorted(implied(next(one for one in CANDIDATE_RULES if one.name == "certificate")))
    ['certificate']
    """
    return frozenset(trait for one in rule.traits for trait in _IMPLIED.get(one, (one,)))


class Entries:
    """Rows of all births of a register, in the owner's engine.

    Parameters
    ----------
    engine : Engine
    tokens : KeyedTokens
        Under the key of the comparison.
    """

    def __init__(self, engine: Engine, tokens: KeyedTokens) -> None:
        self._engine, self._tokens = engine, tokens
        self._filling = KeyedTokens(os.urandom(32))  # under a key that nobody keeps
        self._filled = 0
        families = ", ".join(f"{family} UBIGINT" for family in _FAMILIES)
        traits = ", ".join(f'"{trait}" USMALLINT' for trait in TRAITS)
        engine.rows(
            f"CREATE TABLE entries (record INTEGER, rule UTINYINT, block UBIGINT, {families}, {traits})"
        )

    def keep(self, numbers: NDArray[np.int64], values: Mapping[str, Values]) -> None:
        """Births of a batch under every rule whose traits they state."""
        none = np.zeros(len(numbers), np.uint64)
        families = [
            self._tokens.blocks(_OF_FAMILY + place, [values.get(trait, none) for trait in traits])
            for place, traits in enumerate(FAMILY)
        ]
        for place, rule in enumerate(CANDIDATE_RULES):
            block = self._tokens.blocks(place, [values.get(trait, none) for trait in rule.traits])
            rows = np.flatnonzero(block)
            if len(rows):
                table = self._entries(numbers[rows], place, block[rows], rows, values)
                for family, value in zip(_FAMILIES, families, strict=True):
                    table = table.append_column(family, pa.array(value[rows], mask=value[rows] == 0))
                names = ", ".join(f'"{name}"' for name in table.column_names)
                self._insert(f"INSERT INTO entries ({names}) FROM encoded", table)

    def _insert(self, sql: str, table: "pa.Table") -> None:
        self._engine.insert(sql, "encoded", partial(_given, table))

    def _entries(
        self,
        numbers: NDArray[np.int64],
        place: int,
        block: Values,
        rows: NDArray[np.int64],
        values: Mapping[str, Values],
    ) -> "pa.Table":
        of_block = implied(CANDIDATE_RULES[place])
        columns = {
            "record": pa.array(numbers.astype(np.int32)),
            "rule": pa.array(np.full(len(rows), place, np.uint8)),
            "block": pa.array(block),
        }
        for trait in TRAITS:
            if trait in of_block:
                columns[trait] = pa.array(np.ones(len(rows), np.uint16))
            elif trait in values:
                value = values[trait][rows]
                unseen = value == 0
                for earlier in _EARLIER[trait]:
                    if earlier in values:
                        unseen |= value == values[earlier][rows]
                columns[trait] = pa.array(self._tokens.within(block, value), mask=unseen)
        return pa.table(columns)

    def leave_out_shared(self) -> tuple[int, ...]:
        """Leave out blocks that strangers share; births by rule."""
        one_family = " OR ".join(
            f"(count({family}) = count(*) AND min({family}) = max({family}))" for family in _FAMILIES
        )
        self._engine.rows(
            "CREATE TABLE shared AS SELECT block FROM entries GROUP BY block "
            f"HAVING count(*) > {MOST_OF_BLOCK} OR (count(*) > 1 AND NOT ({one_family}))"
        )
        counts = dict(
            self._engine.rows("SELECT rule, count(*) FROM entries WHERE block IN (FROM shared) GROUP BY rule")
        )
        self._engine.rows("DELETE FROM entries WHERE block IN (FROM shared)")
        return tuple(counts.get(place, 0) for place in range(len(CANDIDATE_RULES)))

    def add_random_rows(self, births: int, roles: frozenset[str]) -> None:
        """A row for every birth and every rule that the register can be under."""
        for place, rule in enumerate(CANDIDATE_RULES):
            if rule.roles <= roles:
                held = self._engine.table(f"SELECT record FROM entries WHERE rule = {place}")
                lacking = np.ones(births, np.bool_)
                lacking[held.column("record").to_numpy()] = False
                numbers = np.flatnonzero(lacking)
                for start in range(0, len(numbers), _CHUNK):
                    self._add(numbers[start : start + _CHUNK], place, rule)

    def _add(self, numbers: NDArray[np.int64], place: int, rule: CandidateRule) -> None:
        of_block = sorted(implied(rule))
        random = self._filling.blocks(place, [self._unused(len(numbers))])
        table = pa.table(
            {
                "record": numbers.astype(np.int32),
                "rule": np.full(len(numbers), place, np.uint8),
                "block": random,
            }
        )
        names, ones = "".join(f', "{trait}"' for trait in of_block), ", 1" * len(of_block)
        self._insert(
            f"INSERT INTO entries (record, rule, block{names}) SELECT record, rule, block{ones} FROM encoded",
            table,
        )

    def _unused(self, many: int) -> Values:
        """Numbers that were not asked for before, so that what the random key makes of them is random."""
        first = self._filled + 1
        self._filled += many
        return np.arange(first, first + many, dtype=np.uint64)

    def in_random_order(self, births: int) -> NDArray[np.int32]:
        """New numbers of births 0 to n − 1."""
        order = np.argsort(self._filling.blocks(len(CANDIDATE_RULES), [self._unused(births)]))
        return order.astype(np.int32)

    def batches(self, roles: frozenset[str], numbers: "pa.Table", rows: int) -> Iterator["pa.RecordBatch"]:
        """All rows in the order of their blocks.

        Parameters
        ----------
        roles : frozenset of str
            What the register states; traits of what it does not state are null in every row.
        numbers : pyarrow.Table
            ``record`` and its new ``number``.
        rows : int
            In a batch.
        """
        self._engine.register("new_numbers", numbers)
        traits = [trait for trait in TRAITS if TRAITS[trait].role in roles]
        named = ", ".join(f'"{trait}"' for trait in traits)
        sql = (
            f"SELECT n.number AS record, rule, block, {named} "
            "FROM entries JOIN new_numbers n USING (record) ORDER BY block"
        )
        for batch in self._engine.batches(sql, rows):
            yield self._without_gaps(batch, traits)

    def _without_gaps(self, batch: "pa.RecordBatch", traits: Sequence[str]) -> "pa.RecordBatch":
        unused = self._unused(len(batch))
        columns = {name: batch.column(name) for name in batch.schema.names}
        for place, trait in enumerate(traits):
            lacking = np.asarray(columns[trait].is_null())
            if lacking.any():
                token = np.array(columns[trait].fill_null(0))
                salt = np.full(int(lacking.sum()), place + 1, np.uint64)
                token[lacking] = self._filling.within(unused[lacking], salt)
                columns[trait] = pa.array(token)
        return pa.record_batch(columns)


def _given(table: "pa.Table") -> "pa.Table":
    return table
