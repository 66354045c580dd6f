"""Trails for tests, and the hand that reaches past the program into the database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import connections, transaction

from evenborn.apps.audit.anchors import Anchors
from evenborn.apps.audit.chain import GENESIS, Link, facts_text, link_hash
from evenborn.apps.audit.events import events
from evenborn.apps.audit.record import record
from evenborn.apps.audit.verdict import Verdict
from evenborn.apps.audit.verification import verified
from evenborn.apps.stores import Store

EVENT: Final = events.register("test.seal", ("box", "reason"))
START: Final = datetime(2026, 3, 1, 8, tzinfo=UTC)
FIELDS: Final = ("number", "at", "actor", "event", "subject", "area", "facts", "previous", "hash")
Row = dict[str, object]


def fill(store: Store, entries: int = 6) -> None:
    """Add entries to the trail of a store, as an app does."""
    with transaction.atomic(using=store):
        for number in range(entries):
            facts = {"box": number, "reason": "家长申请"}
            record(
                store, EVENT, actor="officer:7", subject=f"record:{number}", area="990101", facts=facts
            )  # fmt: skip


def links(entries: int, store: str = "vault") -> list[tuple[Link, str]]:
    """A whole chain outside of any database."""
    made: list[tuple[Link, str]] = []
    previous = GENESIS
    for number in range(1, entries + 1):
        at = START + timedelta(seconds=number)
        link = Link(store, number, at, "officer:7", EVENT, f"record:{number}", "990101",
                    facts_text({"box": number, "reason": "家长申请"}), previous)  # fmt: skip
        previous = link_hash(link)
        made.append((link, previous))
    return made


def without_triggers(store: Store) -> None:
    """What an attacker with the rights of the database’s owner does first."""
    connection = connections[store]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            return
        for name in ("update", "delete", "replace"):
            cursor.execute(f"DROP TRIGGER audit_entry_no_{name}")


def run(store: Store, statement: str, values: Sequence[object] = ()) -> None:
    """Run a statement past the program."""
    with connections[store].cursor() as cursor:
        cursor.execute(statement, values)


def rows(store: Store) -> list[Row]:
    """All entries as they are kept."""
    with connections[store].cursor() as cursor:
        at = "CAST(at AS TEXT)" if connections[store].vendor == "sqlite" else "at"
        cursor.execute(
            f"SELECT {', '.join(FIELDS).replace('at,', f'{at},', 1)} FROM audit_entry ORDER BY number"
        )
        return [dict(zip(FIELDS, row, strict=True)) for row in cursor.fetchall()]


def write(store: Store, kept: Iterable[Row]) -> None:
    """Write entries past the program."""
    places = ", ".join(["%s"] * len(FIELDS))
    for row in kept:
        run(
            store,
            f"INSERT INTO audit_entry ({', '.join(FIELDS)}) VALUES ({places})",
            [row[name] for name in FIELDS],
        )


def end_at(store: Store, number: int, hashed: object) -> None:
    """Move the mark of where the trail ends."""
    run(store, "UPDATE audit_head SET number = %s, hash = %s", [number, hashed])


def recomputed(kept: Iterable[Row], store: Store) -> list[Row]:
    """The same entries with a chain computed anew: what an attacker who knows the program can do."""
    previous, made = GENESIS, []
    for number, row in enumerate(kept, start=1):
        at = row["at"]
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at)).replace(tzinfo=UTC)
        texts = [str(row[name]) for name in ("actor", "event", "subject", "area", "facts")]
        link = Link(store.label, number, moment, *texts, previous)
        made.append(row | {"number": number, "previous": previous, "hash": link_hash(link)})
        previous = link_hash(link)
    return made


def verdict(store: Store = Store.VAULT, anchors: Anchors | None = None) -> Verdict:
    """What verification says of a store."""
    return verified(store, anchors)


def broken(store: Store = Store.VAULT, anchors: Anchors | None = None) -> tuple[str, int] | None:
    """Kind and number of the first break of a store."""
    found = verified(store, anchors).broken
    return (found.kind, found.number) if found else None
