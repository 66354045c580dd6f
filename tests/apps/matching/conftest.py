"""Encodings of a small pair of registers, made once; keys and a folder of its own for each test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from apps.intake.scene import keys
from apps.matching import scene


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> scene.Pair:
    """A delivery and an immunisation register of one year, and their encodings under one key."""
    return scene.pair(tmp_path_factory.mktemp("pair"))


@pytest.fixture(autouse=True)
def office(tmp_path: Path, settings: Settings) -> Path:
    """The folder of an office with its keys."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys", "folder": tmp_path})
    keys(tmp_path / "keys")
    return tmp_path
