"""Officers who release at once, each in a process: one issue, one decision, no two that bar each other."""

import json
from pathlib import Path

from offices import new_office

PROGRAM = Path(__file__).with_name("together.py").read_text("utf-8")


def test_of_officers_at_once_one_prepares_one_releases_and_no_table_is_overlooked(tmp_path: Path) -> None:
    left = json.loads(new_office(tmp_path / "data").python(PROGRAM).stdout.splitlines()[-1])
    assert left["prepared"] == ["done", "figures-release-waits", "figures-release-waits"]
    assert left["released"] == ["done", "figures-release-decided", "figures-release-decided"]
    assert left["barred"] == ["done", "figures-release-linked"]
    assert left["left"] == ["prepared", "released", "released"]
