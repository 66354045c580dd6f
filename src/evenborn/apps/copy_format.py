"""Rows as PostgreSQL’s COPY takes them in binary, made of whole columns. Pure.

The format itself is written by pgpq out of Arrow’s columns; written row by row by psycopg the same takes five
times as long.

References
----------
PostgreSQL 15, reference of COPY, “Binary Format”.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
from pgpq import ArrowToPostgresBinaryEncoder

__all__ = ["copied"]

_TYPES: Final[Mapping[str, Any]] = {
    "bytea": pa.binary(), "varchar": pa.string(), "date": pa.date32(),
    "timestamptz": pa.timestamp("us", "UTC"), "int2": pa.int16(), "int4": pa.int32(), "int8": pa.int64(),
}  # fmt: skip
_AT_ONCE: Final = 1_000
"""Rows of a block: the server reads one while the next is made."""


def copied(
    types: Sequence[str], constant: Sequence[Any], columns: Sequence[Sequence[Any]]
) -> Iterator[bytes]:
    """Blocks of what COPY reads: first the columns that are constant, then the others.

    Parameters
    ----------
    types : sequence of str
        PostgreSQL’s names, in that order: bytea, varchar, date, timestamptz, int2, int4, int8.
    constant : sequence of value
    columns : sequence of sequence of value
        Of one length; None is null.

    Examples
    --------
    >>> b"".join(copied(["int2", "bytea"], [7], [[b"a", None]]))[19:].hex(" ", -2)
    '0002 0000 0002 0007 0000 0001 6100 0200 0000 0200 07ff ffff ffff ff'
    """
    kinds = [_TYPES[type_] for type_ in types]
    named = pa.schema([pa.field(f"{place}", kind) for place, kind in enumerate(kinds)])
    same = [pa.repeat(pa.scalar(value, kind), _AT_ONCE) for value, kind in zip(constant, kinds, strict=False)]
    encoder = ArrowToPostgresBinaryEncoder(named)
    yield encoder.write_header()
    for first in range(0, len(columns[0]), _AT_ONCE):
        cells = [column[first : first + _AT_ONCE] for column in columns]
        different = [pa.array(cell, kind) for cell, kind in zip(cells, kinds[len(constant) :], strict=True)]
        rows = len(cells[0])
        repeated = [column.slice(0, rows) for column in same]
        yield encoder.write_batch(pa.record_batch([*repeated, *different], schema=named))
    yield encoder.finish()
