"""Several registrars at once, and some of them cut off: numbers without gaps, one entry for one form."""

import json
from pathlib import Path
from typing import Any

from offices import Office, new_office

PROGRAM = Path(__file__).with_name("together.py").read_text("utf-8")


def left(office: Office, *numbers: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(office.python(PROGRAM, *map(str, numbers)).stdout.splitlines()[-1])
    return found


def test_four_at_once_number_without_gaps_and_share_one_form(tmp_path: Path) -> None:
    found = left(new_office(tmp_path / "data"), 4, 5, 0)
    assert found["codes"] == [0, 0, 0, 0]
    assert found["lines"] == [[serial, False] for serial in range(1, 22)]
    assert (found["accepted"], found["sealed"], found["counted"]) == (21, 21, 21)
    assert (found["others"], found["unnumbered"], found["broken"]) == (0, 0, [])


def test_whoever_is_killed_leaves_whole_births_or_none(tmp_path: Path) -> None:
    found = left(new_office(tmp_path / "data"), 2, 3, 6)
    births = found["accepted"]
    assert births >= 7
    assert found["lines"] == [[serial, False] for serial in range(1, births + 1)]
    assert (found["sealed"], found["counted"], found["others"]) == (births, births, 0)
    assert (found["unnumbered"], found["broken"]) == (0, [])
