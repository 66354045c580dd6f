"""The table of births by facility, made anew of all visible births of a register; see decision 19.

A combination shows at least ten births. Added to batch by batch it could not be: what one batch adds may be
one birth. So it is made whole, from the sealed records, and only once at least ten births have changed.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.births.actions.facility_table import replace_facility_table
from evenborn.apps.births.counters import Counter, counters
from evenborn.apps.births.models import FacilityTable
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS
from evenborn.apps.vault.bulk_opening import opened_rows
from evenborn.apps.vault.models import Import, ImportState
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import Definition
from evenborn.registers.definition import register as definition_of
from evenborn.registers.stored_rows import typed_rows

__all__ = ["fine_tables", "is_due", "refresh", "registers_due"]

_WHOLE: Final = "the table is made of all batches of a register"


def fine_tables(definition: Definition) -> Definition:
    """The register with those of its tables that hold combinations of several births.

    Examples
    --------
    >>> sorted(fine_tables(definition_of("delivery")).tables)
    ['births_by_facility']
    """
    tables = {name: table for name, table in definition.tables.items() if table.smallest > 1}
    return replace(definition, tables=tables)


def registers_due() -> list[str]:
    """Registers whose table no longer shows what was decided."""
    return [name for name in REGISTERS_OF_ROWS if is_due(name)]


def is_due(register: str) -> bool:
    """Whether at least so many births have changed since as a combination must have."""
    tables = fine_tables(definition_of(register)).tables
    if not tables:
        return False
    made = FacilityTable.objects.filter(register=register).first()
    since = None if made is None else made.as_of
    numbers = _decided(register, since).values_list("new", "replaced")
    changed = sum(new + replaced for new, replaced in numbers)
    return changed >= min(table.smallest for table in tables.values())


def refresh(register: str) -> FacilityTable | None:
    """Make the table anew where that is due; done twice it changes nothing."""
    last = _decided(register, None).order_by("-decided_at", "-pk").first()
    prepared = Import.objects.regardless(_WHOLE).filter(register=register, state=ImportState.PREPARED)
    if last is None or prepared.exists() or not is_due(register):
        return None  # while a batch comes in, the vault shows less than was decided
    by = program("births", Permission.VAULT_KEYS, Permission.INTAKE_DECIDE)
    definition, areas = fine_tables(definition_of(register)), table_of_areas()
    counting, births = Coarsening(definition, None if areas is None else areas.current), 0
    others = counters(register)
    every: tuple[Counter | Coarsening, ...] = (counting, *others)
    for rows in opened_rows(by, register, purpose="facility-table"):
        typed = typed_rows(definition, rows)
        for one in every:
            one.add(typed)
        births += len(rows)
    found = counting.finish()
    for other in others:  # before the table: what is cut off between them is made again with it
        other.finish(last)
    withheld = sum(report.withheld for report in found.reports.values())
    return replace_facility_table(
        by=by, register=register, last=last, tables=found.tables, births=births, withheld=withheld
    )


def _decided(register: str, since: datetime | None) -> QuerySet[Batch]:
    """Batches that were taken in or withdrawn, after a moment."""
    states = (BatchState.ACCEPTED, BatchState.WITHDRAWN)
    after = Q() if since is None else Q(decided_at__gt=since)
    return Batch.objects.regardless(_WHOLE).filter(after, register=register, state__in=states)
