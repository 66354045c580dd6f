"""Short lists that a check holds a register against: the facilities and the births expected of each."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from evenborn.registers.check import Checked, checking
from evenborn.registers.check_summary import CheckOptions
from evenborn.registers.definition import Definition, list_definition
from evenborn.registers.refusal import Refusal


def read_facility_list(path: Path, on: date) -> frozenset[str]:
    """Codes of the facilities of a list.

    Parameters
    ----------
    path : pathlib.Path
        A table with a column of facility codes, in any format that a register may have.
    on : date
        Day of the check.

    Raises
    ------
    Refusal
        ``bad-list-row`` for the first row that cannot be used, and whatever reading a file gives.
    """
    codes: set[str] = set()
    for batch in _rows(path, list_definition("facility_list"), on):
        codes.update(filter(None, batch.column("facility").to_pylist()))
    return frozenset(codes)


def read_expected_births(path: Path, on: date) -> dict[tuple[str, date], int]:
    """Births expected, by facility and first day of the month.

    Parameters
    ----------
    path : pathlib.Path
        A table with facility, month and births.
    on : date
        Day of the check.

    Raises
    ------
    Refusal
        As :func:`read_facility_list`.
    """
    expected: dict[tuple[str, date], int] = {}
    for batch in _rows(path, list_definition("expected_births"), on):
        for row in batch.to_pylist():
            expected[row["facility"], row["month"]] = row["births"]
    return expected


def read_list(path: Path, name: str, on: date) -> list[dict[str, Any]]:
    """Rows of a list by field.

    Parameters
    ----------
    path : pathlib.Path
        A table in any format that a register may have.
    name : str
        One of :data:`~evenborn.registers.definition.LISTS`.
    on : date
        Day of the check.

    Raises
    ------
    Refusal
        As :func:`read_facility_list`.
    """
    return [row for batch in _rows(path, list_definition(name), on) for row in batch.to_pylist()]


def _rows(path: Path, definition: Definition, on: date) -> list[pa.RecordBatch]:
    with checking(path, definition, CheckOptions(on)) as checked:
        _refuse_bad(checked, definition)
        return list(checked.accepted())


def _refuse_bad(checked: Checked, definition: Definition) -> None:
    if not checked.summary.rejected:
        return
    first = checked.first_issues(1)[0]
    raise Refusal(
        "bad-list-row",
        file=checked.summary.file,
        row=first.row,
        column=definition.fields[first.field].headers[0] if first.field else "",
        value=first.value[:80],
        list=definition.name,
    )
