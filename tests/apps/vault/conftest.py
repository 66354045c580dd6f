"""Keys of their own for each test of the vault."""

from pathlib import Path

import pytest
from pytest_django import Settings

from apps.vault.scene import actor
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.vault.keyring import first_key
from people import XIZE


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the vault's keys, with its first key."""
    settings.CONFIG = settings.CONFIG.model_copy(update={"keys": tmp_path / "keys"})
    first_key(tmp_path / "keys")
    return tmp_path / "keys" / "vault"


@pytest.fixture
def clerk() -> Actor:
    """The registers clerk of Niwu."""
    return actor("clerk", RoleCode.CLERK)


@pytest.fixture
def keeper() -> Actor:
    """The keeper of Niwu's sealed records."""
    return actor("keeper", RoleCode.RECORDS_KEEPER)


@pytest.fixture
def keeper_elsewhere() -> Actor:
    """The keeper of Xize's sealed records."""
    return actor("keeper-xize", RoleCode.RECORDS_KEEPER, XIZE)
