"""The clock is read in few places: a rule takes the day of the actor, so that it can be tried on any day."""

import ast
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from clock import INSTANT
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


@pytest.mark.django_db
@pytest.mark.parametrize("call", ["timezone.localdate()", "datetime.now(SHANGHAI).date()", "date.today()"])
def test_a_planted_clock_meets_the_fixed_day_and_no_other(tmp_path: Path, call: str) -> None:
    """What passes only on some days fails on all of them, or on none."""
    path = tmp_path / "planted.py"
    path.write_text(
        "from datetime import date, datetime\n"
        "from zoneinfo import ZoneInfo\n"
        "from django.utils import timezone\n"
        f"SHANGHAI = ZoneInfo('Asia/Shanghai')\ndef due():\n    return {call}\n"
    )
    assert runpy.run_path(str(path))["due"]() == INSTANT.date()
    assert time_machine.escape_hatch.time.time() - INSTANT.timestamp() > 86_400


def test_only_the_office_lives_on_that_day() -> None:
    """Statistics and commands have no day of their own; what they read of it is given."""
    assert not time_machine.escape_hatch.is_travelling()
