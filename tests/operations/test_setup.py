"""Setting an office up: right modes, nothing overwritten, all three administrators or none."""

import json
import select
from pathlib import Path

from offices import Office, killed, new_databases

PEOPLE = """
import json
from evenborn.site.start import start
start()
from evenborn.apps.access.models import Appointment, Officer
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
print(json.dumps({
    "roles": sorted(Appointment.objects.values_list("officer__username", "role")),
    "must_change": list(Officer.objects.values_list("must_change_password", flat=True)),
    "events": list(Entry.objects.using(Store.OFFICE).values_list("actor", "event")),
}))
"""


def test_keys_and_files_are_for_the_account_of_the_office_alone(office: Office) -> None:
    keys = office.folder / "keys"
    assert {path.name for path in keys.iterdir()} >= {"cookie_secret", "backup_key", "anchor_key.pem"}
    assert len((keys / "cookie_secret").read_text()) >= 50
    for path in (office.folder, *office.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_three_administrators_are_three_persons_and_audited(office: Office) -> None:
    held = json.loads(office.python(PEOPLE).stdout)
    assert held["roles"] == [
        ["audit", "audit-administrator"], ["security", "security-administrator"],
        ["system", "system-administrator"],
    ]  # fmt: skip
    assert held["must_change"] == [True, True, True]
    assert [event for _, event in held["events"]] == [
        "access.add-department", *["access.add-officer", "access.appoint"] * 3,
    ]  # fmt: skip
    assert {actor for actor, _ in held["events"]} == {"setup"}


def test_a_second_set_up_changes_nothing(office: Office) -> None:
    found = (office.folder / "keys").rglob("*")
    keys = {path: path.read_bytes() for path in found if path.is_file()}
    before = office.python(PEOPLE).stdout
    (office.folder / "keys/backup_key").unlink()
    again = office.run("setup", "--system", "other")
    assert again.returncode == 0
    assert "backup_key" in again.stdout
    assert "no administrator was made" in again.stdout
    lost = office.folder / "keys/backup_key"
    assert {path: path.read_bytes() for path in keys if path != lost} == {
        path: key for path, key in keys.items() if path != lost
    }
    assert lost.read_bytes() != keys[lost]
    assert office.python(PEOPLE).stdout == before


def test_one_name_for_two_administrators_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path / "data")
    done = office.run("setup", "--audit", "system")
    assert (done.returncode, office.folder.exists()) == (2, False)


def test_a_set_up_that_was_killed_is_repeated_to_its_end(tmp_path: Path) -> None:
    office = Office(tmp_path / "data", new_databases())
    process = office.start("setup")
    while process.poll() is None and not list(office.folder.rglob("vault.sqlite3")):
        select.select([], [], [], 0.005)
    if process.poll() is None:
        killed(process.pid)
    process.communicate()
    done = office.run("setup", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(office.python(PEOPLE).stdout)["roles"]) == 3
