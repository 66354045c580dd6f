"""An owner encodes its register on its own machine: no name, number or day leaves it.

What leaves is written by :func:`encode`; what stays with the owner is a list that leads from the numbers of
the encoding back to its own records.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenborn.comparison.encoding_file import OF_RECORD, SCHEMA, with_description
from evenborn.comparison.loading import Described, load_register
from evenborn.comparison.tokens import KeyedTokens, Values
from evenborn.comparison.traits import CANDIDATE_RULES, PERSONS, TRAITS, CandidateRule
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine, open_engine
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.whole_files import whole_file

MOST_OF_BLOCK: Final = 40
"""Births of a register that may share a block; a block that more share could be known by its size."""

_ROWS_OF_GROUP: Final = 100_000
_IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "birth_day": tuple(trait for trait in TRAITS if trait.startswith("birth_day")),
    "mother_id": tuple(trait for trait in TRAITS if trait.startswith("mother_id")),
    "child_name": tuple(trait for trait in TRAITS if trait.startswith("child_name")),
    "mother_name_sound": ("mother_name_sound", "mother_name_vague"),
    "father_name_sound": ("father_name_sound", "father_name_vague"),
    "township": ("township", "county"),
}
"""Traits that are the same in a whole block where the block has this one."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoding holds, in numbers.

    Attributes
    ----------
    described : Described
    left_out : tuple of int
        By candidate rule, births whose block was too large to leave.
    """

    described: Described
    left_out: tuple[int, ...]


def encode(
    path: Path,
    definition: Definition,
    options: CheckOptions,
    key: bytes,
    out: Path,
    own_list: Path,
    progress: Callable[[float], None] | None = None,
) -> Encoded:
    """Encode a register of births.

    Parameters
    ----------
    path, definition, options, progress
        As for :func:`~evenborn.registers.stated_births.reading_births`.
    key : bytes
        Of the comparison, 32 bytes.
    out : pathlib.Path
        The encoding, for the desk that compares.
    own_list : pathlib.Path
        CSV with the numbers of the encoding and the owner's record numbers; it stays with the owner.

    Raises
    ------
    Refusal
        ``no-births``, ``cannot-write``, and those of reading the file.
    """
    tokens = KeyedTokens(key)
    chance = np.random.default_rng(np.frombuffer(os.urandom(32), np.uint64))
    with working_folder() as folder, open_engine(folder, options.limits) as engine:
        encoder = _Encoder(engine, tokens, chance)
        described, records = load_register(engine, path, definition, options, tokens, encoder.keep, progress)
        left_out = encoder.drop_large_blocks()
        order = chance.permutation(described.births).astype(np.int32)
        with whole_file(own_list, inputs=[path]) as listed, whole_file(out, inputs=[path]) as aside:
            listed.touch(0o600)
            _write_list(listed, order, records)
            aside.touch(0o600)
            _write(aside, engine, described, order, records)
    return Encoded(described, left_out)


def _given(table: "pa.Table") -> "pa.Table":
    return table


class _Encoder:
    """Entries of all batches, in the engine."""

    def __init__(self, engine: Engine, tokens: KeyedTokens, chance: np.random.Generator) -> None:
        self._engine, self._tokens, self._chance = engine, tokens, chance
        traits = ", ".join(f'"{trait}" USMALLINT' for trait in TRAITS)
        engine.rows(f"CREATE TABLE entries (record INTEGER, rule UTINYINT, block UBIGINT, {traits})")

    def keep(self, numbers: NDArray[np.int64], values: Mapping[str, Values]) -> None:
        """Births of a batch under every rule whose traits they state."""
        none = np.zeros(len(numbers), np.uint64)
        for place, rule in enumerate(CANDIDATE_RULES):
            block = self._tokens.blocks(place, [values.get(trait, none) for trait in rule.traits])
            rows = np.flatnonzero(block)
            if len(rows):
                table = self._entries(numbers[rows], place, rule, block[rows], rows, values)
                self._engine.insert("INSERT INTO entries FROM encoded", "encoded", partial(_given, table))

    def _entries(
        self,
        numbers: NDArray[np.int64],
        place: int,
        rule: CandidateRule,
        block: Values,
        rows: NDArray[np.int64],
        values: Mapping[str, Values],
    ) -> "pa.Table":
        implied = {trait for one in rule.traits for trait in _IMPLIED.get(one, (one,))}
        columns = {
            "record": pa.array(numbers.astype(np.int32)),
            "rule": pa.array(np.full(len(rows), place, np.uint8)),
            "block": pa.array(block),
        }
        for trait, one in TRAITS.items():
            value = values[trait][rows] if trait in values else np.zeros(len(rows), np.uint64)
            stated = value > 0
            if trait in implied:
                token = np.ones(len(rows), np.uint16)
            else:
                token = self._tokens.within(block, value)
                main = values.get(one.role if one.role in TRAITS else trait)
                if main is not None and "_name" in trait:  # a short name must not show by what it lacks
                    lacking = ~stated & (main[rows] > 0)
                    token = np.where(lacking, self._chance.integers(0, 1 << 16, len(rows), np.uint16), token)
                    stated = stated | lacking
            columns[trait] = pa.array(token, mask=~stated)
        return pa.table(columns)

    def drop_large_blocks(self) -> tuple[int, ...]:
        """Leave out blocks that too many births share; births by rule."""
        large = f"SELECT block FROM entries GROUP BY block HAVING count(*) > {MOST_OF_BLOCK}"
        self._engine.rows(f"CREATE TABLE large AS {large}")
        counts = dict(
            self._engine.rows("SELECT rule, count(*) FROM entries WHERE block IN (FROM large) GROUP BY rule")
        )
        self._engine.rows("DELETE FROM entries WHERE block IN (FROM large)")
        return tuple(counts.get(place, 0) for place in range(len(CANDIDATE_RULES)))


def _write_list(path: Path, order: NDArray[np.int32], records: "pa.Table") -> None:
    listed = pa.table(
        {
            "encoded_number": pa.array(order),
            "row": records.column("row"),
            "record_number": records.column("number"),
        }
    )
    pyarrow.csv.write_csv(listed.sort_by("encoded_number"), path)


def _write(
    path: Path, engine: Engine, described: Described, order: NDArray[np.int32], records: "pa.Table"
) -> None:
    engine.register(
        "new_numbers", pa.table({"record": np.arange(len(order), dtype=np.int32), "number": order})
    )
    traits = ", ".join(f'"{trait}"' for trait in TRAITS)
    schema = with_description(SCHEMA, described)
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False) as writer:
        entries = engine.batches(
            f"SELECT n.number AS record, rule, block, {traits} "
            "FROM entries JOIN new_numbers n USING (record) ORDER BY block",
            _ROWS_OF_GROUP,
        )
        for batch in entries:
            writer.write_batch(_filled(batch, schema))
        writer.write_table(_of_records(records, order, schema))


def _filled(batch: "pa.RecordBatch", schema: "pa.Schema") -> "pa.RecordBatch":
    columns = [
        batch.column(one.name).cast(one.type)
        if one.name in batch.schema.names
        else pa.nulls(len(batch), one.type)
        for one in schema
    ]
    return pa.record_batch(columns, schema=schema)


def _of_records(records: "pa.Table", order: NDArray[np.int32], schema: "pa.Schema") -> "pa.Table":
    kept: dict[str, Any] = {
        "record": pa.array(order),
        "rule": pa.array(np.full(len(order), OF_RECORD, np.uint8)),
        "sex_stated": records.column("sex"),
        "order_stated": records.column("order"),
        "county_stated": records.column("county"),
        "month_stated": records.column("month"),
        **{f"{person}_name_band": records.column(f"{person}_name_band") for person in PERSONS},
    }
    columns = [
        kept[one.name].cast(one.type) if one.name in kept else pa.nulls(len(order), one.type)
        for one in schema
    ]
    return pa.table(columns, schema=schema).sort_by("record")
