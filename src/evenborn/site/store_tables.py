"""Which migrations a store has: those of the apps whose tables lie in it, and no others.

``migrate`` of Django would take every migration through every store, which makes a set-up six times as long
and changes nothing: an app that lies elsewhere makes no table here.
"""

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from evenborn.apps.stores import EVERY_STORE, Store, store_of

__all__ = ["bring_up", "lacking"]

_QUIET = 0


def lacking(store: Store) -> list[Migration]:
    """Migrations of this version that a store has not had, in their order."""
    executor = MigrationExecutor(connections[store])
    return [migration for migration, _ in executor.migration_plan(_newest(executor, store))]


def bring_up(store: Store) -> None:
    """Bring a store to the tables of this version."""
    executor = MigrationExecutor(connections[store])
    newest = _newest(executor, store)
    plan = executor.migration_plan(newest)
    emit_pre_migrate_signal(_QUIET, False, store.value, plan=plan)
    executor.migrate(newest, plan)
    emit_post_migrate_signal(_QUIET, False, store.value, plan=plan)


def _newest(executor: MigrationExecutor, store: Store) -> list[tuple[str, str]]:
    leaves: list[tuple[str, str]] = executor.loader.graph.leaf_nodes()
    return [(app, name) for app, name in leaves if store_of(app) in (EVERY_STORE, store)]
