"""Keys and a folder of their own for each test of births."""

from pathlib import Path

import pytest
from pytest_django import Settings

from apps.births import scene


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Path:
    """The folder of an office with its keys."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    scene.keys(tmp_path / "keys")
    return tmp_path
