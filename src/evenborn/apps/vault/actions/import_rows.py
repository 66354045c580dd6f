"""The rows of an import on their way into the tables of the vault, many at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connections

from evenborn.apps.access.actor import Actor
from evenborn.apps.bulk_insert import WrittenRows, insert_written, written_rows, written_whole
from evenborn.apps.stores import Store
from evenborn.apps.vault.incoming import Incoming
from evenborn.apps.vault.keyring import Keyring
from evenborn.apps.vault.models import Import, PreparedVersion, RecordVersion, SealedRecord
from evenborn.apps.vault.sealing import (
    Key,
    Place,
    Sealed,
    SealedColumns,
    open_sealed,
    seal,
    seal_all,
    seal_encoded,
)

__all__ = ["insert_new", "insert_prepared", "put_in_place", "taken_back", "written_new"]

_AT_ONCE: Final = 500
"""Records taken up at once."""
_WHOLE: Final = "an import is of records of every area"


def written_new(rows: Incoming, imported: Import, by: Actor) -> WrittenRows:
    """The rows as the database takes them if all of them are new, written by any thread."""
    return written_whole(_written(rows, rows.sealed, range(len(rows)), imported, by))


def insert_new(
    rows: Incoming, chosen: Sequence[int], imported: Import, key: Key, by: Actor,
    written: WrittenRows | None = None,
) -> None:  # fmt: skip
    """Insert the chosen rows, which were not there; as they were written where that holds still."""
    if rows.sealed.key_id != key.id:  # the key was changed since they were sealed
        sealed, written = seal_all(rows.plain, key, imported.register, rows.tokens), None
    else:
        sealed = rows.sealed
    if written is None or len(chosen) < len(rows):
        written = _written(rows, sealed, chosen, imported, by)
    insert_written(written)


def _written(
    rows: Incoming, sealed: SealedColumns, chosen: Sequence[int], imported: Import, by: Actor
) -> WrittenRows:
    columns: dict[str, list[Any]] = {
        "token": rows.tokens, "area": rows.areas, "birth_month": rows.birth_months, "nonce": sealed.nonces,
        "ciphertext": sealed.ciphertexts, "record_index": rows.record_index, "content": rows.content,
        "birth_index": rows.birth_index, "certificate_index": rows.certificate_index,
    }  # fmt: skip
    if len(chosen) < len(rows):
        columns = {name: [column[place] for place in chosen] for name, column in columns.items()}
    constant = {
        "register": imported.register, "kept_since": by.today, "version": 1, "key_id": sealed.key_id,
        "sealed_at": by.now, "sealed_by": by.key, "imported": imported.pk,
    }  # fmt: skip
    return written_rows(SealedRecord, constant, columns)


def insert_prepared(
    rows: Incoming, chosen: Mapping[int, int], imported: Import, keys: Keyring, by: Actor
) -> tuple[dict[str, str], ...]:
    """Seal next versions of records that are there; give back what those say that are seen now.

    Parameters
    ----------
    rows : Incoming
    chosen : mapping of int to int
        Key of the record that a row replaces, by the position of the row.
    imported : Import
    keys : Keyring
    by : Actor
    """
    before: list[dict[str, str]] = []
    for part in _parts(list(chosen.items())):
        records = SealedRecord.objects.regardless(_WHOLE).select_related("imported").in_bulk(
            [record for _, record in part]
        )  # fmt: skip
        prepared = []
        for place, number in part:
            record = records[number]
            version = record.version + 1
            sealed = seal_encoded(
                rows.plain[place], keys.current, Place(record.token, record.register, version)
            )
            prepared.append(
                PreparedVersion(
                    imported=imported, record=record, version=version, area=rows.areas[place],
                    birth_month=rows.birth_months[place], key_id=sealed.key_id, nonce=sealed.nonce,
                    ciphertext=sealed.ciphertext, content=rows.content[place],
                    birth_index=rows.birth_index[place], certificate_index=rows.certificate_index[place],
                    sealed_at=by.now, sealed_by=by.key,
                )
            )  # fmt: skip
            if record.is_shown:
                before.append(open_sealed(record.sealed, keys.key(record.key_id), record.place))
        PreparedVersion.objects.bulk_create(prepared)
    return tuple(before)


def put_in_place(imported: Import) -> None:
    """Keep what each record said as a version, and let it say what was prepared."""
    records, versions, prepared = (
        model._meta.db_table for model in (SealedRecord, RecordVersion, PreparedVersion)
    )
    kept = (
        "version, key_id, nonce, ciphertext, sealed_at, sealed_by, imported_id, content, birth_index, "
        "certificate_index"
    )
    ours = ", ".join(f"r.{name}" for name in kept.split(", "))
    taken = (
        "version", "area", "birth_month", "key_id", "nonce", "ciphertext", "content", "birth_index",
        "certificate_index", "sealed_at", "sealed_by", "imported_id",
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
            imported=imported, content=record.content, birth_index=record.birth_index,
            certificate_index=record.certificate_index,
        )  # fmt: skip
        record.version += 1
        record.become(_again(fields, keys, record))
        record.imported, record.content = before.imported, before.content
        record.birth_index, record.certificate_index = before.birth_index, before.certificate_index
        record.sealed_at, record.sealed_by = by.now, by.key
        record.save()


def _again(fields: Mapping[str, str], keys: Keyring, record: SealedRecord) -> Sealed:
    return seal(fields, keys.current, record.place)


def _parts(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))
