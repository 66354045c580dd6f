"""A register in its owner's own hands becomes tables for comparing, without a key."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.known_names import BatchValues, KnownNames
from evenborn.comparison.loading import Described, load_register
from evenborn.comparison.name_readings import NameReadings, name_readings
from evenborn.comparison.side_by_side import Stopped
from evenborn.comparison.tokens import PlainTokens, Values
from evenborn.comparison.traits import CANDIDATE_RULES, NAME_TRAITS, NAMED, PERSONS, TRAITS
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition

_AT_ONCE: Final = 4
"""Batches that are inserted together, as large pieces cost the engine less."""


def load_plain(
    backend: Backend,
    name: str,
    path: Path,
    definition: Definition,
    options: CheckOptions,
    progress: Callable[[float], None] | None = None,
    without: frozenset[str] = frozenset(),
) -> Described:
    """Read a register and make its tables."""
    described, records = read_plain(backend, name, path, definition, options, progress, without)
    make_tables(backend, name, records)
    return described


def read_plain(
    backend: Backend,
    name: str,
    path: Path,
    definition: Definition,
    options: CheckOptions,
    progress: Callable[[float], None] | None = None,
    without: frozenset[str] = frozenset(),
    stop: Event | None = None,
    readings: Mapping[str, NameReadings] | None = None,
) -> tuple[Described, "pa.Table"]:
    """Read a register, beside others if need be, and give its births and names to the engine.

    The table ``{name}_births`` has one row a birth: ``record``, the block of each candidate rule, the traits,
    and of each name its number in the table ``{name}_{person}_names``, where its traits stand once.

    Parameters
    ----------
    backend, name
        Where the tables are made, and what their names begin with.
    path, definition, options, progress, without
        As for :func:`~evenborn.comparison.loading.load_register`.
    stop : threading.Event, optional
        Set when the register is no longer wanted.
    readings : mapping of str to NameReadings, optional
        Names that other registers of the comparison have met, see :func:`plain_readings`.

    Returns
    -------
    Described, pyarrow.Table
        As :func:`~evenborn.comparison.loading.load_register` returns them.
    """
    tokens = PlainTokens()
    births = _Births(backend, f"{name}_births")

    def keep(numbers: NDArray[np.int64], values: BatchValues) -> None:
        if stop is not None and stop.is_set():
            raise Stopped
        births.add(_batch(numbers, values, tokens))

    described, records, known = load_register(
        path, definition, options, tokens, keep, progress, without, readings
    )
    births.insert()
    for person in PERSONS:
        _insert_names(backend, f"{name}_{person}_names", f"{person}_name", known[f"{person}_name"], tokens)
    return described, records


def plain_readings() -> Mapping[str, NameReadings]:
    """No name read yet: one for all registers of a comparison."""
    return name_readings(PlainTokens())


def make_tables(backend: Backend, name: str, records: "pa.Table") -> None:
    """Make ``{name}_records`` and ``{name}_entries`` of a register that was read.

    The first has one row a birth (see :func:`~evenborn.comparison.loading.load_register`), the second one row
    for every birth and candidate rule: ``record``, ``rule``, ``block``, and the traits that are none of a
    name.
    """
    backend.hold(f"{name}_records", records)
    columns = ", ".join(f'"{trait}"' for trait in TRAITS if trait not in NAMED)
    parts = [
        f"SELECT record, {rule}::UTINYINT AS rule, b{rule} AS block, {columns} FROM {name}_births "
        f"WHERE b{rule} IS NOT NULL"
        for rule in range(len(CANDIDATE_RULES))
    ]
    backend.view(f"{name}_entries", " UNION ALL ".join(parts))


class _Births:
    """Births of a register on their way into the engine."""

    def __init__(self, backend: Backend, table: str) -> None:
        self._backend, self._table = backend, table
        self._waiting: list[pa.Table] = []

    def add(self, batch: "pa.Table") -> None:
        """Some births more."""
        self._waiting.append(batch)
        if len(self._waiting) == _AT_ONCE:
            self.insert()

    def insert(self) -> None:
        """Hand on what waits."""
        if self._waiting:
            self._backend.insert(self._table, partial(pa.concat_tables, self._waiting))
            self._waiting = []


def _insert_names(backend: Backend, table: str, role: str, known: KnownNames, tokens: PlainTokens) -> None:
    """The traits of all different names; the first is none."""
    columns: dict[str, pa.Array[Any]] = {
        role + ending: _column(known.values(role + ending), tokens) for ending in NAME_TRAITS
    }
    columns |= {"number": pa.array(np.arange(len(known.bands), dtype=np.int32))}
    columns |= {f"{role}_band": pa.array(known.bands)}
    backend.insert(table, lambda: pa.table(columns))


def _column(values: Values, tokens: PlainTokens) -> "pa.Array[Any]":
    return pa.array(tokens.within(values, values), mask=values == 0)


def _batch(numbers: NDArray[np.int64], values: BatchValues, tokens: PlainTokens) -> "pa.Table":
    none = np.zeros(len(numbers), np.uint64)
    columns: dict[str, pa.Array[Any]] = {"record": pa.array(numbers.astype(np.int32))}
    for place, rule in enumerate(CANDIDATE_RULES):
        block = tokens.blocks(place, [values.get(trait, none) for trait in rule.traits])
        columns[f"b{place}"] = pa.array(block, mask=block == 0)
    for trait in TRAITS:
        if trait not in NAMED:
            columns[trait] = _column(values.get(trait, none), tokens)
    for person in PERSONS:
        columns[f"{person}_named"] = pa.array(values.places.get(f"{person}_name", none).astype(np.int32))
    return pa.table(columns)
