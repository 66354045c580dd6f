"""Putting a cube in the place of the one before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.bulk_insert import insert_rows
from evenborn.apps.figures.adding_up import Sum, as_table
from evenborn.apps.figures.models import AreaBirths, Cube
from evenborn.apps.figures.small_numbers.deciding import decided
from evenborn.apps.intake.models import Batch

__all__ = ["replace_cube"]


@action(Permission.INTAKE_DECIDE, records=("register", "births", "no_month"))
def replace_cube(
    *, by: Actor, register: str, last: Batch, cut_off: date | None, sums: "Iterable[Sum] | pa.Table",
    births: int, no_month: int,
) -> Cube:  # fmt: skip
    """Put the sums of a register in the place of those before, and decide what of them is withheld."""
    table = as_table(sums)
    before = Cube.objects.filter(register=register).first()
    withheld = decided(table, before.withholds.pools if before is not None and before.withheld else ())
    Cube.objects.filter(register=register).delete()
    cube = Cube.objects.create(
        register=register, batch=last.pk, as_of=last.decided_at or by.now, cut_off=cut_off, made_at=by.now,
        births=births, no_month=no_month, withheld=withheld.text(),
    )  # fmt: skip
    columns: dict[str, list[Any]] = {name: table[name].to_pylist() for name in table.column_names}
    days = {written: date.fromisoformat(written) for written in set(columns["start"])}
    columns["start"] = [days[written] for written in columns["start"]]
    columns["level"] = [len(code) for code in columns["area"]]
    insert_rows(AreaBirths, {"cube": cube.pk}, columns)
    return cube
