"""An office with its stores set up, for tests whose writers are processes of their own."""

from pathlib import Path

import pytest

from offices import Office, copy_of, new_databases


@pytest.fixture(scope="session")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that was set up; tests take copies of it."""
    office = Office(tmp_path_factory.mktemp("office") / "data", new_databases())
    done = office.run("setup")
    assert done.returncode == 0, done.stderr
    return office


@pytest.fixture
def office(first_office: Office, tmp_path: Path) -> Office:
    """An office of its own for one test."""
    return copy_of(first_office, tmp_path / "data")
