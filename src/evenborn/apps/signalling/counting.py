"""From rows of the office’s tables to counts of facilities; pure, and about no person.

A table of at least ten in each combination tells some rows of a wider period, or of all indications
together. What is told of all indications counts as scans, and as none without an indication: so it errs for
the facility.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from evenborn.signals.counts import (
    Devices,
    DrugIssues,
    LedgerEntries,
    ReceivedReturns,
    ScanCounts,
    TerminationCounts,
    Texts,
)
from evenborn.signals.drugs import LARGEST_ISSUE

C = TypeVar("C")

__all__ = [
    "Row", "devices", "drug_issues", "ledger_entries", "months_of", "received_returns", "scan_counts",
    "terminations",
]  # fmt: skip

_MONTHS_OF: Final = {"Q": 3, "H": 6}
_UNSTATED: Final = "unknown"
_POOLED: Final = ("", "all")


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a table: of which facility and period, told apart by what.

    Attributes
    ----------
    facility, period : str
    told : mapping of str to str
    amount : int
    """

    facility: str
    period: str
    told: Mapping[str, str]
    amount: int


def months_of(period: str) -> tuple[str, int] | None:
    """First month of a period as a table writes it, and how many months it has; None for all of them.

    Examples
    --------
    >>> [months_of(one) for one in ("2025-03", "2025-Q2", "2025-H2", "2025", "all")]
    [('2025-03', 1), ('2025-04', 3), ('2025-07', 6), ('2025-01', 12), None]
    """
    if period in _POOLED:
        return None
    year, _, part = period.partition("-")
    if not part:
        return f"{year}-01", 12
    length = _MONTHS_OF.get(part[0])
    return (period, 1) if length is None else (f"{year}-{length * (int(part[1:]) - 1) + 1:02}", length)


def scan_counts(rows: Iterable[Row]) -> ScanCounts | None:
    """Scans by facility and month, from the table of scans by indication; None for no scan.

    Each month of a wider period is there, with the number at its first, so that device-days are whole.

    Examples
    --------
    >>> told = Row("F1", "2025-Q1", {"indication": "unknown"}, 12), Row("F1", "2025-01", {}, 30)
    >>> counts = scan_counts(told)
    >>> [str(month) for month in counts.month], counts.scans.tolist(), counts.without_indication.tolist()
    (['2025-01', '2025-02', '2025-03', '2025-01'], [12, 0, 0, 30], [12, 0, 0, 0])
    """
    known = [row for row in rows if row.facility not in _POOLED]
    spans = [months_of(row.period) for row in known]
    whole = _whole(span for span in spans if span is not None)
    if whole is None:
        return None
    entries: list[tuple[str, np.datetime64, int, int]] = []
    for row, span in zip(known, spans, strict=True):
        first, length = whole if span is None else span
        without = row.amount if row.told.get("indication") == _UNSTATED else 0
        start = np.datetime64(first, "M")
        entries += [
            (row.facility, start + at, *((row.amount, without) if at == 0 else (0, 0)))
            for at in range(length)
        ]
    facility, month, scans, unstated = zip(*entries, strict=True)
    nothing = np.zeros(len(entries), dtype=np.int64)
    return ScanCounts(
        _texts(facility), np.array(month, "datetime64[M]"), _texts([""] * len(entries)),
        _whole_numbers(scans), _whole_numbers(unstated), nothing,
    )  # fmt: skip


def _whole(spans: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
    """From the first to the last month of all; None where no row tells its period."""
    ends = [(np.datetime64(first, "M"), np.datetime64(first, "M") + length) for first, length in spans]
    if not ends:
        return None
    start, stop = min(one for one, _ in ends), max(one for _, one in ends)
    return str(start), int((stop - start).astype(np.int64))


def devices(rows: Iterable[Row]) -> Devices | None:
    """One entry a device, from the table of devices by state; their numbers stay at the facility."""
    held = [
        (row.facility, f"{row.told.get('state', '')}-{number}", row.told.get("state") == "in-use")
        for row in rows
        for number in range(row.amount)
    ]
    if not held:
        return None
    facility, number, in_use = zip(*held, strict=True)
    never = np.full(len(held), "NaT", dtype="datetime64[M]")
    return Devices(_texts(facility), _texts(number), np.array(in_use, bool), never, _texts([""] * len(held)))


def ledger_entries(rows: Iterable[Row]) -> LedgerEntries | None:
    """Ledger entries by drug; batches are not told apart, so a drug’s month is what must balance."""
    return _monthly(rows, lambda known, facility, month: LedgerEntries(
        facility, _told(known, "drug"), _texts([""] * len(known)), month, _told(known, "entry"),
        _whole_numbers(row.amount for row in known),
    ))  # fmt: skip


def drug_issues(rows: Iterable[Row]) -> DrugIssues | None:
    """Units issued by drug; issues, which are not told, are as few as the units can be."""
    return _monthly(rows, lambda known, facility, month: DrugIssues(
        facility, _told(known, "drug"), month,
        _whole_numbers(math.ceil(row.amount / LARGEST_ISSUE) for row in known),
        _whole_numbers(row.amount for row in known),
    ))  # fmt: skip


def terminations(rows: Iterable[Row]) -> TerminationCounts | None:
    """Monthly returns of terminations, cell by cell."""
    return _monthly(rows, lambda known, facility, month: TerminationCounts(
        facility, month, _told(known, "week_band"), _told(known, "reason_class"), _told(known, "method"),
        _whole_numbers(row.amount for row in known),
    ))  # fmt: skip


def received_returns(rows: Iterable[tuple[str, str, str]]) -> ReceivedReturns | None:
    """Facility, month and day of each return."""
    known = list(rows)
    if not known:
        return None
    facility, month, day = zip(*known, strict=True)
    return ReceivedReturns(_texts(facility), np.array(month, "datetime64[M]"), np.array(day, "datetime64[D]"))


def _monthly(rows: Iterable[Row], make: Callable[[list[Row], Texts, NDArray[np.datetime64]], C]) -> C | None:
    known = [
        row for row in rows if row.facility not in _POOLED and (months_of(row.period) or ("", 0))[1] == 1
    ]
    if not known:
        return None
    month = np.array([row.period for row in known], dtype="datetime64[M]")
    return make(known, _texts(row.facility for row in known), month)


def _told(rows: Iterable[Row], name: str) -> Texts:
    return _texts(row.told.get(name) or "" for row in rows)


def _texts(values: Iterable[str]) -> Texts:
    return np.array(list(values), dtype=np.str_)


def _whole_numbers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(values), dtype=np.int64)
