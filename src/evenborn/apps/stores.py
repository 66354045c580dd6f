"""The five stores of DOMAIN and the office's own database: which app keeps its tables where.

No key joins two stores. The office's own database holds officers, departments, appointments, areas and
sessions, and nothing about a person whom the programme serves. Every database has an audit trail of its own.
"""

from enum import StrEnum
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Model

__all__ = ["EVERY_STORE", "Store", "StoreRouter", "store_of"]


class Store(StrEnum):
    """A database; the value is its alias in Django."""

    OFFICE = "default"
    VAULT = "vault"
    STATISTICS = "statistics"
    ENFORCEMENT = "enforcement"
    REPORTERS = "reporters"
    BENEFITS = "benefits"

    @property
    def label(self) -> str:
        """Its name in files, settings and words."""
        return self.name.lower()


EVERY_STORE = "every store"
"""What the configuration of an app says whose tables each store has; only the audit trail is so."""


def store_of(app: str) -> Store | str:
    """Where an app keeps its tables, by its label; those of Django and allauth lie in the office.

    Raises
    ------
    LookupError
        When one of our own apps does not say so.
    """
    config: AppConfig = apps.get_app_config(app)
    if config.name.startswith("evenborn.") and not hasattr(config, "store"):
        raise LookupError(f"{config.name} does not say in which store its tables lie.")
    return getattr(config, "store", Store.OFFICE)


class StoreRouter:
    """Tells Django the database of each model; a relation between two stores is refused."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """Database to read from; the audit trail must be told which one."""
        return self._database(model, hints)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """Database to write to, the same one."""
        return self._database(model, hints)

    def allow_relation(self, first: Model, second: Model, **_hints: Any) -> bool:
        """Only rows of one store may point at each other."""
        return first._state.db == second._state.db

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        """Tables are made only where they belong."""
        store = store_of(app_label)
        return store in (EVERY_STORE, db)

    def _database(self, model: type[Model], hints: dict[str, Any]) -> str:
        store = store_of(model._meta.app_label)
        if store != EVERY_STORE:
            return str(store)
        instance = hints.get("instance")
        if instance is None or instance._state.db is None:
            raise LookupError(f"{model.__name__} lies in every store; say which one: .using(store).")
        return str(instance._state.db)
