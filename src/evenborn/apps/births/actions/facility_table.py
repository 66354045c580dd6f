"""Replacing the table of births by facility, whole."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.intake.models import Batch

__all__ = ["replace_facility_table"]

_OWN: Final = ("residence", "facility", "period", "male", "female", "unclear")
_WHOLE: Final = "the table is replaced whole"


@action(Permission.INTAKE_DECIDE, records=("register", "births", "withheld"))
def replace_facility_table(
    *, by: Actor, register: str, last: Batch, tables: Mapping[str, pa.Table], births: int, withheld: int
) -> FacilityTable:
    """Put a table in the place of the one before, in one transaction."""
    FacilityTable.objects.filter(register=register).delete()
    made = FacilityTable.objects.create(
        register=register, batch=last.pk, as_of=last.decided_at or by.now, made_at=by.now, births=births,
        withheld=withheld,
    )  # fmt: skip
    BirthsOfFacility.objects.bulk_create(_rows(made, tables), batch_size=500)
    return made


def _rows(made: FacilityTable, tables: Mapping[str, pa.Table]) -> Iterator[BirthsOfFacility]:
    for name, table in tables.items():
        for row in table.to_pylist():
            yield BirthsOfFacility(
                of=made, table=name, area=row.get("residence") or "", facility=row.get("facility") or "",
                period=row.get("period") or "", told=_told(row), male=row["male"], female=row["female"],
                unclear=row["unclear"],
            )  # fmt: skip


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _OWN and value is not None}
