"""Backups: what was there comes back with the same hashes, or there is a sentence and nothing half."""

import json
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from offices import SERVER, Office, finished, killed, new_databases

PASSPHRASE = "正确的 马 电池 订书钉 十二字"  # noqa: S105 - of a test
CONTENT = """
import hashlib, json
from evenborn.site.start import start
config = start()
from django.db import connections
from evenborn.apps.stores import Store
found = {}
for store in Store:
    connection = connections[store]
    names = sorted(connection.introspection.table_names())
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for name in names:
            if store is Store.OFFICE and name.startswith("audit_"):
                continue
            cursor.execute(f'SELECT * FROM "{name}"')
            digest.update(repr((name, sorted(map(repr, cursor.fetchall())))).encode())
    found[store.label] = digest.hexdigest()
for path in sorted(config.folder.rglob("*.csv")):
    if "before-restore" not in str(path):
        found[path.relative_to(config.folder).as_posix()] = path.read_text()
from evenborn.apps.audit.models import Entry
found["events"] = list(Entry.objects.using(Store.OFFICE).values_list("event", flat=True))
print(json.dumps(found))
"""
ADD = """
import sys
from evenborn.site.start import start
start()
from evenborn.apps.access.actions import add_department
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
by = program("scene", Permission.DEPARTMENT_MANAGE)
add_department(by=by, name=sys.argv[1], kind="health", area="990101")
"""


@pytest.fixture
def used(office: Office) -> Office:
    """An office with an upload."""
    folder = office.folder / "uploads/2025"
    folder.mkdir(parents=True)
    (folder / "出生.csv").write_text("male,female\n55,50\n")
    return office


def content_of(office: Office) -> dict[str, object]:
    found: dict[str, object] = json.loads(office.python(CONTENT).stdout)
    return found


def codes(office: Office, *commands: tuple[str, ...]) -> list[int]:
    """Exit codes of commands."""
    return [done.returncode for done in office.run_each(*commands)]


def backed_up(office: Office, *options: str) -> Path:
    path = office.folder.parent / "office.backup"
    done = office.run("backup", str(path), *options)
    assert done.returncode == 0, done.stderr
    return path


def empty_office(like: Office, name: str = "other") -> Office:
    """A new machine to which the keys were brought."""
    folder = like.folder.parent / name
    folder.mkdir(0o700)
    shutil.copytree(like.folder / "keys", folder / "keys")
    return Office(folder, new_databases())


def test_what_was_there_comes_back(used: Office) -> None:
    before = content_of(used)
    path = backed_up(used)
    assert path.stat().st_mode & 0o077 == 0
    assert b"male" not in path.read_bytes()
    other = empty_office(used)
    done = other.run("restore", str(path))
    assert done.returncode == 0, done.stderr
    after = content_of(other)
    events = [str(event) for event in after.pop("events")]  # type: ignore[attr-defined]
    assert events == [*before.pop("events"), "operation.begin-backup", "operation.restore-backup"]  # type: ignore[misc]
    assert after == before
    assert codes(other, ("audit", "verify"), ("check", "--deploy")) == [0, 0]
    assert not any(path.name.startswith(".evenborn-") for path in other.folder.iterdir())
    own = [str(event) for event in content_of(used)["events"]]  # type: ignore[attr-defined]
    assert own[-2:] == ["operation.begin-backup", "operation.make-backup"]


def test_nothing_is_replaced_unasked_and_what_is_replaced_is_kept(used: Office) -> None:
    path = backed_up(used)
    used.python(ADD, "made after the backup")
    (used.folder / "uploads/2026.csv").write_text("later")
    refused = used.run("restore", str(path))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    later = content_of(used)
    assert later["uploads/2026.csv"] == "later"
    done = used.run("restore", str(path), "--replace")
    assert done.returncode == 0, done.stderr
    after = content_of(used)
    assert "uploads/2026.csv" not in after
    assert after["office"] != later["office"]
    (kept,) = used.folder.glob("before-restore-*")
    assert (kept / "uploads/2026.csv").read_text() == "later"
    assert SERVER or (kept / "office.sqlite3").exists()
    assert used.run("audit", "verify").returncode == 0


