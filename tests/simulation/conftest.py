"""A small city, written once for all tests that look at files."""

from pathlib import Path

import pytest

from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import Summary, write_city

WRITTEN = CityParameters(
    seed=11, counties=3, townships=9, births_a_year=1_500, years=2, facilities=18, concealing_county=2
)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """Folder of the city :data:`WRITTEN`, and what was said of it."""
    folder = tmp_path_factory.mktemp("simulated") / "city"
    return folder, write_city(WRITTEN, folder)


@pytest.fixture(scope="session")
def city(written: tuple[Path, Summary]) -> Path:
    """Only the folder."""
    return written[0]
