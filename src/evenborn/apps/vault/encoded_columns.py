"""Many rows at once as :func:`~evenborn.apps.vault.row_layouts.encoded` and the index write one. Pure.

Columns instead of rows: Arrow joins the texts of fifty thousand rows in a fraction of Python’s time. What is
written is the same to the octet; a test holds both beside each other.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.apps.vault.row_layouts import BETWEEN, BLOCK, END, PLACED, encoded, layout

__all__ = ["encoded_columns", "joined_columns"]

_join: Final[Any] = pc.binary_join_element_wise


def encoded_columns(columns: Mapping[str, Any], rows: int, register: str) -> list[bytes]:
    """What :func:`~evenborn.apps.vault.row_layouts.encoded` writes of each row; a null is no field of it.

    Examples
    --------
    >>> columns = {"sex": pa.array(["female", None]), "record_number": pa.array(["17", "一"])}
    >>> [plain.rstrip() for plain in encoded_columns(columns, 2, "delivery")]
    [b'\\x0117\\x1f\\x1f\\x1f\\x1ffemale\\x1e', b'\\x01\\xe4\\xb8\\x80\\x1e']
    """
    stated = {name: column for name, column in columns.items() if column.null_count < rows}
    if not stated.keys() <= set(layout(register)) or any(map(_is_odd, stated.values())):
        return _row_by_row(stated, rows, register)
    parts: list[Any] = []
    for name in layout(register):
        if name in stated:
            column = stated[name]
            parts.append(column.fill_null("") if column.null_count else column)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += BETWEEN  # fields that no row states
            continue
        else:
            parts.append("")
        parts.append(BETWEEN)
    if not stated:
        return [encoded({}, register)] * rows
    texts = _join(PLACED, pc.utf8_rtrim(_join(*parts, ""), BETWEEN), END, "")
    octets = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    found: list[bytes] = (
        _join(texts, _blanks().take(pa.array(-octets % BLOCK)), "").cast(pa.binary()).to_pylist()
    )
    return found


def _row_by_row(columns: Mapping[str, Any], rows: int, register: str) -> list[bytes]:
    """Where a cell holds what stands between cells, or a field has no place."""
    if not columns:
        return [encoded({}, register)] * rows
    texts = zip(*(column.to_pylist() for column in columns.values()), strict=True)
    return [
        encoded({name: text for name, text in zip(columns, row, strict=True) if text is not None}, register)
        for row in texts
    ]


def joined_columns(constant: Sequence[str], columns: Sequence[Any]) -> list[bytes | None]:
    """The parts of each row, each behind its length; None where one of them is null.

    Examples
    --------
    >>> joined_columns(["delivery"], [pa.array(["一2", None]), pa.array(["", "b"])])
    [b'8:delivery2:\\xe4\\xb8\\x8020:', None]
    """
    parts: list[Any] = ["".join(f"{len(part)}:{part}" for part in constant)]
    for column in columns:
        parts += [pc.utf8_length(column).cast(pa.string()), ":", column]
    found: list[bytes | None] = _join(*parts, "").cast(pa.binary()).to_pylist()
    return found


def _is_odd(column: pa.StringArray) -> bool:
    """Whether any text is empty or holds what stands between fields or behind the last."""
    data = column.buffers()[2]
    if data is not None:
        octets = np.frombuffer(memoryview(data), np.uint8)
        if bool(((octets == ord(BETWEEN)) | (octets == ord(END))).any()):
            return True
    return bool(pc.min(pc.binary_length(column)).as_py() == 0)


@cache
def _blanks() -> pa.StringArray:
    return pa.array([" " * length for length in range(BLOCK)], pa.string())