def test_what_is_wrong_with_a_backup_is_said_and_nothing_is_touched(used: Office) -> None:
    path = backed_up(used)
    data = path.read_bytes()
    other = empty_office(used)
    spoilt = {
        "cut": data[: len(data) // 2],
        "changed": data[:5000] + bytes([data[5000] ^ 1]) + data[5001:],
        "longer": data + b"x",
        "text": b"male,female\n",
    }
    for name, content in spoilt.items():
        (path.parent / name).write_bytes(content)
    names = [*spoilt, "none"]
    commands = [("restore", str(path.parent / name), "--lang", "zh") for name in names]
    for name, done in zip(names, other.run_each(*commands), strict=True):
        assert done.returncode == 2, name
        assert "Traceback" not in done.stderr
        assert name in done.stderr
    assert [file.name for file in other.folder.iterdir()] == ["keys"]
    (other.folder / "keys/backup_key").write_text("00" * 32)
    wrong = other.run("restore", str(path))
    assert (wrong.returncode, "another key" in wrong.stderr) == (2, True)
    assert used.run("restore", str(path), "--check").returncode == 0


def test_keys_go_only_with_a_passphrase(used: Office, tmp_path: Path) -> None:
    phrase = tmp_path / "passphrase.txt"
    phrase.write_text(PASSPHRASE)
    assert used.run("backup", str(tmp_path / "k.backup"), "--with-keys").returncode == 2
    assert not (tmp_path / "k.backup").exists()
    path = backed_up(used, "--passphrase", str(phrase), "--with-keys")
    bare = Office(tmp_path / "bare", new_databases())
    assert bare.run("restore", str(path)).returncode == 2
    done = bare.run("restore", str(path), "--passphrase", str(phrase))
    assert done.returncode == 0, done.stderr
    keys = [path for path in (used.folder / "keys").rglob("*") if path.is_file()]
    for key in keys:
        copy = bare.folder / key.relative_to(used.folder)
        assert copy.read_bytes() == key.read_bytes()
        assert copy.stat().st_mode & 0o077 == 0


def test_a_backup_is_not_kept_with_what_it_saves(used: Office) -> None:
    done = used.run("backup", str(used.folder / "b.backup"))
    assert done.returncode == 2
    assert not list(used.folder.glob("*.backup"))


LIMITED = """
import resource, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from evenborn.cli import main
main()
"""


def limited(office: Office, octets: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that may write no file beyond a size, as on a disk that is full."""
    return finished((str(octets), *arguments), office.environment, LIMITED)


def test_a_full_disk_leaves_nothing_half(used: Office) -> None:
    path = used.folder.parent / "office.backup"
    path.write_bytes(b"the last one")
    # SQLite needs some room for its own log; the copy and the backup need more than there is.
    done = limited(used, 120_000, "backup", str(path), "--lang", "zh")
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == b"the last one"
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".evenborn")] == []
    whole = backed_up(used)
    other = empty_office(used)
    full = limited(other, 60_000, "restore", str(whole))
    assert full.returncode == 2, full.stderr
    assert [file.name for file in other.folder.iterdir()] == ["keys"]


def test_a_restore_that_was_cut_short_keeps_the_office_shut_and_is_completed(used: Office) -> None:
    path = backed_up(used)
    other = empty_office(used)
    process = other.start("restore", str(path))
    while process.poll() is None and not (other.folder / "restoring").exists():
        select.select([], [], [], 0.001)
    if process.poll() is None:
        killed(process.pid)
    process.communicate()
    if (other.folder / "restoring").exists():
        assert "restore-cut-short" in other.run("check", "--deploy", "--json").stdout
        assert other.run("restore", str(path), "--replace").returncode == 0
    assert codes(other, ("check", "--deploy"), ("audit", "verify")) == [0, 0]


def test_a_backup_while_people_work_is_of_one_moment(used: Office) -> None:
    script = ADD.split("add_department(by=by", maxsplit=1)[0] + (
        "for n in range(10_000): add_department(by=by, name=f'{n}', kind='health', area='990101')"
    )
    writer = subprocess.Popen([sys.executable, "-c", script], env=used.environment, stderr=subprocess.DEVNULL)
    try:
        while "access.add-department" not in content_of(used)["events"][-1:]:  # type: ignore[index]
            assert writer.poll() is None
        path = backed_up(used)
    finally:
        os.kill(writer.pid, 9)
        writer.wait()
    other = empty_office(used)
    assert other.run("restore", str(path)).returncode == 0
    assert other.run("audit", "verify").returncode == 0
