"""Writing the trail: an entry is added in the transaction of what it tells of, or not at all.

The number says in which order things happened, the time what the clock of the server said. Where that
clock was set back by a minute or more, an entry says so before the next one. Times are never bent to look in
order.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Final

from django.db import connections, models
from django.utils import timezone

from evenborn.apps.audit.chain import Fact, Link, facts_text, link_hash
from evenborn.apps.audit.events import events
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.audit.verdict import SET_BACK
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal

__all__ = ["CLOCK_SET_BACK", "record", "subject_of"]

LONGEST_FACT: Final = 400
CLOCK_SET_BACK: Final = events.register("audit.clock-set-back", ("before", "seconds"))


def record(
    store: Store, event: str, *, actor: str, subject: str = "", area: str = "",
    facts: Mapping[str, object] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry to the trail of a store.

    Parameters
    ----------
    store : Store
    event : str
        Code of a registered event, such as ``access.appoint``.
    actor : str
        ``Actor.key`` of who did it.
    subject : str
        As :func:`subject_of` writes it.
    area : str
        Code of the area of the subject.
    facts : mapping, optional
        Exactly those that the event names; never what identifies a person outside the office.

    Raises
    ------
    TypeError
        When a fact is no plain value: no text, whole number, day, moment, code or row.
    RuntimeError
        Outside a transaction of that store: a crash could then part the entry from what it tells of.
    LookupError
        When the event is not registered, or its facts are others.
    Refusal
        ``trail-without-end``: the store has lost the row that says where its trail ends.
    """
    if not connections[store].in_atomic_block:
        raise RuntimeError(
            f"The entry {event} must be added within a transaction of the store {store.label}."
        )
    events.check(event, facts or {})
    given = {name: _fact(value) for name, value in (facts or {}).items()}
    head = Head.objects.using(store).select_for_update().first()
    if head is None:
        raise Refusal("trail-without-end", store=store.label)
    at = timezone.now()
    before = Entry.objects.using(store).filter(number=head.number).values_list("at", flat=True).first()
    if before is not None and before - at >= SET_BACK:
        noted = {"before": _fact(before), "seconds": round((before - at).total_seconds())}
        _add(store, head, at, ("clock", CLOCK_SET_BACK, "", "", facts_text(noted)))
    return _add(store, head, at, (actor, event, subject, area, facts_text(given)))


def subject_of(thing: models.Model | None) -> str:
    """Kind and key of a row, such as ``officer:31``; empty for none."""
    return "" if thing is None else f"{thing._meta.model_name}:{thing.pk}"


def _add(store: Store, head: Head, at: datetime, said: tuple[str, str, str, str, str]) -> Entry:
    """Add one entry behind the head, which is held locked, and move the head on to it."""
    link = Link(store.label, head.number + 1, at, *said, head.hash)
    entry = Entry(
        number=link.number, at=at, actor=link.actor, event=link.event, subject=link.subject, area=link.area,
        facts=link.facts, previous=link.previous, hash=link_hash(link),
    )  # fmt: skip
    entry.save(using=store, force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(using=store, update_fields=["number", "hash"])
    return entry


def _fact(value: object) -> Fact:
    """A plain value; of a row its kind and key.

    What anything else is called in Python tells a reader nothing, and might tell what no entry may hold.
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, models.Model):
        return subject_of(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value[:LONGEST_FACT]
    raise TypeError(
        f"A fact of the audit trail is a text, a whole number, a day or a code, not a {type(value).__name__}."
    )
