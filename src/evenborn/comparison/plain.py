"""A register in its owner's own hands becomes tables for comparing, without a key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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

_ONE: Final = np.uint64(1)
"""Bits that blocks leave: where the engine asks Arrow for some of them, it takes no number above 2⁶³."""


@dataclass(frozen=True, slots=True)
class PlainRegister:
    """A register that was read.

    Attributes
    ----------
    described : Described
    records : pyarrow.Table
        As :func:`~evenborn.comparison.loading.load_register` returns them.
    births : pyarrow.Table
        One row a birth, in the order of ``record``: the block of each candidate rule, the traits, and of each
        name the row that it has in ``names``.
    names : mapping of str to pyarrow.Table
        By person, the traits of all different names; the first row is that of none.
    """

    described: Described
    records: "pa.Table"
    births: "pa.Table"
    names: "Mapping[str, pa.Table]"


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
    read = read_plain(path, definition, options, progress, without)
    make_tables(backend, name, read)
    return read.described


def read_plain(
    path: Path,
    definition: Definition,
    options: CheckOptions,
    progress: Callable[[float], None] | None = None,
    without: frozenset[str] = frozenset(),
    stop: Event | None = None,
    readings: Mapping[str, NameReadings] | None = None,
) -> PlainRegister:
    """Read a register, beside others if need be.

    Parameters
    ----------
    path, definition, options, progress, without
        As for :func:`~evenborn.comparison.loading.load_register`.
    stop : threading.Event, optional
        Set when the register is no longer wanted.
    readings : mapping of str to NameReadings, optional
        Names that other registers of the comparison have met, see :func:`plain_readings`.
    """
    tokens = PlainTokens()
    births: list[pa.Table] = []

    def keep(numbers: NDArray[np.int64], values: BatchValues) -> None:
        if stop is not None and stop.is_set():
            raise Stopped
        births.append(_batch(numbers, values, tokens))

    described, records, known = load_register(
        path, definition, options, tokens, keep, progress, without, readings
    )
    names = {person: _names(f"{person}_name", known[f"{person}_name"], tokens) for person in PERSONS}
    return PlainRegister(described, records, _together(births), names)


def plain_readings() -> Mapping[str, NameReadings]:
    """No name read yet: one for all registers of a comparison."""
    return name_readings(PlainTokens())


def make_tables(backend: Backend, name: str, read: PlainRegister) -> None:
    """Make the tables of a register that was read.

    Births (``{name}_births``) and names (``{name}_{person}_names``) are held as they are,
    ``{name}_records`` beside them; ``{name}_entries`` has one row for every birth and candidate rule:
    ``record``, ``rule``, ``block``, and the traits that are none of a name.
    """
    backend.hold(f"{name}_records", read.records)
    backend.hold(f"{name}_births", read.births)
    for person, names in read.names.items():
        backend.hold(f"{name}_{person}_names", names)
    columns = ", ".join(f'"{trait}"' for trait in TRAITS if trait not in NAMED)
    parts = [
        f"SELECT record, {rule}::UTINYINT AS rule, b{rule} AS block, {columns} FROM {name}_births "
        f"WHERE b{rule} IS NOT NULL"
        for rule in range(len(CANDIDATE_RULES))
    ]
    backend.view(f"{name}_entries", " UNION ALL ".join(parts))


def _together(batches: "Sequence[pa.Table]") -> "pa.Table":
    """All batches, each column in one piece."""
    return pa.concat_tables(batches).combine_chunks()


def _names(role: str, known: KnownNames, tokens: PlainTokens) -> "pa.Table":
    columns: dict[str, pa.Array[Any]] = {
        role + ending: _column(known.values(role + ending), tokens) for ending in NAME_TRAITS
    }
    return pa.table(columns | {f"{role}_band": pa.array(known.bands)})


def _column(values: Values, tokens: PlainTokens) -> "pa.Array[Any]":
    return pa.array(tokens.within(values, values), mask=values == 0)


def _batch(numbers: NDArray[np.int64], values: BatchValues, tokens: PlainTokens) -> "pa.Table":
    none = np.zeros(len(numbers), np.uint64)
    columns: dict[str, pa.Array[Any]] = {"record": pa.array(numbers.astype(np.int32))}
    for place, rule in enumerate(CANDIDATE_RULES):
        block = tokens.blocks(place, [values.get(trait, none) for trait in rule.traits])
        columns[f"b{place}"] = pa.array(block >> _ONE, mask=block == 0)
    for trait in TRAITS:
        if trait not in NAMED:
            columns[trait] = _column(values.get(trait, none), tokens)
    for person in PERSONS:
        columns[f"{person}_named"] = pa.array(values.places.get(f"{person}_name", none).astype(np.int32))
    return pa.table(columns)
