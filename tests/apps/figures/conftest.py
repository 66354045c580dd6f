"""Each test has a store of its own, whose cubes take the numbers of those of the test before."""

import pytest

from evenborn.apps.figures import kept


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    kept._place.cache_clear()
