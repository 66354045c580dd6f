"""The demonstration is a whole office, made by its own actions, and empties no folder that is not its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evenborn.apps.access.roles import RoleCode
from evenborn.registers.refusal import Refusal
from evenborn.site.demonstration_folder import MARK, configure, fresh_folder

SMALL = """
import json, sys
from pathlib import Path
from evenborn.cli.demo import made
for login in made(Path(sys.argv[1]), 8000, births_a_year=600):
    print(login.username, login.password)
from django.db.models import Count
from evenborn.apps.births.models import MonthlyReturn
from evenborn.apps.intake.models import Batch
from evenborn.apps.vault.models import Draft, SealedRecord
why = "a test counts them"
states = dict(Batch.objects.regardless(why).order_by().values_list("state").annotate(Count("pk")))
drafts = Draft.objects.regardless(why).count()
begun = MonthlyReturn.objects.regardless(why).filter(version=0).count()
birth = Batch.objects.regardless(why).filter(entry="birth").count()
states.pop("accepted")
print(json.dumps({"states": states, "drafts": drafts, "returns begun": begun, "births entered": birth}))
"""
WAITS = {
    "states": {"checked": 2, "refused": 1, "withdrawn": 1},
    "drafts": 1,
    "returns begun": 1,
    "births entered": 4,
}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command of its own process, with nothing of this machine's office in its environment."""
    return python("-m", "evenborn", *arguments, "--lang", "en", **more)


def python(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, likewise."""
    own = {name: text for name, text in os.environ.items() if not name.startswith(("EVENBORN_", "DJANGO_"))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=own | more, capture_output=True, text=True, check=False)


def test_it_has_a_login_for_each_role_and_a_whole_trail(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    made = python("-c", SMALL, str(folder))
    assert made.returncode == 0, made.stderr
    *lines, waits = made.stdout.splitlines()
    logins = [line.split() for line in lines]
    assert json.loads(waits) == WAITS
    assert len(logins) == len(RoleCode)
    assert len({password for _, password in logins}) == len(RoleCode)
    office = {"EVENBORN_FOLDER": str(folder), "EVENBORN_MODE": "demonstration", "EVENBORN_HTTPS": "false"}
    told = run("audit", "verify", **office)
    assert told.returncode == 0, told.stdout
    counts = dict(re.findall(r"^(\w+): whole\. Entries: ([\d,]+)\.", told.stdout, re.MULTILINE))
    assert int(counts["Office"]) > 10
    assert int(counts["Vault"]) > 3
    assert not any(password in told.stdout for _, password in logins)


def test_it_empties_its_own_folder_and_no_other(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    fresh_folder(own)
    (own / "office.sqlite3").write_bytes(b"earlier")
    fresh_folder(own)
    assert [path.name for path in own.iterdir()] == [MARK]
    other.mkdir()
    (other / "letters.txt").write_text("dear", "utf-8")
    with pytest.raises(Refusal, match="demo-folder-taken"):
        fresh_folder(other)
    assert (other / "letters.txt").read_text("utf-8") == "dear"


def test_no_option_of_a_real_office_reaches_it(tmp_path: Path) -> None:
    environment = {
        "EVENBORN_STORES__VAULT": "postgresql://real/vault",
        "EVENBORN_LANG": "zh",
        "HOME": "/root",
    }
    configure(environment, folder=tmp_path, area="9901", port=8123)
    assert "EVENBORN_STORES__VAULT" not in environment
    assert environment["EVENBORN_MODE"] == "demonstration"
    assert environment["EVENBORN_FOLDER"] == str(tmp_path)
    assert {"EVENBORN_LANG", "HOME"} <= set(environment)
