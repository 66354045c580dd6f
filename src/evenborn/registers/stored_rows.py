"""Checked rows as texts, to be kept sealed, and typed again from those texts.

A text is what JSON, a database and a person can hold; what was typed comes back the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from evenborn.registers.definition import Definition

__all__ = ["text_columns", "typed_rows"]

_TYPES: Final[Mapping[str, "pa.DataType"]] = {
    "day": pa.date32(), "month": pa.date32(), "moment": pa.timestamp("s"), "quantity": pa.float64(),
    "count": pa.int64(),
}  # fmt: skip
"""By type of a field, as :meth:`~evenborn.registers.check.Checked.accepted` hands it on; others are texts."""


def text_columns(batch: pa.RecordBatch) -> "dict[str, pa.Array[Any]]":
    """Each column as texts, null where a cell is blank.

    Examples
    --------
    >>> from datetime import date
    >>> batch = pa.record_batch({"birth_date": [date(2025, 3, 8)], "weight": [None], "parity": [2]})
    >>> {name: texts.to_pylist() for name, texts in text_columns(batch).items()}
    {'birth_date': ['2025-03-08'], 'weight': [None], 'parity': ['2']}
    """
    return {
        name: column.cast(pa.string()) for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }


def typed_rows(definition: Definition, rows: Sequence[Mapping[str, str]]) -> pa.RecordBatch:
    """Rows typed as the check handed them on, one column for each field that any row states.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> typed_rows(register("household"), [{"birth_date": "2025-03-08", "sex": "female"}]).schema.types
    [DataType(string), DataType(date32[day])]
    """
    stated = {name for row in rows for name in row}
    columns = {}
    for name, field in definition.fields.items():
        if name in stated:
            texts = pa.array([row.get(name) for row in rows], pa.string())
            columns[name] = texts.cast(_TYPES.get(field.type, pa.string()))
    return pa.record_batch(columns)
