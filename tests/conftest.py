"""What every test may ask for."""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import settings

from clock import IN_PROCESS, INSTANT
from made_once import FOLDER

if TYPE_CHECKING:
    from django.db.backends.base.creation import BaseDatabaseCreation
    from xdist.remote import Producer

    from in_groups import InGroups

# A slow machine is no fault of the code. Where a whole team waits for one run the examples are the same
# in every run; at a desk they differ, so that they go on looking.
# `--hypothesis-profile thorough` looks ten times as long, which `make bench` does.
settings.register_profile("suite", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("suite")

LOOKED_THROUGH = (20_000, 20, 20)
"""After how many new objects, and how often in turn, those of each age are looked through for rubbish."""
PROJECT = Path(__file__).resolve().parents[1]
SHARED_DATA = PROJECT.parent / "shared" / "data"
assert FOLDER.is_dir(), "made before the processes that share it are started"


@pytest.fixture(scope="session")
def project() -> Path:
    """Root folder of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Path of a real data file that lies beside the checkout; skips loudly where it is absent."""

    def find(name: str) -> Path:
        path = SHARED_DATA / name
        if not path.exists():
            pytest.skip(f"SKIPPED FOR LACK OF DATA: {name}; its acceptance values were not checked")
        return path

    return find


@pytest.fixture(autouse=True)
def fixed_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where the office runs in the process of the test it is always the same day, and the clock goes on.

    Offices in processes of their own, and browsers, have the real clock.
    """
    folder = request.path.relative_to(PROJECT).parts[:2]
    if folder in IN_PROCESS or request.node.get_closest_marker("django_db"):
        with time_machine.travel(INSTANT, tick=True):
            yield
    else:
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Databases of tests begin as copies of stores whose tables were made once for all processes."""
    from django.db import connections

    from evenborn.apps.stores import Store

    open_stores: list[sqlite3.Connection] = []  # a store in memory goes with its last connection
    for store in Store:
        creation = connections[store].creation
        creation.create_test_db = partial(_copied_store, creation, store.label, open_stores)
    yield
    for connection in open_stores:
        connection.close()


def _copied_store(
    creation: "BaseDatabaseCreation", label: str, open_stores: list[sqlite3.Connection],
    verbosity: int = 1, autoclobber: bool = False, serialize: bool = False, keepdb: bool = False,
) -> str:  # fmt: skip
    """What Django does, with a copy of the tables where it would migrate."""
    from offices import SERVER, migrated, name_of

    tables, connection = migrated(), creation.connection
    if SERVER:
        connection.settings_dict["TEST"]["TEMPLATE"] = name_of(tables.databases[label])
    name: str = creation._create_test_db(verbosity, autoclobber, keepdb)
    if not SERVER:
        open_stores.append(sqlite3.connect(name, uri=True))
        with closing(sqlite3.connect(tables.folder / f"{label}.sqlite3")) as template:
            template.backup(open_stores[-1])
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    return name


@cache
def _says(path: Path, text: str) -> bool:
    return path.suffix == ".py" and text in path.read_text("utf-8")


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests open a store."""
    for item in items:
        if item.get_closest_marker("django_db") or _says(item.path, "from offices import"):
            item.add_marker(pytest.mark.stores)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tests and modules stay to the end of the run: nobody need look through them for what could be freed."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKED_THROUGH)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "InGroups":
    """Where tests are shared out, those that share a set-up run in one worker."""
    from in_groups import InGroups

    return InGroups(config, log)
