"""A register in its owner's own hands becomes tables for comparing, without a key."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.comparison.backends.backend import Backend
from evenborn.comparison.loading import Described, load_register
from evenborn.comparison.tokens import PlainTokens, Values
from evenborn.comparison.traits import CANDIDATE_RULES, TRAITS
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition


def load_plain(
    backend: Backend,
    name: str,
    path: Path,
    definition: Definition,
    options: CheckOptions,
    progress: Callable[[float], None] | None = None,
    without: frozenset[str] = frozenset(),
) -> Described:
    """Make the tables ``{name}_records`` and ``{name}_entries`` of a register.

    The first has one row a birth (see :func:`~evenborn.comparison.loading.load_register`), the second one
    row for every birth and candidate rule: ``record``, ``rule``, ``block``, and the traits.
    """
    tokens = PlainTokens()

    def keep(numbers: NDArray[np.int64], values: Mapping[str, Values]) -> None:
        backend.insert(f"{name}_births", lambda: _batch(numbers, values, tokens))

    described, records = load_register(
        backend.reader, path, definition, options, tokens, keep, progress, without
    )
    backend.hold(f"{name}_records", records)
    columns = ", ".join(f'"{trait}"' for trait in TRAITS)
    parts = [
        f"SELECT record, {rule}::UTINYINT AS rule, b{rule} AS block, {columns} FROM {name}_births "
        f"WHERE b{rule} IS NOT NULL"
        for rule in range(len(CANDIDATE_RULES))
    ]
    backend.view(f"{name}_entries", " UNION ALL ".join(parts))
    return described


def _batch(numbers: NDArray[np.int64], values: Mapping[str, Values], tokens: PlainTokens) -> "pa.Table":
    none = np.zeros(len(numbers), np.uint64)
    columns = {"record": pa.array(numbers.astype(np.int32))}
    for place, rule in enumerate(CANDIDATE_RULES):
        block = tokens.blocks(place, [values.get(trait, none) for trait in rule.traits])
        columns[f"b{place}"] = pa.array(block, mask=block == 0)
    for trait in TRAITS:
        value = values.get(trait, none)
        columns[trait] = pa.array(tokens.within(none, value), mask=value == 0)
    return pa.table(columns)
