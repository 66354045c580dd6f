"""The scripts behind `make`: few packages, clear refusals, and an environment that notices its own damage."""

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from house.tree import plant

Run = Callable[..., subprocess.CompletedProcess[str]]

HEAVY = ("chromium", "postgresql", "jre", "jdk", "java", "fonts")


def packages(project: Path) -> list[tuple[str, str, str]]:
    """Command, package and reason of each line of the list."""
    lines = (project / "scripts/system-packages.txt").read_text("utf-8").splitlines()
    fields = [line.split(maxsplit=3) for line in lines if line and not line.startswith("#")]
    return [(command, package, reason) for command, package, _, reason in fields]


def heavy_for_demo(listed: list[tuple[str, str, str]]) -> list[str]:
    """Packages of the demonstration that only tests and extras may ask for."""
    return [
        package for command, package, _ in listed if command == "demo" and any(h in package for h in HEAVY)
    ]


def test_the_demo_installs_nothing_heavy(project: Path) -> None:
    assert heavy_for_demo(packages(project)) == []
    assert "\nenvironment demo demo\n" in (project / "scripts/demo.sh").read_text("utf-8")


def test_a_heavy_demo_is_caught() -> None:
    listed = [
        ("demo", "default-jre-headless", "why"),
        ("test", "chromium", "why"),
        ("demo", "python3-venv", "why"),
    ]
    assert heavy_for_demo(listed) == ["default-jre-headless"]


def test_every_package_has_its_reason(project: Path) -> None:
    assert [package for command, package, reason in packages(project) if len(reason.split()) < 3] == []


def test_continuous_integration_runs_the_tests_and_nothing_else(project: Path) -> None:
    script = (project / ".ci/run").read_text("utf-8").splitlines()
    assert script == ["#!/usr/bin/env bash", "set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert os.access(project / ".ci/run", os.X_OK)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The scripts and locks in a folder of their own, with a stand-in for the environment."""
    for folder in ("scripts", "requirements"):
        shutil.copytree(project / folder, tmp_path / folder)
    shutil.copy(project / "pyproject.toml", tmp_path)
    python = plant(tmp_path, ".venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return tmp_path


@pytest.fixture
def bash(copy: Path) -> Run:
    """Run shell code below the scripts; keyword arguments are environment variables."""

    def run(code: str, folder: Path = copy, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", f"set -euo pipefail; source scripts/environment.sh; {code}"]
        given = {**os.environ, "PYTHON": sys.executable, **environment}
        return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)

    return run


def test_another_python_is_refused_with_a_sentence(bash: Run, copy: Path) -> None:
    other = plant(copy, "python3.12", "#!/bin/sh\nexit 1\n")
    other.chmod(0o755)
    refused = bash("find_python", PYTHON=str(other))
    assert refused.returncode == 1
    assert f"PYTHON={other} is not a Python 3.11." in refused.stderr
    assert "不是 Python 3.11" in refused.stderr


def test_the_python_of_an_environment_leads_to_the_one_it_was_made_from(bash: Run) -> None:
    found = bash('find_python; echo "$PYTHON"').stdout.strip()
    assert found == sys._base_executable


def test_without_rights_what_is_missing_is_named_with_its_command(bash: Run, copy: Path) -> None:
    plant(
        copy, "scripts/system-packages.txt", "test  graphs  command:no-such-command  draws graphs for tests\n"
    )
    tools = copy / "tools"
    tools.mkdir()
    for tool in ("bash", "grep", "dirname"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    said = bash("find_python; system_packages demo; system_packages demo test", PATH=str(tools))
    assert said.returncode == 0
    assert (
        said.stdout.count("apt-get install --yes graphs") == 2
    )  # one sentence in each language, for test only


READY = "find_python; if is_ready test; then echo ready; else echo stale; fi"


def test_a_finished_environment_is_ready(bash: Run) -> None:
    assert bash(f"find_python; stamp_of test >.venv/stamp; {READY}").stdout == "ready\n"


@pytest.mark.parametrize(
    "damage",
    [
        "rm .venv/stamp",  # an install that was cut short has none
        "echo '# newer' >>requirements/test.txt",
        "echo '# newer' >>pyproject.toml",
        "echo broken >.venv/stamp",
        "rm .venv/bin/python",
        "printf 'numpy==1.0 \\\\\\n' >requirements/test.txt; stamp_of test >.venv/stamp",
    ],
)
def test_damage_is_noticed(bash: Run, damage: str) -> None:
    assert bash(f"find_python; stamp_of test >.venv/stamp; {damage}; {READY}").stdout.endswith("stale\n")


def test_a_moved_folder_is_noticed(bash: Run, copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    bash("find_python; stamp_of test >.venv/stamp")
    moved = tmp_path_factory.mktemp("moved") / "checkout"
    copy.rename(moved)
    assert bash(READY, folder=moved).stdout == "stale\n"


def test_the_narrow_environment_is_not_enough_for_tests(bash: Run) -> None:
    stale = bash(f"find_python; stamp_of demo >.venv/stamp; {READY}; if is_ready demo; then echo enough; fi")
    assert stale.stdout == "stale\nenough\n"


def test_a_missing_package_is_named(project: Path, tmp_path: Path) -> None:
    faults = runpy.run_path(str(project / "scripts/installed.py"))["faults"]
    lock = plant(
        tmp_path,
        "lock.txt",
        "numpy==1.0 \\\n    --hash=sha256:0\nno-such-package==2.0 \\\n    --hash=sha256:0\n",
    )

    assert faults(lock) == [f"numpy: {version('numpy')}, not 1.0", "no-such-package: missing"]
