"""The wheel installs, runs without the checkout, and holds what it needs and no test."""

import os
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest


def run(*command: str | Path, cwd: Path, path: Path | None = None) -> str:
    """Run a program to its end; its output, or a failure that shows it."""
    environment = {**os.environ, "PIP_NO_INDEX": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, project]
    run(*build, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_all_that_the_package_reads(project: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = project / "src"
    read = {
        path.relative_to(source).as_posix()
        for path in (source / "evenborn").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert read <= names
    methods = {f"evenborn/methods/{path.name}" for path in (project / "docs/methods").glob("*.md")}
    assert methods
    assert methods <= names
    assert {Path(name).suffix for name in read} >= {".py", ".toml", ".css", ".js", ".txt"}
    information = f"evenborn-{version('evenborn')}.dist-info"
    assert {f"{information}/licenses/LICENSE", f"{information}/licenses/NOTICE"} <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"evenborn", f"evenborn-{version('evenborn')}.dist-info"}
    tables = "evenborn/registers/codes/area_tables/"
    data = [name for name in names if name.endswith((".pyc", ".csv")) and not name.startswith(tables)]
    assert [*data, *(name for name in names if "test" in name.lower())] == []


def test_the_installed_wheel_runs(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    run(*pip, "--target", place, wheel, cwd=tmp_path)
    from_there = "import evenborn; print(evenborn.__file__)"
    assert run(sys.executable, "-c", from_there, cwd=tmp_path, path=place).startswith(str(place))
    assert version("evenborn") in run(sys.executable, "-m", "evenborn", "--version", cwd=tmp_path, path=place)
    assert "ratio" in run(sys.executable, place / "bin/evenborn", "--help", cwd=tmp_path, path=place)
    read = (
        "from evenborn.presentation.method_pages import method_page as page, _folder; print(_folder());"
        "print(page('smoothing', 'zh', str).title, len(page('smoothing', 'en', str).html) > 5000)"
    )
    where, told = run(sys.executable, "-c", read, cwd=tmp_path, path=place).splitlines()
    assert where == str(place / "evenborn/methods")
    assert told.endswith("True")
