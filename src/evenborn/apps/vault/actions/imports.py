"""What a batch does to the vault: prepared in parts, then shown at once or undone, later perhaps withdrawn.

Between the first part and :func:`publish_import` nobody sees anything of it. Each of these may be cut off at
any moment and done again.
"""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import Q

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.bulk_insert import WrittenRows, room_for_many
from evenborn.apps.stores import Store
from evenborn.apps.vault.actions.book import drop_lines, number_lines, strike_lines
from evenborn.apps.vault.actions.held_keys import held_keyring
from evenborn.apps.vault.actions.import_rows import (
    insert_new,
    insert_prepared,
    put_in_place,
    taken_back,
    written_new,
)
from evenborn.apps.vault.actions.known_rows import Known, known_births, known_records, seem_new
from evenborn.apps.vault.incoming import Became, Incoming, PreparedPart
from evenborn.apps.vault.models import Import, ImportState, PreparedVersion, RecordVersion, SealedRecord
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS
from evenborn.apps.vault.sealing import Key
from evenborn.registers.refusal import Refusal

__all__ = [
    "begin_import",
    "prepare_part",
    "publish_import",
    "require_nothing_built_upon",
    "room_for_many",
    "undo_import",
    "withdraw_import",
    "written_new",
]

_WHOLE = "an import is of records of every area"


@action(Permission.VAULT_SEAL, records=("batch", "register"), area="area")
def begin_import(*, by: Actor, batch: int, register: str, area: str) -> Import:
    """Open an import for a batch of a register of births.

    Raises
    ------
    Refusal
        ``vault-not-of-births``.
    """
    if register not in REGISTERS_OF_BIRTHS:
        raise Refusal("vault-not-of-births", value=register)
    return Import.objects.create(batch=batch, register=register, area=area, began_at=by.now)


@action(Permission.VAULT_SEAL, records=("new", "replaced", "unchanged"))
def prepare_part(
    imported: Import, *, by: Actor, rows: Incoming, written: WrittenRows | None = None
) -> PreparedPart:
    """Put some rows of an import into the vault, which is held meanwhile; none of them is seen yet.

    Parameters
    ----------
    imported : Import
    by : Actor
    rows : Incoming
    written : WrittenRows, optional
        What :func:`written_new` made of them for the same import and actor.
    """
    keys = held_keyring()
    doubled = known_births(rows, imported)
    became, replaced = _inserted(rows, imported, keys.current, by, written)
    before = insert_prepared(rows, replaced, imported, keys, by)
    part = PreparedPart(tuple(became), doubled, before)
    imported.new += part.new
    imported.replaced += part.replaced
    imported.unchanged += part.unchanged
    imported.doubled += len(set().union(*doubled.values()))
    imported.save(update_fields=["new", "replaced", "unchanged", "doubled"])
    return part


def _inserted(
    rows: Incoming, imported: Import, key: Key, by: Actor, written: WrittenRows | None
) -> tuple[list[Became], dict[int, int]]:
    """Insert what is new; what becomes of each row, and the keys of the records that some replace."""
    if seem_new(rows, imported):
        became = _became(rows, {})
        with suppress(IntegrityError), transaction.atomic(using=Store.VAULT):
            insert_new(rows, _new(became), imported, key, by, written)
            return became, {}
    known = known_records(rows, imported)  # some are there, or may be
    became = _became(rows, known)
    insert_new(rows, _new(became), imported, key, by, written)
    replaced = {
        place: known[rows.record_index[place]].record
        for place, what in enumerate(became if known else ())
        if what is Became.REPLACES
    }
    return became, replaced


def _new(became: list[Became]) -> list[int]:
    return [place for place, what in enumerate(became) if what is Became.NEW]


def _became(rows: Incoming, known: dict[bytes, Known]) -> list[Became]:
    """What becomes of each row, the first of a number before the others."""
    if not known and len(set(rows.record_index)) == len(rows):
        return [Became.NEW] * len(rows)
    met: set[bytes] = set()
    found = []
    for place, number in enumerate(rows.record_index):
        record = known.get(number)
        if number in met or (record is not None and record.is_ours):
            found.append(Became.REPEATED)
        elif record is None:
            found.append(Became.NEW)
        elif record.is_shown and rows.says(place, record.content):
            found.append(Became.UNCHANGED)
        else:
            found.append(Became.REPLACES)
        met.add(number)
    return found


@action(Permission.VAULT_SEAL, records=("batch", "new", "replaced"))
def publish_import(imported: Import, *, by: Actor) -> Import:
    """Let everything of an import be seen at once; once it is, nothing is left to do."""
    if imported.state == ImportState.PREPARED:
        put_in_place(imported)
        number_lines(imported, by.today)
        return _settled(imported, ImportState.VISIBLE, by)
    return imported


@action(Permission.VAULT_SEAL, records=("batch",))
def undo_import(imported: Import, *, by: Actor) -> Import:
    """Take out all that was prepared, as if it had never come.

    Raises
    ------
    Refusal
        ``vault-import-settled`` where it is seen already.
    """
    if imported.state != ImportState.PREPARED:
        raise Refusal("vault-import-settled", batch=imported.batch)
    drop_lines(imported)
    PreparedVersion.objects.regardless(_WHOLE).filter(imported=imported).delete()
    SealedRecord.objects.regardless(_WHOLE).filter(imported=imported)._raw_delete(imported._state.db)
    Import.objects.regardless(_WHOLE).filter(pk=imported.pk).delete()
    return imported


@action(Permission.VAULT_SEAL, records=("batch",))
def withdraw_import(imported: Import, *, by: Actor) -> Import:
    """Let what an import brought be seen no more; what it replaced comes back as a next version.

    Raises
    ------
    Refusal
        ``vault-import-built-upon`` where a later import replaced something of this one: that one is
        withdrawn first.
    """
    if imported.state == ImportState.WITHDRAWN:
        return imported
    require_nothing_built_upon(imported)
    taken_back(imported, held_keyring(), by)
    strike_lines(imported, by.today)
    return _settled(imported, ImportState.WITHDRAWN, by)


def require_nothing_built_upon(imported: Import) -> None:
    """Stop where a later import put something in the place of what this one brought.

    Raises
    ------
    Refusal
        ``vault-import-built-upon``.
    """
    versions = RecordVersion.objects.regardless(_WHOLE).filter(imported=imported)
    if versions.filter(~Q(record__imported=imported)).exists():
        raise Refusal("vault-import-built-upon", batch=imported.batch)


def _settled(imported: Import, state: ImportState, by: Actor) -> Import:
    imported.state, imported.settled_at = state, by.now
    imported.save(update_fields=["state", "settled_at"])
    return imported
