"""The reference pair, small, and what comparing it has found; both are made once."""

from pathlib import Path

import pytest

from comparison.registers import ON
from evenborn.comparison.compare import Compared, RegisterFile, compare
from evenborn.registers.definition import register
from evenborn.simulation.reference import write_reference

PAIR = ("delivery", "immunisation")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pair") / "reference"
    write_reference(folder, births=6_000, seed=11)
    return folder


@pytest.fixture(scope="session")
def files(reference: Path) -> list[RegisterFile]:
    return [RegisterFile(reference / f"{name}.parquet", register(name), ON) for name in PAIR]


@pytest.fixture(scope="session")
def compared(files: list[RegisterFile]) -> Compared:
    return compare(files)
