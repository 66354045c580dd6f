"""A rotation that is killed with -9 at any step loses nothing, and goes on where it was."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from offices import Office, new_office

RECORDS = 200


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path / "data")


def test_a_killed_rotation_loses_nothing_and_is_finished(office: Office) -> None:
    script = str(Path(__file__).with_name("rotating.py"))
    ran = subprocess.run(
        [sys.executable, script, str(RECORDS), "20", "7"], env=office.environment, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["whole_after_each"]
    assert told["whole"]
    assert told["elsewhere"] == 0
    assert told["broken"] == "None"
    assert told["unnamed"] == []  # also a key whose maker was killed before its entry
    # Each key that was made saw every record once: no step was done twice, none was left out.
    assert told["resealed"] == told["keys"] * RECORDS
    assert told["keys"] >= 2
