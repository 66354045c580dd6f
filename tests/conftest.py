"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SHARED_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def project() -> Path:
    """Root folder of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Path of a real data file that lies beside the checkout; skips loudly where it is absent."""

    def find(name: str) -> Path:
        path = SHARED_DATA / name
        if not path.exists():
            pytest.skip(f"SKIPPED FOR LACK OF DATA: {name}; its acceptance values were not checked")
        return path

    return find
