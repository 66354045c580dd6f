"""Which of many rows the vault knows already: all their hashes in one question.

On SQLite the hashes go in as one value and are cut in the statement, on PostgreSQL as an array. Lists of
thousands of values in a statement would take longer than everything else that an import does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections

from evenborn.apps.stores import Store
from evenborn.apps.vault.incoming import Incoming
from evenborn.apps.vault.models import Import, ImportState, PreparedVersion, SealedRecord
from evenborn.apps.vault.record_index import INDEX_BYTES

__all__ = ["Known", "known_births", "known_records"]

_RECORDS: Final = SealedRecord._meta.db_table
_IMPORTS: Final = Import._meta.db_table
_PREPARED: Final = PreparedVersion._meta.db_table
_CUT: Final = (
    "WITH RECURSIVE place(n) AS (SELECT 0 WHERE %s > 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < %s) "  # noqa: S608 - our own names
    f"SELECT {{wanted}} FROM place CROSS JOIN {_RECORDS} r "
    f"ON r.{{name}} = substr(%s, n * {INDEX_BYTES} + 1, {INDEX_BYTES}) {{joined}}"
)
_LISTED: Final = (
    f"SELECT {{wanted}} FROM unnest(%s::bytea[]) AS sought (hash) CROSS JOIN LATERAL "  # noqa: S608
    f"(SELECT * FROM {_RECORDS} WHERE {{name}} = sought.hash {{lock}}) r {{joined}}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A record that is there under the number of a row.

    Attributes
    ----------
    record : int
        Its key.
    content : bytes
        Hash of what it says.
    is_shown : bool
        Whether anybody may see it.
    is_ours : bool
        Whether this very import brought it, or is about to put something in its place.
    """

    record: int
    content: bytes
    is_shown: bool
    is_ours: bool


def known_records(rows: Incoming, imported: Import) -> dict[bytes, Known]:
    """Records that are there under the numbers of the rows, of any import and any state, held locked."""
    wanted = "r.record_index, r.id, r.content, r.imported_id, i.state, p.id"
    joined = (
        f"LEFT JOIN {_IMPORTS} i ON i.id = r.imported_id "
        f"LEFT JOIN {_PREPARED} p ON p.record_id = r.id AND p.imported_id = %s"
    )
    found = {}
    for number, record, content, whose, state, staged in _found(
        rows.record_index, "record_index", wanted, joined, [imported.pk], lock="FOR UPDATE"
    ):
        shown = whose is None or state == ImportState.VISIBLE
        ours = whose == imported.pk or staged is not None
        found[bytes(number)] = Known(record, bytes(content or b""), shown, ours)
    return found


def known_births(rows: Incoming) -> tuple[int, ...]:
    """Positions of rows whose birth stands under another number: seen, or earlier in these rows."""
    births = [birth for birth in rows.birth_index if birth is not None]
    joined = f"LEFT JOIN {_IMPORTS} i ON i.id = r.imported_id WHERE r.imported_id IS NULL OR i.state = %s"
    known = _found(births, "birth_index", "r.birth_index, r.record_index", joined, [ImportState.VISIBLE])
    held = {bytes(birth): bytes(number or b"") for birth, number in known}
    if not held and len(set(births)) == len(births):
        return ()
    doubled = []
    for position, (birth, number) in enumerate(zip(rows.birth_index, rows.record_index, strict=True)):
        if birth is not None and held.setdefault(birth, number) != number:
            doubled.append(position)
    return tuple(doubled)


def _found(
    hashes: Sequence[bytes], name: str, wanted: str, joined: str, facts: list[Any], lock: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Records whose hash is among those sought."""
    store = connections[Store.VAULT]
    with store.cursor() as cursor:
        if store.vendor == "postgresql":
            asked = _LISTED.format(wanted=wanted, name=name, joined=joined, lock=lock)
            cursor.execute(asked, [list(hashes), *facts])
        else:  # one writer at a time: nothing has to be locked
            asked = _CUT.format(wanted=wanted, name=name, joined=joined)
            cursor.execute(asked, [len(hashes), len(hashes), b"".join(hashes), *facts])
        yield from cursor.fetchall()
