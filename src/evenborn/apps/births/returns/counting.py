"""From the cells of a return to what it counts: through the same coarsening as a file of its register.

Behind each scan is a woman, so scans are told apart only as far as every combination has ten; the numbers
that a facility typed stay the facility's own.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from evenborn.apps.births.returns.contents import NOT_STATED, grids_of
from evenborn.apps.intake.takers import Taking
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import Definition, register

__all__ = ["taking_of"]


def taking_of(name: str, facility: str, month: date, amounts: Mapping[str, int]) -> Taking:
    """What a return adds to the counts.

    Examples
    --------
    >>> from datetime import date
    >>> key = "scans_by_indication|{}|{}"
    >>> amounts = {key.format("dating", "<14"): 12, key.format("dating", "14-19"): 3}
    >>> taking = taking_of("ultrasound_log", "YX990101", date(2025, 3, 1), amounts)
    >>> taking.more["scans_by_indication"].select(["indication", "week_band", "count"]).to_pylist()
    [{'indication': 'dating', 'week_band': 'all', 'count': 15}]
    """
    definition = register(name)
    tables: dict[str, pa.Table] = {}
    for grid in grids_of(name):
        only = replace(definition, tables={grid.table.name: grid.table})
        coarsening = Coarsening(only)
        rows = _rows(definition, grid.table.adds, facility, month, [
            (cell.codes, amounts.get(cell.key, 0)) for cell in grid.cells()
        ])  # fmt: skip
        coarsening.add(rows)
        tables |= coarsening.finish().tables
    return Taking(more=tables, new=len(amounts))


def _rows(
    definition: Definition, adds: str, facility: str, month: date,
    numbers: list[tuple[Mapping[str, str], int]],
) -> pa.RecordBatch:  # fmt: skip
    """A row for each cell that adds its number, or as many rows as it counts."""
    times = np.array([1 if adds else number for _, number in numbers])
    whole = int(times.sum())
    columns: dict[str, pa.Array[Any]] = {
        definition.facility_field: pa.array([facility] * whole, pa.string()),
        definition.time_field: pa.array([month] * whole, pa.date32()),
    }
    for field in numbers[0][0]:
        codes = pa.array([_stated(codes[field]) for codes, _ in numbers], pa.string())
        columns[field] = codes.take(np.repeat(np.arange(len(numbers)), times))
    if adds:
        columns[adds] = pa.array([number for _, number in numbers], pa.int64())
    return pa.record_batch(columns)


def _stated(code: str) -> str | None:
    return None if code == NOT_STATED else code
