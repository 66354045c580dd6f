"""Checked registers in, counts of facilities out; columns that tell of persons are not even read."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from evenborn.registers.definition import register
from evenborn.registers.engine import open_engine
from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder
from evenborn.signals.counts import (
    BirthCounts,
    Devices,
    DrugIssues,
    LedgerEntries,
    ScanCounts,
    TerminationCounts,
)

AnyCounts = BirthCounts | ScanCounts | Devices | LedgerEntries | DrugIssues | TerminationCounts
Counts = TypeVar("Counts", BirthCounts, Devices, DrugIssues, LedgerEntries, ScanCounts, TerminationCounts)


@dataclass(frozen=True, slots=True)
class _Tally:
    """How a register is counted: what comes of it, from which columns, by which statement."""

    counts: type[AnyCounts]
    columns: tuple[str, ...]
    sql: str


_TALLIES: Final = {
    "delivery": _Tally(
        BirthCounts,
        ("facility", "birth_time", "parity", "residence", "sex", "outcome"),
        """SELECT facility, strftime(birth_time, '%Y-%m') AS month,
            least(coalesce(parity, 0), 3)::BIGINT AS "order",
            left(coalesce(residence, ''), 6) AS residence,
            count(*) FILTER (sex = 'male') AS male, count(*) FILTER (sex = 'female') AS female
        FROM records
        WHERE sex IN ('male', 'female') AND outcome IN ('live', 'early-neonatal-death')
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4""",
    ),
    "ultrasound_log": _Tally(
        ScanCounts,
        ("facility", "scan_date", "device", "indication"),
        """SELECT facility, strftime(scan_date, '%Y-%m') AS month, device, count(*) AS scans,
            count(*) FILTER (coalesce(indication, 'unknown') = 'unknown') AS without_indication,
            count(DISTINCT scan_date) AS days
        FROM records GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
    ),
    "device": _Tally(
        Devices,
        ("facility", "device_number", "state", "state_date", "buyer"),
        """SELECT facility, device_number AS device, state = 'in-use' AS in_use,
            strftime(state_date, '%Y-%m') AS since, coalesce(buyer, '') AS buyer
        FROM records ORDER BY 1, 2, 3, 4, 5""",
    ),
    "drug_ledger": _Tally(
        LedgerEntries,
        ("facility", "drug", "batch", "month", "entry", "quantity"),
        """SELECT facility, drug, batch, strftime(records.month, '%Y-%m') AS month, entry,
            sum(quantity)::BIGINT AS quantity
        FROM records GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
    ),
    "drug_issue": _Tally(
        DrugIssues,
        ("facility", "drug", "issue_date", "quantity"),
        """SELECT facility, drug, strftime(issue_date, '%Y-%m') AS month, count(*) AS issues,
            sum(quantity)::BIGINT AS units
        FROM records GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
    ),
    "termination_return": _Tally(
        TerminationCounts,
        ("facility", "month", "week_band", "reason_class", "method", "count"),
        """SELECT facility, strftime(records.month, '%Y-%m') AS month, week_band, reason_class, method,
            sum("count")::BIGINT AS number
        FROM records GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
    ),
}
TALLIED: Final = tuple(_TALLIES)
"""Registers that signals are made from."""


def tallied(register_name: str, batches: Iterable[pa.RecordBatch], limits: Limits | None = None) -> AnyCounts:
    """Count the accepted records of one file of a register.

    Parameters
    ----------
    register_name : str
        One of :data:`TALLIED`.
    batches : iterable of pyarrow.RecordBatch
        Typed as the check hands them on; a column that the file lacks is stated nowhere.
    limits : Limits, optional
        Memory of the engine.

    Returns
    -------
    BirthCounts, ScanCounts, Devices, LedgerEntries, DrugIssues or TerminationCounts
        In an order that does not depend on that of the records.

    Raises
    ------
    KeyError
        For a register that signals are not made from.

    References
    ----------
    DOMAIN of the programme: only counts of facilities leave a register; docs/rights.md.

    Examples
    --------
    >>> born = np.array(["2025-03-08T14:05", "2025-03-31T23:59"], "datetime64[s]")
    >>> counts = tallied("delivery", [pa.record_batch({
    ...     "facility": ["F1", "F1"], "birth_time": born, "residence": ["990101001", "990101002"],
    ...     "parity": [1, 1], "sex": ["female", "male"], "outcome": ["live", "live"],
    ... })])
    >>> counts.residence.tolist(), counts.male.tolist(), counts.female.tolist()
    (['990101'], [1], [1])
    """
    tally = _TALLIES[register_name]
    with working_folder() as folder, open_engine(folder, limits or Limits()) as engine:
        engine.register("records", _records(register_name, tally.columns, batches))
        found = engine.table(tally.sql)
    columns: dict[str, Any] = {
        one.name: _column(one.name, found[one.name].to_pylist()) for one in fields(tally.counts)
    }
    return tally.counts(**columns)


def _records(name: str, columns: tuple[str, ...], batches: Iterable[pa.RecordBatch]) -> pa.Table:
    """The columns that are counted, and no other."""
    kinds: dict[str, pa.DataType] = {
        "day": pa.date32(),
        "month": pa.date32(),
        "moment": pa.timestamp("s"),
        "count": pa.int64(),
    }
    defined = register(name).fields
    schema = pa.schema([(column, kinds.get(defined[column].type, pa.string())) for column in columns])
    parts = []
    for batch in batches:
        held = set(batch.schema.names)
        arrays = [
            batch[one.name].cast(one.type) if one.name in held else pa.nulls(batch.num_rows, one.type)
            for one in schema
        ]
        parts.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(parts, schema)


def _column(name: str, values: list[Any]) -> NDArray[Any]:
    if name in {"month", "since"}:
        return np.array([value or "NaT" for value in values], dtype="datetime64[M]")
    kinds: dict[type, type] = {int: np.int64, bool: np.bool_}
    return np.array(values, dtype=kinds.get(type(values[0]), np.str_) if values else None)


def together(parts: Iterable[Counts]) -> Counts | None:
    """Counts of several files of one register, one behind the other; None for no file.

    Parameters
    ----------
    parts : iterable of counts of one kind

    Returns
    -------
    counts of the same kind, or None

    References
    ----------
    None: one behind the other.

    Examples
    --------
    >>> together([]) is None
    True
    """
    held = list(parts)
    if not held:
        return None
    names = [one.name for one in fields(held[0])]
    return type(held[0])(**{name: np.concatenate([getattr(part, name) for part in held]) for name in names})
