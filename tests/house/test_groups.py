"""Tests that share a set-up run in one worker, or each worker would make it once more."""

from pathlib import Path

import pytest

from in_groups import FIRST, group_of, rank
from made_once import FOLDER


@pytest.fixture(scope="module")
def set_up() -> None:
    """Fails in the second worker that makes it."""
    (FOLDER / "set-up-of-groups").mkdir()


@pytest.mark.parametrize("number", range(6))
def test_a_set_up_of_a_file_is_made_once(set_up: None, number: int) -> None:
    assert group_of(f"tests/web/test_errors.py::test_a[{number}::2]") == "tests/web/test_errors.py"


def test_what_comes_first_is_there(project: Path) -> None:
    places = [
        rank(group_of(f"{path.relative_to(project)}::test")) for path in project.rglob("tests/**/test_*.py")
    ]
    assert set(places) == set(range(len(FIRST) + 1))
