"""The demonstration is a whole office, made by its own actions, and empties no folder that is not its own."""

import json
import re
from pathlib import Path

import pytest

from evenborn.apps.access.roles import RoleCode
from evenborn.registers.refusal import Refusal
from evenborn.site.demonstration_folder import MARK, configure, fresh_folder
from offices import Office, finished

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
OWN = ("EVENBORN_", "DJANGO_")
WAITS = {
    "states": {"checked": 2, "refused": 1, "withdrawn": 1},
    "drafts": 1,
    "returns begun": 1,
    "births entered": 4,
}


def test_it_has_a_login_for_each_role_and_a_whole_trail(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    office = Office(folder, more={"EVENBORN_MODE": "demonstration"})
    nothing_set = {name: text for name, text in office.environment.items() if not name.startswith(OWN)}
    made = finished((str(folder),), nothing_set, SMALL)
    assert made.returncode == 0, made.stderr
    *lines, waits = made.stdout.splitlines()
    logins = [line.split() for line in lines]
    assert json.loads(waits) == WAITS
    assert len(logins) == len(RoleCode)
    assert len({password for _, password in logins}) == len(RoleCode)
    told = office.run("audit", "verify")
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
