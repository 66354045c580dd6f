"""Offices of their own."""

import shutil
from pathlib import Path

import pytest

from offices import make_office


@pytest.fixture(scope="session")
def fresh_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office whose stores are empty; to be copied."""
    return make_office(tmp_path_factory.mktemp("office") / "data")


@pytest.fixture
def office(fresh_office: Path, tmp_path: Path) -> Path:
    """An empty office of one test."""
    return Path(shutil.copytree(fresh_office, tmp_path / "data"))
