"""An office with its stores set up, for tests whose writers are processes of their own."""

from pathlib import Path

import pytest

from offices import Office, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of its own for one test."""
    return new_office(tmp_path / "data")
