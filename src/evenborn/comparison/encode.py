"""An owner encodes its register on its own machine: no name, number or day leaves it.

What leaves is written by :func:`encode`; what stays with the owner is a list that leads from the numbers of
the encoding back to its own records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from evenborn.comparison.encoding_file import OF_RECORD, SCHEMA, with_description
from evenborn.comparison.entries import Entries
from evenborn.comparison.loading import Described, load_register
from evenborn.comparison.tokens import KeyedTokens
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition
from evenborn.registers.engine import open_engine
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.whole_files import whole_file

_ROWS_OF_GROUP: Final = 100_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """What an encoding holds, in numbers.

    Attributes
    ----------
    described : Described
    left_out : tuple of int
        By candidate rule, births whose block does not leave, because strangers share it.
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
    with working_folder() as folder, open_engine(folder, options.limits) as engine:
        entries = Entries(engine, tokens)
        described, records, _ = load_register(path, definition, options, tokens, entries.keep, progress)
        left_out = entries.leave_out_shared()
        entries.add_random_rows(described.births, described.roles)
        order = entries.in_random_order(described.births)
        with whole_file(own_list, inputs=[path]) as listed, whole_file(out, inputs=[path]) as aside:
            listed.touch(0o600)
            _write_list(listed, order, records)
            aside.touch(0o600)
            _write(aside, entries, described, order, records)
    return Encoded(described, left_out)


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
    path: Path, entries: Entries, described: Described, order: NDArray[np.int32], records: "pa.Table"
) -> None:
    numbers = pa.table({"record": np.arange(len(order), dtype=np.int32), "number": order})
    schema = with_description(SCHEMA, described)
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False) as writer:
        for batch in entries.batches(described.roles, numbers, _ROWS_OF_GROUP):
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
    }
    columns = [
        kept[one.name].cast(one.type) if one.name in kept else pa.nulls(len(order), one.type)
        for one in schema
    ]
    return pa.table(columns, schema=schema).sort_by("record")
