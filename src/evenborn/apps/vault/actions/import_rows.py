"""The rows of an import on their way into the tables of the vault, many at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connections

from evenborn.apps.access.actor import Actor
from evenborn.apps.stores import Store
from evenborn.apps.vault.incoming import Incoming
from evenborn.apps.vault.keyring import Keyring
from evenborn.apps.vault.models import Import, PreparedVersion, RecordVersion, SealedRecord
from evenborn.apps.vault.models.records import SHOWN
from evenborn.apps.vault.sealing import Key, Place, Sealed, open_sealed, seal, seal_encoded

__all__ = [
    "insert_many", "insert_new", "insert_prepared", "known_births", "known_records", "put_in_place",
    "taken_back",
]  # fmt: skip

_AT_ONCE: Final = 2000
"""Keys in one question."""
_WHOLE: Final = "an import is of records of every area"


def known_records(rows: Sequence[Incoming]) -> dict[bytes, SealedRecord]:
    """Records that are there under the numbers of the rows, of any import and any state, held locked."""
    found: dict[bytes, SealedRecord] = {}
    for part in _parts([row.record_index for row in rows]):
        records = SealedRecord.objects.regardless(_WHOLE).select_for_update(of=("self",))
        for record in records.select_related("imported").filter(record_index__in=part):
            found[bytes(record.record_index or b"")] = record
    return found


def known_births(rows: Sequence[Incoming]) -> tuple[int, ...]:
    """Positions of rows whose birth stands under another number: seen, or earlier in these rows."""
    held: dict[bytes, bytes] = {}
    for part in _parts([row.birth_index for row in rows if row.birth_index is not None]):
        records = SealedRecord.objects.regardless(_WHOLE).filter(SHOWN, birth_index__in=part)
        for birth, number in records.values_list("birth_index", "record_index"):
            held[bytes(birth or b"")] = bytes(number or b"")
    doubled = []
    for position, row in enumerate(rows):
        if row.birth_index is None:
            continue
        if held.setdefault(row.birth_index, row.record_index) != row.record_index:
            doubled.append(position)
    return tuple(doubled)


def insert_new(rows: Sequence[Incoming], imported: Import, key: Key, by: Actor) -> None:
    """Seal records that were not there."""
    store = connections[Store.VAULT]
    today, now = store.ops.adapt_datefield_value(by.today), store.ops.adapt_datetimefield_value(by.now)

    def values() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            sealed = seal_encoded(row.plain, key, Place(row.token, imported.register, 1))
            yield (
                row.token, imported.register, row.area, store.ops.adapt_datefield_value(row.birth_month),
                today, 1, key.id, sealed.nonce, sealed.ciphertext, now, by.key, imported.pk,
                row.record_index, row.content, row.birth_index,
            )  # fmt: skip

    insert_many(
        SealedRecord._meta.db_table,
        (
            "token", "register", "area", "birth_month", "kept_since", "version", "key_id", "nonce",
            "ciphertext", "sealed_at", "sealed_by", "imported_id", "record_index", "content", "birth_index",
        ),
        values(),
    )  # fmt: skip


def insert_prepared(
    rows: Sequence[Incoming], known: Mapping[bytes, SealedRecord], imported: Import, keys: Keyring, by: Actor
) -> tuple[dict[str, str], ...]:
    """Seal next versions of records that are there; give back what those say that are seen now."""
    prepared, before = [], []
    for row in rows:
        record = known[row.record_index]
        version = record.version + 1
        sealed = seal_encoded(row.plain, keys.current, Place(record.token, record.register, version))
        prepared.append(
            PreparedVersion(
                imported=imported, record=record, version=version, area=row.area,
                birth_month=row.birth_month, key_id=sealed.key_id, nonce=sealed.nonce,
                ciphertext=sealed.ciphertext, content=row.content, birth_index=row.birth_index,
                sealed_at=by.now, sealed_by=by.key,
            )
        )  # fmt: skip
        if record.is_shown:
            before.append(open_sealed(record.sealed, keys.key(record.key_id), record.place))
    PreparedVersion.objects.bulk_create(prepared, batch_size=500)
    return tuple(before)


def put_in_place(imported: Import) -> None:
    """Keep what each record said as a version, and let it say what was prepared."""
    records, versions, prepared = (
        model._meta.db_table for model in (SealedRecord, RecordVersion, PreparedVersion)
    )
    kept = "version, key_id, nonce, ciphertext, sealed_at, sealed_by, imported_id, content"
    ours = ", ".join(f"r.{name}" for name in kept.split(", "))
    taken = (
        "version", "area", "birth_month", "key_id", "nonce", "ciphertext", "content", "birth_index",
        "sealed_at", "sealed_by", "imported_id",
    )  # fmt: skip
    with connections[Store.VAULT].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {versions} (record_id, {kept}) SELECT r.id, {ours} FROM {records} r "
            f"JOIN {prepared} p ON p.record_id = r.id WHERE p.imported_id = %s",
            [imported.pk],
        )
        cursor.execute(
            f"UPDATE {records} SET {', '.join(f'{name} = p.{name}' for name in taken)} "
            f"FROM {prepared} p WHERE p.record_id = {records}.id AND p.imported_id = %s",
            [imported.pk],
        )
        cursor.execute(f"DELETE FROM {prepared} WHERE imported_id = %s", [imported.pk])


def taken_back(imported: Import, keys: Keyring, by: Actor) -> None:
    """Let each record that an import replaced say again what it said before, as a next version."""
    records = SealedRecord.objects.regardless(_WHOLE).select_for_update().filter(imported=imported)
    for record in records.filter(version__gt=1).iterator(_AT_ONCE):
        versions = RecordVersion.objects.regardless(_WHOLE).filter(record=record)
        before = versions.exclude(imported=imported).first()
        if before is None:
            continue
        fields = open_sealed(before.sealed, keys.key(before.key_id), before.place)
        RecordVersion.objects.create(
            record=record, version=record.version, key_id=record.key_id, nonce=record.nonce,
            ciphertext=record.ciphertext, sealed_at=record.sealed_at, sealed_by=record.sealed_by,
            imported=imported, content=record.content,
        )  # fmt: skip
        record.version += 1
        record.become(_again(fields, keys, record))
        record.imported, record.content = before.imported, before.content
        record.sealed_at, record.sealed_by = by.now, by.key
        record.save()


def _again(fields: Mapping[str, str], keys: Keyring, record: SealedRecord) -> Sealed:
    return seal(fields, keys.current, record.place)


def insert_many(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert by the database's own way for many rows."""
    store = connections[Store.VAULT]
    names = ", ".join(columns)
    with store.cursor() as cursor:
        if store.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"
        cursor.executemany(insert, list(rows))


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))
