"""How Django opens each store: a SQLite file, or PostgreSQL by its URL."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from evenborn.apps.stores import Store
from evenborn.site.config import Config

__all__ = ["databases"]

SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
"""A commit survives the loss of power; what was deleted leaves no trace; pages read while another writes."""


def databases(config: Config) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: the office and the five stores."""
    return {store.value: _database(store, config) for store in Store}


def _database(store: Store, config: Config) -> dict[str, Any]:
    url = config.stores.url(store)
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url)
    return _sqlite(Path(url.removeprefix("sqlite://")) if url else config.folder / f"{store.label}.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # IMMEDIATE: two writers take turns from the start of a transaction, none fails in its middle.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_START},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts: dict[str, Any] = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }
