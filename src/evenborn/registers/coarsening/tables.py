"""From running counts to the tables that may leave: exact ones, and ones of large enough combinations."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.coarsening.forms import UNKNOWN, Taxonomy, taxonomy
from evenborn.registers.coarsening.generalise import Generalised, generalise, put_beside
from evenborn.registers.coarsening.report import TableReport, form_shares, forms_by_facility
from evenborn.registers.coarsening.running import Layout, RunningCounts
from evenborn.registers.leaving import CoarsenedColumn, CoarsenedTable

SEXES = ("male", "female", "unclear")
"""What stands beside a combination of births."""

_DECIMALS = 6  # of a sum of quantities, so that the order in which they were added up does not show

Whole = NDArray[np.int64]


def told_columns(table: CoarsenedTable) -> list[CoarsenedColumn]:
    """Columns that make a combination: all but the sex."""
    return [column for column in table.columns if column.name not in table.beside]


def amount_name(table: CoarsenedTable) -> str:
    """Name of the column of numbers where there is no sex beside."""
    return table.adds or "count"


def schema_of(table: CoarsenedTable, whole: bool = True) -> pa.Schema:
    """Columns that a table has when it leaves, and no other.

    Parameters
    ----------
    table : CoarsenedTable
    whole : bool
        Whether what is added up are whole numbers.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> schema_of(register("delivery").tables["births_by_county"]).names
    ['area', 'period', 'order', 'male', 'female', 'unclear']
    """
    numbers = SEXES if table.beside else (amount_name(table),)
    kind = pa.int64() if whole else pa.float64()
    columns = [(column.name, pa.string()) for column in told_columns(table)]
    return pa.schema([*columns, *((name, kind) for name in numbers)])


def made(
    table: CoarsenedTable,
    counts: RunningCounts,
    labels: Sequence[Sequence[str | None]],
    left_out: int,
    threads: int,
) -> tuple[pa.Table, TableReport]:
    """The finished table and its report.

    Parameters
    ----------
    table : CoarsenedTable
    counts : RunningCounts
        Of all columns in order, the column beside last.
    labels : sequence of sequence of str or None
        Per column that is not beside, how its finest values are written, by code.
    left_out : int
        Rows that the table does not count.
    threads : int
    """
    keys, numbers, layout = counts.packed()
    values = len(SEXES) if table.beside else 1
    trees = [taxonomy(column, finest) for column, finest in zip(told_columns(table), labels, strict=True)]
    whole = numbers.dtype == np.int64
    numbers = numbers if whole else numbers.round(_DECIMALS)
    if not len(keys):
        found = _nothing(len(trees), values, numbers.dtype)
    elif table.smallest > 1:
        some = numbers > 0
        keys, births = (keys, numbers) if some.all() else (keys[some], numbers[some])
        found = generalise(keys, births, layout, trees, table.smallest, values, threads)
    else:
        found = _exact(keys, numbers, layout, trees, values)
    unknown = UNKNOWN if table.smallest > 1 else None
    columns = [_written(*column, unknown) for column in zip(trees, found.level, found.code, strict=True)]
    columns += [pa.array(np.ascontiguousarray(column)) for column in found.births.T]
    return pa.table(columns, schema=schema_of(table, whole)), _report(table, trees, found, left_out)


def _nothing(columns: int, values: int, kind: np.dtype[Any]) -> Generalised:
    none = (np.zeros(0, np.int64),) * columns
    return Generalised(none, none, np.zeros((0, values), kind), 0)


def _exact(
    keys: Whole, numbers: NDArray[Any], layout: Layout, trees: Sequence[Taxonomy], values: int
) -> Generalised:
    bits = layout.bits[-1] if len(layout.bits) > len(trees) else 0
    found = put_beside(keys, numbers, bits, values)
    codes = Layout(layout.bits[: len(trees)]).unpack(found.keys)
    leaves = [tree.leaf[code] for tree, code in zip(trees, codes, strict=True)]
    order = np.lexsort(leaves[::-1])
    level = np.zeros(len(order), np.int64)
    # Different leaves may not share a number here: the finest form has one value a leaf.
    code = tuple(tree.code[0][leaf[order]] for tree, leaf in zip(trees, leaves, strict=True))
    return Generalised((level,) * len(trees), code, found.numbers[order], 0)


def _written(tree: Taxonomy, level: Whole, code: Whole, unknown: str | None) -> "pa.Array[Any]":
    """The values of a column as text."""
    offsets = np.cumsum([0, *(len(labels) for labels in tree.labels)])
    labels = [unknown if label == UNKNOWN else label for values in tree.labels for label in values]
    return pa.array(labels, pa.string()).take(pa.array(code + offsets[level]))


def _report(
    table: CoarsenedTable, trees: Sequence[Taxonomy], found: Generalised, left_out: int
) -> TableReport:
    births = found.births.sum(axis=1)
    return TableReport(
        table=table.name,
        required=table.smallest,
        rows=int(births.sum()) + found.withheld,
        left_out=left_out,
        withheld=found.withheld,
        combinations=len(births),
        smallest=int(births.min()) if len(births) else 0,
        forms=form_shares(table, found.level, births),
        facilities=forms_by_facility(table, trees, found.level, found.code, births),
    )
