"""Writing the trail: an entry is added in the transaction of what it tells of, or not at all."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from django.db import connections, models
from django.utils import timezone

from evenborn.apps.audit.chain import Fact, Link, facts_text, link_hash
from evenborn.apps.audit.events import events
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.stores import Store

__all__ = ["record", "subject_of"]

LONGEST_FACT = 400


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
    RuntimeError
        Outside a transaction of that store: a crash could then part the entry from what it tells of.
    LookupError
        When the event is not registered, or its facts are others.
    """
    if not connections[store].in_atomic_block:
        raise RuntimeError(
            f"The entry {event} must be added within a transaction of the store {store.label}."
        )
    given = {name: _fact(value) for name, value in (facts or {}).items()}
    events.check(event, given)
    head = Head.objects.using(store).select_for_update().get()
    link = Link(
        store.label,
        head.number + 1,
        timezone.now(),
        actor,
        event,
        subject,
        area,
        facts_text(given),
        head.hash,
    )
    entry = Entry(
        number=link.number, at=link.at, actor=actor, event=event, subject=subject, area=area,
        facts=link.facts, previous=link.previous, hash=link_hash(link),
    )  # fmt: skip
    entry.save(using=store, force_insert=True)
    Head.objects.using(store).update(number=link.number, hash=entry.hash)
    return entry


def subject_of(thing: models.Model | None) -> str:
    """Kind and key of a row, such as ``officer:31``; empty for none."""
    return "" if thing is None else f"{thing._meta.model_name}:{thing.pk}"


def _fact(value: object) -> Fact:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, models.Model):
        return subject_of(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)[:LONGEST_FACT]
