"""Entering what a batch counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from django.db.models import Model

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfMonth, BirthsOfYear, RecordsReceived, ReturnedCount
from evenborn.apps.births.replacing import Counts, Told, standing
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.takers import Taking

__all__ = ["Counted", "count_batch", "count_records"]

_SEXES = ("male", "female", "unclear")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of counts a batch has brought."""

    cells: int


@action(Permission.INTAKE_DECIDE, records=("cells",))
def count_batch(batch: Batch, *, by: Actor, taking: Taking) -> Counted:
    """Add what a batch counts, less what it replaces.

    A return of counts replaces the one that stands of the same facility and month, whichever way each came.
    """
    cells = 0
    for name in sorted({*taking.more, *taking.less}):
        rows = list(_rows(batch, name, taking, standing(batch, name, taking.more.get(name))))
        months = [row for row in rows if isinstance(row, BirthsOfMonth)]
        years = [row for row in rows if isinstance(row, BirthsOfYear)]
        others = [row for row in rows if isinstance(row, ReturnedCount)]
        BirthsOfMonth.objects.bulk_create(months, batch_size=_AT_ONCE)
        BirthsOfYear.objects.bulk_create(years, batch_size=_AT_ONCE)
        ReturnedCount.objects.bulk_create(others, batch_size=_AT_ONCE)
        cells += len(rows)
    return Counted(cells)


@action(Permission.INTAKE_DECIDE, records=("cells",))
def count_records(batch: Batch, *, by: Actor, months: Mapping[tuple[str, date], int]) -> Counted:
    """Add how many records of each facility and month a batch brings, for the calendar of completeness."""
    RecordsReceived.objects.bulk_create(
        [
            RecordsReceived(
                batch=batch, register=batch.register, facility=facility, month=month, records=number
            )
            for (facility, month), number in months.items()
        ],
        batch_size=_AT_ONCE,
    )
    return Counted(len(months))


def _rows(batch: Batch, table: str, taking: Taking, before: Iterable[Counts]) -> Iterator[Model]:
    """One row for each combination that the batch changes."""
    sums: dict[Told, dict[str, float]] = {}
    more, less = _cells(taking.more.get(table)), _cells(taking.less.get(table))
    for side, sign in ((more, 1), (less, -1), (before, -1)):
        for told, numbers in side:
            kept = sums.setdefault(told, {})
            for name, number in numbers.items():
                kept[name] = kept.get(name, 0) + sign * number
    for told, numbers in sums.items():
        if any(numbers.values()):
            yield _row(batch, table, dict(told), numbers)


def _cells(table: pa.Table | None) -> Iterator[Counts]:
    """What a combination is told apart by, and its numbers."""
    if table is None:
        return
    told = [field.name for field in table.schema if field.type == pa.string()]
    for row in table.to_pylist():
        yield (
            tuple((name, row[name]) for name in sorted(told)),
            {name: value for name, value in row.items() if name not in told},
        )


def _row(batch: Batch, table: str, told: Mapping[str, Any], numbers: Mapping[str, float]) -> Model:
    """The row of the table that fits: births by month, births by year, or another count."""
    start = {"batch": batch, "register": batch.register, "table": table}
    if not set(_SEXES) <= set(numbers):
        return _returned(start, batch, told, numbers)
    births = {name: int(numbers[name]) for name in _SEXES} | {"order": told.get("order") or ""}
    area, period = told.get("area") or "", told.get("period")
    if table.endswith("_by_township"):
        return BirthsOfYear(**start, **births, area=area, year=int(period) if period else None)
    return BirthsOfMonth(**start, **births, area=area, month=_month(period))


def _returned(
    start: Mapping[str, Any], batch: Batch, told: Mapping[str, Any], numbers: Mapping[str, float]
) -> Model:
    rest = {name: value for name, value in told.items() if name not in ("facility", "period")}
    return ReturnedCount(
        **start, area=batch.area, facility=told.get("facility") or "", period=told.get("period") or "",
        told=rest, amount=next(iter(numbers.values())),
    )  # fmt: skip


def _month(period: str | None) -> date | None:
    return date.fromisoformat(f"{period}-01") if period else None
