"""The clock is read in few places: a rule takes the day of the actor, so that it can be tried on any day."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import parsed, plant, require_none

CLOCKS = {"now", "today", "utcnow", "localdate", "time", "time_ns"}
OWNERS = {"datetime", "date", "timezone", "time", "dt"}
ALLOWED = {
    "access/actor.py": "the moment of the request is set here",
    "access/login/attempts.py": "the moment of an attempt is set here, before anybody is an actor",
    "access/queries.py": "the moment of the request is set here",
    "access/models.py": "Django asks whether an account is active, without an actor",
    "audit/record.py": "when an entry was added",
}


def readings(root: Path) -> Iterator[str]:
    """Where the clock is read that should not be."""
    for name, module in parsed(root):
        if name in ALLOWED or "/migrations/" in name:
            continue
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
            given = bool(node.args) and node.func.attr == "localdate"
            if node.func.attr in CLOCKS and owner in OWNERS and not given:
                yield f"{name}:{node.lineno} {owner}.{node.func.attr}()"


def test_rules_read_no_clock(project: Path) -> None:
    require_none(readings(project / "src/evenborn/apps"))


@pytest.mark.parametrize("call", ["timezone.now()", "datetime.now(UTC)", "date.today()", "time.time()"])
def test_a_planted_clock_is_caught(tmp_path: Path, call: str) -> None:
    plant(tmp_path, "cases/rules.py", f"def due(case):\n    return {call}\n")
    assert len(list(readings(tmp_path))) == 1
