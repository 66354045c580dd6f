"""Entering what a batch counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.actions.added_up import add_births
from evenborn.apps.births.models import RecordsReceived, ReturnedCount
from evenborn.apps.births.replacing import Counts, Told, standing
from evenborn.apps.bulk_insert import insert_rows
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS
from evenborn.apps.intake.takers import Taking

__all__ = ["Counted", "count_batch", "count_records"]

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
        changes = _changes(taking, name, standing(batch, name, taking.more.get(name)))
        if batch.register in REGISTERS_OF_ROWS:
            add_births(batch.register, name, changes)
        else:
            rows = [_returned(batch, name, dict(told), numbers) for told, numbers in changes.items()]
            ReturnedCount.objects.bulk_create(rows, batch_size=_AT_ONCE)
        cells += len(changes)
    return Counted(cells)


@action(Permission.INTAKE_DECIDE, records=("cells",))
def count_records(batch: Batch, *, by: Actor, months: Mapping[tuple[str, date], int]) -> Counted:
    """Add how many records of each facility and month a batch brings, for the calendar of completeness."""
    if months:
        columns: dict[str, Sequence[Any]] = {
            "facility": [facility or batch.sender.code for facility, _ in months],
            "month": [month for _, month in months],
            "records": tuple(months.values()),
        }
        insert_rows(RecordsReceived, {"batch": batch.pk, "register": batch.register}, columns)
    return Counted(len(months))


def _changes(taking: Taking, table: str, before: Iterable[Counts]) -> dict[Told, dict[str, float]]:
    """What the batch changes by combination, below nought where it takes away."""
    sums: dict[Told, dict[str, float]] = {}
    more, less = _cells(taking.more.get(table)), _cells(taking.less.get(table))
    for side, sign in ((more, 1), (less, -1), (before, -1)):
        for told, numbers in side:
            kept = sums.setdefault(told, {})
            for name, number in numbers.items():
                kept[name] = kept.get(name, 0) + sign * number
    return {told: numbers for told, numbers in sums.items() if any(numbers.values())}


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


def _returned(
    batch: Batch, table: str, told: Mapping[str, Any], numbers: Mapping[str, float]
) -> ReturnedCount:
    rest = {name: value for name, value in told.items() if name not in ("facility", "period")}
    return ReturnedCount(
        batch=batch, register=batch.register, table=table, area=batch.area,
        facility=told.get("facility") or "", period=told.get("period") or "", told=rest,
        amount=next(iter(numbers.values())),
    )  # fmt: skip
