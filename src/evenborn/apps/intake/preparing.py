"""The second step of taking a batch in: its rows sealed part by part, unseen, and counted meanwhile.

The protocol is in :mod:`evenborn.apps.intake.taking_in`.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pyarrow as pa

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.bulk_insert import WrittenRows
from evenborn.apps.intake import single_rows
from evenborn.apps.intake.checking import accepted_rows
from evenborn.apps.intake.counting import Counting
from evenborn.apps.intake.doubled import Doubled
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rows import ROW, Rows, in_parts
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS, STAY_AT_FACILITY, Way
from evenborn.apps.intake.sent_tables import taking_of_table
from evenborn.apps.intake.takers import Taking
from evenborn.apps.vault.actions import imports
from evenborn.apps.vault.bulk_opening import opened_import
from evenborn.apps.vault.incoming import Incoming
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import Import
from evenborn.apps.vault.options import every_keys_folder, keys_folder
from evenborn.apps.vault.record_index import read_index_key
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import read_ahead
from evenborn.registers.stored_rows import typed_rows

__all__ = ["imported_of", "taking_back", "taking_of", "the_program"]

_WHOLE: Final = "a batch is prepared whoever began it"


def taking_of(batch: Batch) -> Taking:
    """Take up what was accepted of a batch, prepare in the vault what is sealed of it, and count.

    Raises
    ------
    Refusal
        Whatever is wrong with its file; ``intake-rows-differ``.
    """
    if batch.register in STAY_AT_FACILITY:
        return taking_of_table(batch)
    if batch.way == Way.ENTRY:
        return single_rows.prepared(batch, by=the_program())
    with accepted_rows(batch) as accepted:
        return _prepared(batch, accepted)


def _prepared(batch: Batch, accepted: Iterator[pa.RecordBatch]) -> Taking:
    """Seal the rows of a file, and count them and what they replace."""
    definition, areas = register(batch.register), table_of_areas()
    counting = Counting(definition, None if areas is None else areas.current)
    if batch.register not in REGISTERS_OF_ROWS:
        rows = 0
        for part in accepted:
            counting.more.add(part)
            rows += part.num_rows
        _require_all(batch, rows)
        return counting.taking(new=rows)
    by = the_program()
    imported = imports.begin_import(by=by, batch=batch.pk, register=batch.register, area=batch.area)
    folder = every_keys_folder()
    key = read_keyring(keys_folder()).current
    rows_of = Rows(definition, batch.sender.code, read_index_key(folder), key)

    def sealed() -> Iterator[tuple[pa.RecordBatch, Incoming, WrittenRows]]:
        for part in in_parts(accepted):
            sorted_, incoming = rows_of.of(part)
            yield sorted_, incoming, imports.written_new(incoming, imported, by)

    rows, doubled = 0, Doubled(batch.register)
    # The next parts are sealed and written in a thread while the database takes this one.
    with closing(read_ahead(sealed)) as parts, imports.room_for_many():
        for part, incoming, written in parts:
            prepared = imports.prepare_part(imported, by=by, rows=incoming, written=written)
            counting.add(part, prepared)
            if any(prepared.doubled.values()):
                doubled.add(part[ROW].to_numpy().tolist(), prepared.doubled)
            rows += part.num_rows
    _require_all(batch, rows)
    found = imported_of(batch.pk)
    if found is None:
        raise RuntimeError(f"The import of batch {batch.pk} is gone.")
    return counting.taking(
        doubled.found(), new=found.new, replaced=found.replaced, unchanged=found.unchanged,
        doubled=found.doubled,
    )  # fmt: skip


def taking_back(batch: Batch) -> Taking:
    """What the counts lose and get back where a batch is withdrawn: its records, and those before them.

    The statistics keep no count of a single batch, so the vault is asked.

    Raises
    ------
    Refusal
        ``intake-records-gone`` where records of the batch have served their time and were deleted.
    """
    imported = imported_of(batch.pk)
    if imported is None:
        return Taking()
    definition, areas = register(batch.register), table_of_areas()
    current = None if areas is None else areas.current
    counting, records = Counting(definition, current), 0
    for ours, before in opened_import(the_program(), imported, purpose="withdrawal"):
        counting.take_back(typed_rows(definition, ours), typed_rows(definition, before) if before else None)
        records += len(ours)
    if records < imported.new + imported.replaced:
        raise Refusal("intake-records-gone", batch=batch.pk)
    return counting.taking()


def _require_all(batch: Batch, rows: int) -> None:
    """Stop where other rows came than the check has told of."""
    if rows != batch.accepted_rows:
        raise Refusal("intake-rows-differ", batch=batch.pk, rows=rows, checked=batch.accepted_rows)


def imported_of(batch: int) -> Import | None:
    """What the vault knows of a batch."""
    return Import.objects.regardless(_WHOLE).filter(batch=batch).first()


def the_program() -> Actor:
    """The intake itself: whoever decided on a batch was asked for the permission to do so before."""
    return program("intake", Permission.VAULT_SEAL, Permission.INTAKE_DECIDE)
