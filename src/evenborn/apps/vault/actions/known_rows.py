"""Which of many rows the vault knows already: all their hashes in one question.

The hashes go in as one value and are cut in the statement. Lists of thousands of values, or an array of
them, would take longer than everything else that an import does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections

from evenborn.apps.stores import Store
from evenborn.apps.vault.incoming import HeldBy, Incoming
from evenborn.apps.vault.models import Import, ImportState, PreparedVersion, SealedRecord
from evenborn.apps.vault.record_index import INDEX_BYTES

__all__ = ["Known", "known_births", "known_records", "seem_new"]

MANY: Final = 5_000
"""Rows from which on it pays to ask for some of them first."""
_SOME: Final = 250

_RECORDS: Final = SealedRecord._meta.db_table
_IMPORTS: Final = Import._meta.db_table
_PREPARED: Final = PreparedVersion._meta.db_table
_CUT: Final = (
    "WITH RECURSIVE place(n) AS (SELECT 0 WHERE %s > 0 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < %s) "  # noqa: S608 - our own names
    "SELECT {wanted} FROM place CROSS JOIN {table} r "
    f"ON r.{{name}} = substr(%s, n * {INDEX_BYTES} + 1, {INDEX_BYTES}) {{joined}} WHERE TRUE {{only}}"
)
_CUT_ON_POSTGRESQL: Final = (
    "SELECT {wanted} FROM {table} r {joined} WHERE r.{name} = ANY(ARRAY(SELECT "  # noqa: S608 - our own names
    f"substring(%s::bytea FROM n * {INDEX_BYTES} + 1 FOR {INDEX_BYTES}) FROM generate_series(0, %s - 1) n)) "
    "{only} {lock}"
)
"""As an array, which an index takes whole: asking row by row costs the server half as much again."""
_BY_INDEX: Final = "SET LOCAL enable_seqscan = {}"
"""PostgreSQL guesses that such an array has ten elements, and would compare thousands with each row."""
_BESIDE: Final = (
    f"LEFT JOIN {_IMPORTS} i ON i.id = r.imported_id "
    f"LEFT JOIN {_PREPARED} p ON p.record_id = r.id AND p.imported_id = %s"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the rows that are found: a statement’s parts, and the values of two of them."""

    wanted: str
    joined: str
    joining: tuple[Any, ...]
    only: str = ""
    limiting: tuple[Any, ...] = ()
    table: str = _RECORDS
    lock: str = ""


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
    found = {}
    asked = _Asked(wanted, _BESIDE, (imported.pk,), lock="FOR UPDATE OF r")
    for number, record, content, whose, state, staged in _found(rows.record_index, "record_index", asked):
        shown = whose is None or state == ImportState.VISIBLE
        ours = whose == imported.pk or staged is not None
        found[bytes(number)] = Known(record, bytes(content or b""), shown, ours)
    return found


def seem_new(rows: Incoming, imported: Import) -> bool:
    """Whether no record is there of some of many rows, and none was met before by their import.

    Then they are best inserted at once: that a number is held once only, the index sees anyway. SQLite
    answers for all rows in less time than it would take to be able to take an insert back.
    """
    met = imported.replaced or imported.unchanged
    if met or len(rows) < MANY or connections[Store.VAULT].vendor != "postgresql":
        return False
    some = rows.record_index[:: max(len(rows) // _SOME, 1)]
    return not _found(some, "record_index", _Asked("r.id", _BESIDE, (imported.pk,)))


def known_births(rows: Incoming, imported: Import) -> dict[HeldBy, tuple[int, ...]]:
    """Positions of rows whose birth stands under another number, by what tells the birth.

    The other number is that of a record that is seen, of an earlier part of this import, or of an earlier
    row of this part. What this import has replaced, or replaces in this part, says no more what it said.
    """
    return {how: _doubled(rows, how, imported) for how in HeldBy}


def _doubled(rows: Incoming, how: HeldBy, imported: Import) -> tuple[int, ...]:
    hashes: list[bytes | None] = getattr(rows, how)
    sought = [one for one in hashes if one is not None]
    if not sought:
        return ()
    ours, held = set(rows.record_index), defaultdict[bytes, set[bytes]](set)
    for birth, number in _holding(sought, how, imported):
        if bytes(number or b"") not in ours:
            held[bytes(birth)].add(bytes(number or b""))
    if not held and len(set(sought)) == len(sought):
        return ()
    doubled = []
    for position, (birth, number) in enumerate(zip(hashes, rows.record_index, strict=True)):
        if birth is not None:
            if held[birth] - {number}:
                doubled.append(position)
            held[birth].add(number)
    return tuple(doubled)


def _holding(sought: list[bytes], how: HeldBy, imported: Import) -> Iterator[tuple[Any, ...]]:
    """Hash and number of records that hold one of the births, as they will be once the import is seen."""
    only = "AND p.id IS NULL AND (r.imported_id IS NULL OR r.imported_id = %s OR i.state = %s)"
    seen = (imported.pk, ImportState.VISIBLE)
    asked = _Asked(f"r.{how}, r.record_index", _BESIDE, (imported.pk,), only, seen)
    yield from _found(sought, how, asked)
    if not imported.replaced:
        return  # nothing was prepared to take the place of another record
    joined, only = f"JOIN {_RECORDS} q ON q.id = r.record_id", "AND r.imported_id = %s"
    asked = _Asked(f"r.{how}, q.record_index", joined, (), only, (imported.pk,), table=_PREPARED)
    yield from _found(sought, how, asked)


def _found(hashes: Sequence[bytes], name: str, asked: _Asked) -> list[tuple[Any, ...]]:
    """Records, or rows of another table, whose hash is among those sought."""
    store = connections[Store.VAULT]
    parts = {part: getattr(asked, part) for part in ("wanted", "joined", "only", "table", "lock")}
    with store.cursor() as cursor:
        if store.vendor != "postgresql":  # one writer at a time: nothing has to be locked
            facts = [len(hashes), len(hashes), b"".join(hashes), *asked.joining, *asked.limiting]
            cursor.execute(_CUT.format(name=name, **parts), facts)
            return list(cursor.fetchall())
        statement = _CUT_ON_POSTGRESQL.format(name=name, **parts)
        cursor.execute(_BY_INDEX.format("off"))
        cursor.execute(statement, [*asked.joining, b"".join(hashes), len(hashes), *asked.limiting])
        found = list(cursor.fetchall())
        cursor.execute(_BY_INDEX.format("on"))
        return found
