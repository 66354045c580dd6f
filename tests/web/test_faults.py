"""Faults as the databases themselves raise them, through Django: which are a full disk, which an absence."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from evenborn.web import faults
from evenborn.web.faults import AWAY, FULL, cause_of, status_of
from offices import SERVER, name_of


@pytest.fixture(autouse=True)
def reached(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """These tests open stores of their own."""
    with django_db_blocker.unblock():
        yield


def opened(name: Path | str) -> BaseDatabaseWrapper:
    """A store apart from those of the tests, on whichever database they lie."""
    own = settings.DATABASES["default"] | {"NAME": name}
    return ConnectionHandler({"default": own})["default"]


def raised(store: BaseDatabaseWrapper, statement: str) -> DatabaseError:
    """What the database says to a statement."""
    with pytest.raises(DatabaseError) as caught, closing(store):
        store.cursor().execute(statement)
    return caught.value


@pytest.mark.skipif(bool(SERVER), reason="of SQLite")
def test_sqlite_is_full(tmp_path: Path) -> None:
    store = opened(tmp_path / "store.sqlite3")
    for statement in ("CREATE TABLE t (a)", "PRAGMA max_page_count = 3"):
        store.cursor().execute(statement)
    error = raised(store, "INSERT INTO t VALUES (zeroblob(100000))")
    assert (status_of(error), cause_of(error)) == (FULL, "ENOSPC")


@pytest.mark.skipif(bool(SERVER), reason="of SQLite")
def test_sqlite_cannot_open_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"file:{tmp_path / 'none.sqlite3'}?mode=rw"
    error = raised(opened(name), "SELECT 1")
    assert (status_of(error), cause_of(error)) == (AWAY, "unable to open database file")
    monkeypatch.setitem(settings.DATABASES, "default", {"NAME": name})
    monkeypatch.setattr(faults, "LEAST_ROOM", 1 << 60)  # every disk has less than that
    assert (status_of(error), cause_of(error)) == (FULL, "ENOSPC")


@pytest.mark.skipif(not SERVER, reason="of PostgreSQL")
@pytest.mark.parametrize(("code", "status"), [("53100", FULL), ("57P01", AWAY), ("53300", AWAY)])
def test_what_postgresql_raises(code: str, status: int) -> None:
    error = raised(
        opened(name_of(SERVER)), f"DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '{code}'; END $$"
    )
    assert isinstance(error, OperationalError)
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EACCES, 500)]
)
def test_of_the_system_only_a_full_disk_is_one(number: int, status: int) -> None:
    assert status_of(OSError(number, os.strerror(number))) == status
