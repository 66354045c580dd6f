"""The import contracts of pyproject.toml break when a module imports what its floor may not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import plant


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over a tree of its own."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The code and its contracts, to be spoilt."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(project / "src/evenborn", tmp_path / "src/evenborn", ignore=ignored)
    shutil.copy(project / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("sexratio/planted.py", "import evenborn.registers", "The house has floors"),
        ("registers/planted.py", "import evenborn.presentation", "The house has floors"),
        ("presentation/planted.py", "import evenborn.cli", "The house has floors"),
        ("sexratio/planted.py", "import datetime", "The statistics are pure"),
        ("presentation/planted.py", "import duckdb", "Only registers/engine.py opens DuckDB"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    plant(copy, f"src/evenborn/{module}", f'"""Planted."""\n\n{line}\n')
    result = lint(copy)
    broken = [row for row in result.stdout.splitlines() if " BROKEN" in row]
    assert result.returncode == 1, result.stdout + result.stderr
    assert [row[: len(contract)] for row in broken] == [contract]


def test_the_contracts_hold_as_they_are(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout
