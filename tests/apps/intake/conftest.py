"""Keys and a folder of their own for each test of the intake; connections that stay open."""

from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from apps.intake import scene


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Path:
    """The folder of an office with its keys."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    scene.keys(tmp_path / "keys")
    return tmp_path


@pytest.fixture
def kept_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections stay open where the worker and the server look whether theirs are too old.

    A test lies within one transaction, and a connection in the middle of one would be closed there. Django’s
    own client keeps it open as well; the worker, and a call without that client, must be told.
    """
    for connection in connections.all(initialized_only=True):
        monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
