"""Tables of counts that a facility made of rows which stay with it: read, held against the rule, counted.

``evenborn coarsen`` makes them on the facility's own machine. What comes here says in its own metadata which
register and table it is; a file that does not is refused and forgotten at once, whatever stands in it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evenborn.apps.access.actor import Actor
from evenborn.apps.intake.actions.batches import keep_problem
from evenborn.apps.intake.actions.tables import keep_table
from evenborn.apps.intake.kept_files import forget, opened
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.takers import Taking
from evenborn.registers.coarsening.tables import SEXES, schema_of
from evenborn.registers.definition import Definition, register
from evenborn.registers.leaving import CoarsenedTable
from evenborn.registers.manifest import manifest_of
from evenborn.registers.refusal import Refusal

__all__ = ["SentTable", "check_table", "read_sent_table", "taking_of_table"]

_MOST_ROWS = 1_000_000
_CODE = r"^[0-9A-Za-z<][0-9A-Za-z<+.\-]{0,31}$"
_PERIOD = r"^(all|unknown|[0-9]{4}(-([0-9]{2}|[QH][1-4]))?)$"


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was sent: its name in the register, and its rows."""

    name: str
    rows: pa.Table


def read_sent_table(path: Path, definition: Definition) -> SentTable:
    """Read a table of counts and hold it against what may leave its register.

    Parameters
    ----------
    path : pathlib.Path
        Parquet, as ``evenborn coarsen`` writes it.
    definition : Definition

    Raises
    ------
    Refusal
        ``intake-no-table`` (not such a file), ``intake-other-table`` (of another register),
        ``intake-table-columns``, ``intake-table-text`` (no code), ``intake-table-fine`` (combinations of too
        few), ``intake-table-negative``.
    """
    try:
        with pq.ParquetFile(path) as file:
            manifest, rows = manifest_of(file.schema_arrow), file.metadata.num_rows
            table = file.read() if manifest is not None and rows <= _MOST_ROWS else None
    except (pa.ArrowException, OSError):
        raise Refusal("intake-no-table", file=path.name) from None
    if manifest is None or table is None:
        raise Refusal("intake-no-table", file=path.name)
    known = definition.tables.get(manifest.table)
    if manifest.register != definition.name or known is None:
        raise Refusal("intake-other-table", file=path.name, register=manifest.register)
    _require_fit(table, known, definition, path.name)
    return SentTable(known.name, table.replace_schema_metadata(None))


def _require_fit(table: pa.Table, known: CoarsenedTable, definition: Definition, file: str) -> None:
    whole = not known.adds or definition.fields[known.adds].type == "count"
    if table.schema.remove_metadata() != schema_of(known, whole):
        raise Refusal("intake-table-columns", file=file)
    for field in table.schema:
        if field.type == pa.string() and not _are_codes(table.column(field.name), field.name):
            raise Refusal("intake-table-text", file=file, column=field.name)
    numbers = [table.column(field.name) for field in table.schema if field.type != pa.string()]
    for column in numbers:
        if column.null_count or (len(column) and pc.min(column).as_py() < 0):
            raise Refusal("intake-table-negative", file=file)
    if len(table) and known.smallest > 1:
        together = numbers[0] if not known.beside else _sum([table.column(name) for name in SEXES])
        least = pc.min(together).as_py()
        if least < known.smallest:
            raise Refusal("intake-table-fine", file=file, least=known.smallest, found=int(least))


def _are_codes(column: "pa.ChunkedArray[Any]", name: str) -> bool:
    """Whether nothing stands in a column but codes, numbers, bands and periods: no sentence, no name."""
    shape = _PERIOD if name == "period" else _CODE
    return bool(pc.all(pc.match_substring_regex(column.drop_null(), shape), min_count=0).as_py())


def _sum(columns: list["pa.ChunkedArray[Any]"]) -> "pa.ChunkedArray[Any]":
    total = columns[0]
    for column in columns[1:]:
        total = pc.add(total, column)
    return total


def check_table(batch: Batch, *, by: Actor) -> Batch:
    """Check a table that was sent; a file that is none is forgotten at once."""
    try:
        with opened(batch.pk, batch.file_name) as path:
            sent = read_sent_table(path, register(batch.register))
    except Refusal as refusal:
        forget(batch.pk)
        return keep_problem(batch, by=by, code=refusal.code, facts=refusal.facts)
    return keep_table(batch, by=by, table=sent.name, rows=sent.rows.num_rows)


def taking_of_table(batch: Batch) -> Taking:
    """What a table that was checked adds to the counts.

    Raises
    ------
    Refusal
        As :func:`read_sent_table`.
    """
    with opened(batch.pk, batch.file_name) as path:
        sent = read_sent_table(path, register(batch.register))
    return Taking({sent.name: sent.rows}, new=sent.rows.num_rows)
