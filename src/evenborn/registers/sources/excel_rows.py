"""Rows of a worksheet in their order: every value as the text that a person sees in the cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

import pyarrow as pa

from evenborn.registers.mapping import Header
from evenborn.registers.sources.rows import RowBatch, with_numbers

_BATCH = 25_000
_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number; what is larger has lost some."""

Value = int | float | str | bool | time | date | datetime | timedelta


def cell_text(value: Value) -> str:
    """A cell as text: whole numbers without a fraction, dates as ISO 8601.

    Examples
    --------
    >>> cell_text(12.0), cell_text(12.5), cell_text(date(2011, 9, 17))
    ('12', '12.5', '2011-09-17')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def record_text(value: Value) -> str:
    """A cell of a record as text; a number too large to be exact keeps the look of one.

    Examples
    --------
    >>> record_text(620702199001011234.0), record_text(3250.0)
    ('6.2070219900101120e+17', '3250')
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return f"{value:.16e}"
    return cell_text(value)


def excel_rows(
    rows: Iterable[Sequence[Value]], header: Header, failed: Mapping[tuple[int, int], str]
) -> Iterator[RowBatch]:
    """Rows below a header, a batch at a time.

    Parameters
    ----------
    rows : iterable of sequence
        Values of each row from the one after the header on.
    header : Header
    failed : mapping of (row, place) to str
        Cells whose formula failed, and the error shown.
    """
    width, following = len(header.names), header.row + 1
    rows = iter(rows)
    while taken := list(islice(rows, _BATCH)):
        columns = [_column(values) for values in zip(*taken, strict=True)][:width]
        columns += [pa.array([""] * len(taken), pa.string())] * (width - len(columns))
        for (row, place), shown in failed.items():
            if following <= row < following + len(taken) and place < width:
                texts = columns[place].to_pylist()
                texts[row - following] = shown
                columns[place] = pa.array(texts, pa.string())
        yield with_numbers(following, columns)
        following += len(taken)


def _column(values: Sequence[Value]) -> pa.StringArray:
    try:
        return pa.array(values, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid, TypeError):
        texts = [value if type(value) is str else record_text(value) for value in values]
        return pa.array(texts, pa.string())
