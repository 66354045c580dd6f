"""What ``evenborn setup`` makes before anybody: folders, keys, tables.

Each step leaves what is there, so that a run that was cut short is simply repeated, and an upgrade is a
second set-up.
"""

import os
from pathlib import Path

from evenborn.registers.partial_folders import refusing
from evenborn.registers.refusal import Refusal
from evenborn.site.config import Config, load
from evenborn.site.databases import sqlite_path
from evenborn.site.secrets import make_keys, make_own_keys
from evenborn.site.start import start

__all__ = ["make_folders", "make_tables", "set_up"]


def set_up() -> tuple[Config, list[str]]:
    """Make folders, keys and tables; give the names of the keys made now.

    Raises
    ------
    Refusal
        ``cannot-write``, ``store-unreachable``, and what is wrong with the configuration.
    """
    config = load()
    make_folders(config)
    with refusing(config.keys_folder):
        made = make_own_keys(config)
        start()
        made += make_keys(config)
    make_tables()
    return config, made


def make_folders(config: Config) -> None:
    """The data folder and the keys’ folder, for the account of the office alone."""
    for folder in (config.folder, config.keys_folder):
        with refusing(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def make_tables() -> None:
    """Bring every store to the tables of this version."""
    from django.db import DatabaseError

    from evenborn.apps.stores import Store
    from evenborn.site.store_tables import bring_up

    for store in Store:
        try:
            if path := sqlite_path(store, load()):
                _make_private(path)
            bring_up(store)
        except DatabaseError as problem:
            raise Refusal("store-unreachable", store=store.label, problem=str(problem).strip()) from problem


def _make_private(path: Path) -> None:
    """A file of a store belongs to the account of the office before anything is in it."""
    with refusing(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
