"""What must be in order in the stores before the office serves anybody."""

import stat
from collections.abc import Iterator

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from evenborn.apps.access.models import Appointment
from evenborn.apps.access.roles import ADMINISTRATORS
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.stores import Store
from evenborn.site.checks import Finding, Level, fatal, warning
from evenborn.site.config import Config
from evenborn.site.databases import sqlite_path
from evenborn.site.store_tables import lacking

__all__ = ["close_connections", "of_stores"]

OLDEST_POSTGRESQL = 14


def of_stores(config: Config) -> Iterator[Finding]:
    """Each store: reachable, of this version, private, its trail whole at its end; then who administers."""
    found = [_of_store(store, config) for store in Store]
    yield from found
    if all(finding.level is not Level.REFUSED for finding in found):
        yield _clock()
        yield _administrators()


def close_connections() -> None:
    """Let every store go: what follows opens its own, in processes of its own."""
    connections.close_all()


def _of_store(store: Store, config: Config) -> Finding:
    check = f"store-{store.label}"
    path = sqlite_path(store, config)
    if path is not None and not path.is_file():
        return fatal(check, "store-gone", file=str(path))
    if path is not None and path.stat().st_mode & stat.S_IRWXO:
        return fatal(check, "store-open", file=str(path))
    connection = connections[store]
    try:
        return _of_reachable(check, store, connection)
    except DatabaseError as problem:
        return fatal(check, "store-fails", store=store.label, problem=str(problem).strip())


def _of_reachable(check: str, store: Store, connection: BaseDatabaseWrapper) -> Finding:
    connection.ensure_connection()
    if connection.vendor == "postgresql" and connection.pg_version < OLDEST_POSTGRESQL * 10_000:  # type: ignore[attr-defined]
        version = str(connection.pg_version // 10_000)  # type: ignore[attr-defined]
        return fatal(check, "postgresql-old", version=version, least=str(OLDEST_POSTGRESQL))
    if lacking(store):
        return fatal(check, "store-not-migrated", store=store.label)
    head = Head.objects.using(store).filter(pk=1).first()
    last = Entry.objects.using(store).order_by("-number").first()
    ends = (last.number, last.hash) if last else (0, Head().hash)
    if head is None or (head.number, head.hash) != ends:
        return fatal(check, "trail-broken", store=store.label)
    return Finding(check)


def _clock() -> Finding:
    now = timezone.now()
    for store in Store:
        last = Entry.objects.using(store).order_by("-number").first()
        if last is not None and last.at > now:
            return warning(
                "clock",
                "clock-behind",
                now=timezone.localtime(now).isoformat(timespec="seconds"),
                last=timezone.localtime(last.at).isoformat(timespec="seconds"),
            )
    return Finding("clock")


def _administrators() -> Finding:
    held = set(Appointment.objects.filter(until__isnull=True).values_list("role", flat=True))
    lacking = sorted(set(ADMINISTRATORS) - held)
    if lacking:
        return warning("administrators", "administrators-lacking", roles=", ".join(lacking))
    return Finding("administrators")
