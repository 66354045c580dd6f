"""Rows of a Parquet file in their order, every value as text."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import RowBatch, with_numbers

_BATCH = 131_072
_FIRST_ROW = 2  # a spreadsheet would show the names of the columns in row 1


def parquet_rows(
    path: Path, file: str, width: int, read: Collection[int] | None = None
) -> Iterator[RowBatch]:
    """All rows; refuses ``unreadable`` where a column holds no plain values or the file is damaged.

    Columns at other places than those to be ``read`` come out empty.
    """
    following = _FIRST_ROW
    try:
        with pq.ParquetFile(path) as parquet:
            names = parquet.schema_arrow.names[:width]
            chosen = _chosen(names, read)
            for batch in parquet.iter_batches(batch_size=_BATCH, columns=chosen):
                columns = [
                    _texts(batch.column(name if chosen else place))
                    if chosen is None or name in chosen
                    else pa.repeat("", batch.num_rows)
                    for place, name in enumerate(names)
                ]
                yield with_numbers(following, columns)
                following += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        cause = (str(error).splitlines() or [type(error).__name__])[0][:300]
        raise Refusal("unreadable", file=file, cause=cause) from error


def _chosen(names: Sequence[str], read: Collection[int] | None) -> list[str] | None:
    """Names by which the columns to be read can be asked for; None where a name does not say which it is."""
    if not read or len(set(names)) < len(names) or any("." in name for name in names):
        return None
    return [name for place, name in enumerate(names) if place in read]


def _texts(column: "pa.Array[Any]") -> pa.StringArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = cast("pa.DictionaryArray[Any, Any]", column).dictionary_decode()
        kind = column.type
    if pa.types.is_floating(kind):
        column = _whole_or_decimal(column)
    elif pa.types.is_timestamp(kind):
        column = pc.replace_substring_regex(column.cast(pa.string()), r"(\.0+)?Z?$", "")
    texts: Any = column.cast(pa.string())
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    texts.validate(full=True)  # a damaged file may hold bytes that are no text
    filled: pa.StringArray = texts.fill_null("")
    return filled


def _whole_or_decimal(column: "pa.Array[Any]") -> "pa.Array[Any]":
    """Whole numbers without a fraction, as a person would type them; not-a-number as an empty cell."""
    column = pc.if_else(pc.is_nan(column), None, column)
    whole = pc.and_(pc.equal(column, pc.trunc(column)), pc.less(pc.abs(column), pa.scalar(1e15)))
    as_whole = pc.if_else(whole, column, None).cast(pa.int64()).cast(pa.string())
    return pc.coalesce(as_whole, column.cast(pa.string()))
