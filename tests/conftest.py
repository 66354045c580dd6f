"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings

from clock import IN_PROCESS, INSTANT

# A slow machine is no fault of the code. Where a whole team waits for one run the examples are the same
# in every run; at a desk they differ, so that they go on looking.
# `--hypothesis-profile thorough` looks ten times as long, which `make bench` does.
settings.register_profile("suite", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("suite")

SHARED = ("pair", "reference")
"""Fixtures of more than one file that take long."""

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


@pytest.fixture(autouse=True)
def fixed_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where the office runs in the process of the test it is always the same day, and the clock goes on.

    Offices in processes of their own, and browsers, have the real clock.
    """
    folder = request.path.relative_to(PROJECT).parts[:2]
    if folder in IN_PROCESS or request.node.get_closest_marker("django_db"):
        with time_machine.travel(INSTANT, tick=True):
            yield
    else:
        yield


@cache
def _says(path: Path, text: str) -> bool:
    return path.suffix == ".py" and text in path.read_text("utf-8")


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say which tests open a store, and let those that share a set-up run in one worker.

    Else each worker would make the set-up once more.
    """
    for item in items:
        if item.get_closest_marker("django_db") or _says(item.path, "from offices import"):
            item.add_marker(pytest.mark.stores)
        if not config.pluginmanager.hasplugin("xdist"):
            continue
        shared = [name for name in SHARED if name in getattr(item, "fixturenames", ())]
        if shared or _says(item.path, 'scope="module"'):
            item.add_marker(pytest.mark.xdist_group(shared[0] if shared else str(item.path)))
