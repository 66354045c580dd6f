"""Taking a batch in, across the vault and the statistics: whole, or as if it had never come.

Two stores are never one commit, so there are four steps, each a transaction of its own:

1. *begin* (statistics): the batch claims its register; two batches of one register take turns;
2. *prepare* (vault): its rows are sealed, part by part; nobody sees them;
3. *accept* (statistics): its counts and its **final marker**, together. From here on it is taken in;
4. *publish* (vault): its records are seen, those that it replaces become earlier versions.

Whoever is cut off before the third step is undone by :func:`recover`, after it completed by it. Each step may
be done twice.

References
----------
Gray J, Reuter A (1993) Transaction Processing, chapter 10: the commit record of one coordinator decides.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pyarrow as pa
import structlog
from django.conf import settings

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.intake import single_rows
from evenborn.apps.intake.actions import batches
from evenborn.apps.intake.checking import accepted_rows
from evenborn.apps.intake.counting import Counting
from evenborn.apps.intake.kept_files import FOLDER
from evenborn.apps.intake.models import Batch, BatchState
from evenborn.apps.intake.rows import Rows, in_parts
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS, STAY_AT_FACILITY, Because, Way
from evenborn.apps.intake.sent_tables import taking_of_table
from evenborn.apps.intake.takers import Taking
from evenborn.apps.vault.actions import imports
from evenborn.apps.vault.incoming import Incoming
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import Import, ImportState
from evenborn.apps.vault.options import every_keys_folder, keys_folder
from evenborn.apps.vault.record_index import read_index_key
from evenborn.registers.definition import register
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.rows import read_ahead

__all__ = ["recover", "take_in", "withdraw"]

_WHOLE = "a batch is recovered whoever began it"
log = structlog.get_logger()


def take_in(batch: Batch, *, by: Actor) -> Batch:
    """Take a checked batch in.

    Raises
    ------
    Refusal
        ``intake-not-checked``, ``intake-nothing-accepted``, ``intake-file-known``, ``intake-busy``; whatever
        is wrong with its file. Nothing of it is taken in then.
    """
    with _ours(batch):
        batches.begin_batch(batch, by=by)
        try:
            taking = _taken(batch)
            done = batches.accept_batch(batch, by=by, taking=taking)
        except BaseException:
            # Also where the process is told to end; a kill is for recover().
            _settle(batch.pk)
            raise
        _settle(batch.pk)
    return done


def withdraw(batch: Batch, *, by: Actor, because: Because) -> Batch:
    """Withdraw a batch that was taken in: counts first, then the records.

    Raises
    ------
    Refusal
        ``intake-not-accepted``; ``vault-import-built-upon`` where a later batch replaced some of its records.
    """
    with _ours(batch):
        imported = _imported(batch.pk)
        if imported is not None:
            imports.require_nothing_built_upon(imported)
        done = batches.withdraw_batch(batch, by=by, because=because)
        _settle(batch.pk)
    return done


def recover() -> int:
    """Complete or undo whatever was cut off; how much there was. Safe beside running imports."""
    waiting = [
        *Batch.objects.regardless(_WHOLE).filter(state=BatchState.ACCEPTING).values_list("pk", flat=True),
        *Import.objects.regardless(_WHOLE).filter(state=ImportState.PREPARED).values_list("batch", flat=True),
    ]
    settled = sum(_recovered(batch) for batch in dict.fromkeys([*waiting, *_half_withdrawn()]))
    if settled:
        log.warning("imports were cut off and are settled", batches=settled)
    return settled


def _half_withdrawn() -> list[int]:
    visible = Import.objects.regardless(_WHOLE).filter(state=ImportState.VISIBLE)
    withdrawn = Batch.objects.regardless(_WHOLE).filter(state=BatchState.WITHDRAWN)
    return sorted(set(visible.values_list("batch", flat=True)) & set(withdrawn.values_list("pk", flat=True)))


def _recovered(batch: int) -> bool:
    try:
        with _held(batch):
            _settle(batch)
    except BlockingIOError:
        return False  # it is being taken in just now
    return True


def _settle(number: int) -> None:
    """Bring vault and batch to what the final marker says."""
    by = _program()
    batch = Batch.objects.regardless(_WHOLE).filter(pk=number).first()
    imported = _imported(number)
    state = batch.state if batch is not None else None
    if imported is not None and imported.state == ImportState.PREPARED:
        if state in (BatchState.ACCEPTED, BatchState.WITHDRAWN):
            imports.publish_import(imported, by=by)
            imported = _imported(number)
        else:
            imports.undo_import(imported, by=by)
    if imported is not None and imported.state == ImportState.VISIBLE and state == BatchState.WITHDRAWN:
        imports.withdraw_import(imported, by=by)
    if batch is not None and state == BatchState.ACCEPTING:
        batches.release_batch(batch, by=by)


def _taken(batch: Batch) -> Taking:
    """Read what a batch brings, and seal what is sealed of it."""
    if batch.register in STAY_AT_FACILITY:
        return taking_of_table(batch)
    if batch.way == Way.ENTRY:
        return single_rows.prepared(batch, by=_program())
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
    by = _program()
    imported = imports.begin_import(by=by, batch=batch.pk, register=batch.register, area=batch.area)
    folder = every_keys_folder()
    key = read_keyring(keys_folder()).current
    rows_of = Rows(definition, batch.sender.code, read_index_key(folder), key)

    def sealed() -> Iterator[tuple[pa.RecordBatch, Incoming]]:
        for part in in_parts(accepted):
            yield rows_of.of(part)

    rows = 0
    # The next parts are sealed in a thread while the database takes this one.
    with closing(read_ahead(sealed)) as parts, imports.room_for_many():
        for part, incoming in parts:
            prepared = imports.prepare_part(imported, by=by, rows=incoming)
            counting.add(part, prepared)
            rows += part.num_rows
    _require_all(batch, rows)
    found = _imported(batch.pk)
    if found is None:
        raise RuntimeError(f"The import of batch {batch.pk} is gone.")
    return counting.taking(
        new=found.new, replaced=found.replaced, unchanged=found.unchanged, doubled=found.doubled
    )


def _require_all(batch: Batch, rows: int) -> None:
    """Stop where other rows came than the check has told of."""
    if rows != batch.accepted_rows:
        raise Refusal("intake-rows-differ", batch=batch.pk, rows=rows, checked=batch.accepted_rows)


def _imported(batch: int) -> Import | None:
    return Import.objects.regardless(_WHOLE).filter(batch=batch).first()


def _program() -> Actor:
    """The intake itself: whoever decided on a batch was asked for the permission to do so before."""
    return program("intake", Permission.VAULT_SEAL, Permission.INTAKE_DECIDE)


@contextmanager
def _ours(batch: Batch) -> Iterator[None]:
    """The lock of a batch for somebody who decides on it.

    Raises
    ------
    Refusal
        ``intake-busy`` where somebody else does so just now.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_held(batch.pk))
        except BlockingIOError:
            raise Refusal("intake-busy", register=batch.register) from None
        yield


@contextmanager
def _held(batch: int) -> Iterator[None]:
    """A lock that says that a batch is in somebody's hands; the system takes it from whoever dies.

    Raises
    ------
    BlockingIOError
        Where somebody else has it.
    """
    folder = Path(settings.CONFIG.folder) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / f"{batch}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
