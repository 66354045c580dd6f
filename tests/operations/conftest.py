"""Offices for the tests of operation."""

from pathlib import Path

import pytest

from offices import Office, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of its own for one test."""
    return new_office(tmp_path / "data")
