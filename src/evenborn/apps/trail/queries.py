"""Reads of the trail; each takes the actor who asks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.access.scope import one, within
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.stores import Store
from evenborn.apps.trail.actions import FIND_BROKEN, VERIFY
from evenborn.apps.trail.newest_first import NewestFirst
from evenborn.apps.trail.wanted import Wanted

__all__ = ["LastVerification", "entries", "entry", "last_number", "last_verifications"]


@dataclass(frozen=True, slots=True)
class LastVerification:
    """A store, how many entries it has, and the entry of its last verification on a page."""

    store: Store
    entries: int
    last: Entry | None


def last_number(by: Actor, store: Store) -> int:
    """Number of the last entry of a store."""
    by.require(Permission.AUDIT_SEE)
    return Head.objects.using(store).values_list("number", flat=True).first() or 0


def entries(by: Actor, wanted: Wanted) -> QuerySet[Entry]:
    """Entries of a store that fit, newest first."""
    last = last_number(by, wanted.store)
    upto = last if wanted.upto is None else min(wanted.upto, last)
    rows = NewestFirst(Entry, using=wanted.store).filter(number__lte=upto).order_by("-number")
    if not wanted.filter:
        rows.reaching = upto
        return rows
    return _narrowed(rows, wanted)


def entry(by: Actor, store: Store, number: int) -> Entry:
    """One entry."""
    by.require(Permission.AUDIT_SEE)
    return one(Entry.objects.using(store), number=number)


def last_verifications(by: Actor) -> list[LastVerification]:
    """Each store with its last verification."""
    by.require(Permission.AUDIT_VERIFY)
    found = []
    for store in Store:
        rows = Entry.objects.using(store).filter(event__in=(VERIFY, FIND_BROKEN)).order_by("-number")
        number = Head.objects.using(store).values_list("number", flat=True).first() or 0
        found.append(LastVerification(store, number, rows.first()))
    return found


def _narrowed(rows: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    for field in ("actor", "event", "subject"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    if wanted.area:
        rows = rows.filter(within("area", (wanted.area,)))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
