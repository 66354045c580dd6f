"""What a return of counts replaces: what stands of the same facility and month."""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from django.db.models import Q

from evenborn.apps.births.models import ReturnedCount
from evenborn.apps.births.models.counts import COUNTED
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS, Way

__all__ = ["Counts", "Told", "standing"]

Told = tuple[tuple[str, Any], ...]
"""What a combination is told apart by, in the order of the names."""

Counts = tuple[Told, dict[str, float]]
"""A combination and its numbers."""

_WHOLE: Final = "a return replaces the one before it, whoever sent that"
_TOGETHER: Final = 400
"""Facilities and months asked for at once: a database takes only so many conditions."""


def standing(batch: Batch, table: str, more: pa.Table | None) -> Iterator[Counts]:
    """What stands already in a table of the facilities and months that a batch brings.

    A record of a register of births replaces its own earlier version, which the vault knows; a return of
    counts is replaced whole. What was typed names its month itself, also where it counts nothing.

    Parameters
    ----------
    batch : Batch
    table : str
    more : pyarrow.Table or None
        What the batch brings.
    """
    if batch.register in REGISTERS_OF_ROWS or more is None:
        return
    number = next(field.name for field in more.schema if field.type != pa.string())
    _hold(batch, more)
    for condition in _conditions(batch, more):
        rows = ReturnedCount.objects.regardless(_WHOLE).filter(
            COUNTED, condition, register=batch.register, table=table
        )
        for row in rows.exclude(batch=batch).iterator():
            place = {"facility": row.facility or None, "period": row.period or None}
            told = row.told | {name: value for name, value in place.items() if name in more.schema.names}
            yield tuple(sorted(told.items())), {number: row.amount}


def _hold(batch: Batch, more: pa.Table) -> None:
    """Let whoever counts the same facilities wait: else two returns replace the same one."""
    facilities = {batch.sender.code}
    if "facility" in more.schema.names:
        facilities |= {str(code) for code in more.column("facility").unique().drop_null().to_pylist()}
    rows = Sender.objects.regardless(_WHOLE).select_for_update().filter(code__in=facilities)
    list(rows.order_by("pk").values_list("pk"))


def _conditions(batch: Batch, more: pa.Table) -> Iterator[Q]:
    """Rows of the same facilities and months, so many at a time."""
    if batch.way == Way.ENTRY:
        yield Q(facility=batch.sender.code, period=f"{batch.period_start:%Y-%m}")
        return
    names: list[str] = [name for name in ("facility", "period") if name in more.schema.names]
    pairs = more.select(names).group_by(names).aggregate([]).to_pylist() if names else []
    for first in range(0, len(pairs), _TOGETHER):
        condition = Q(pk__in=[])
        for pair in pairs[first : first + _TOGETHER]:
            condition |= Q(**{name: value or "" for name, value in pair.items()})
        yield condition
