"""How Django opens each store: a SQLite file, or PostgreSQL by its URL."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from evenborn.apps.stores import Store
from evenborn.site.config import Config

__all__ = ["databases", "sqlite_path"]

SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
"""A commit survives the loss of power; what was deleted leaves no trace; pages read while another writes."""


def databases(config: Config) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: the office and the five stores."""
    return {store.value: _database(store, config) for store in Store}


def sqlite_path(store: Store, config: Config) -> Path | None:
    """The file of a store, or None where it lies on PostgreSQL.

    Examples
    --------
    >>> sqlite_path(Store.VAULT, Config(folder=Path("data"))).as_posix()
    'data/vault.sqlite3'
    """
    url = config.stores.url(store)
    if url.startswith(("postgresql://", "postgres://")):
        return None
    return Path(url.removeprefix("sqlite://")) if url else config.folder / f"{store.label}.sqlite3"


def _database(store: Store, config: Config) -> dict[str, Any]:
    path = sqlite_path(store, config)
    return _postgresql(config.stores.url(store)) if path is None else _sqlite(path)


def _sqlite(path: Path) -> dict[str, Any]:
    # A store that was there when the program started and is gone must not come back empty.
    name = f"file:{quote(str(path.resolve()))}?mode=rw" if path.is_file() else path
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
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
