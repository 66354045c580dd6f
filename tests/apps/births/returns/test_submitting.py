"""Sent in by several at the same moment, in processes of their own: one version, one batch."""

import json
import subprocess
import sys
from pathlib import Path

from offices import new_office

OFFICERS = 4


def test_of_several_at_once_one_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    office = new_office(tmp_path / "data")
    script = str(Path(__file__).with_name("submitting.py"))
    ran = subprocess.run(
        [sys.executable, script, str(OFFICERS)], env=office.environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    refused = ["births-return-moved-on"] * (OFFICERS - 1)
    assert told["differing"] == {"told": [*refused, "version 1"], "versions": 1, "batches": 1}
    assert told["same"] == {"told": ["version 1"] * OFFICERS, "versions": 1, "batches": 1}
