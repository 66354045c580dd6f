"""Servers, workers and backups killed with -9 while they act, and what may be in the stores afterwards."""

import json
import os
import random
import select
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from sys import executable

from evenborn.registers.refusal import Refusal
from evenborn.site.backup.reading import read_through
from evenborn.site.backup.sealing import key_of_file
from offices import Office, asked, killed, short_folder, started, wait_for

STATE = """
import json
from evenborn.site.start import start
start()
from django_tasks_db.models import DBTaskResult
from evenborn.apps.access.models import Department
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.site.backup.trail import verdict_of
entries = Entry.objects.using(Store.OFFICE)
facts = lambda event: [json.loads(facts) for facts in
                       entries.filter(event=event).values_list("facts", flat=True)]
verdicts = [verdict_of(store) for store in Store]
print(json.dumps({
    "rows": sorted(Department.objects.values_list("name", flat=True)),
    "entries": sorted(fact["name"] for fact in facts("access.add-department")),
    "broken": [str(verdict.broken) for verdict in verdicts if verdict.broken],
    "work": [[row.status.lower(), row.args_kwargs["args"][0], len(row.worker_ids)]
             for row in DBTaskResult.objects.all()],
    "begun": [fact["file"] for fact in facts("operation.begin-backup")],
    "made": {fact["file"]: fact["sha256"] for fact in facts("operation.make-backup")},
}))
"""
ENQUEUE = """
import sys
from evenborn.site.start import start
start()
from django.db import transaction
import scene_tasks
with transaction.atomic():
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        scene_tasks.add.enqueue(f"work {number}")
"""
OLDER = b"the backup of yesterday"


@dataclass(frozen=True)
class State:
    """What the stores hold, and breaks of the trails.

    Departments that are there and those that the trail tells of; status, name and attempts of each piece of
    work; files of backups that were begun, and hashes of those that were made.
    """

    rows: list[str]
    entries: list[str]
    broken: list[str]
    work: list[tuple[str, str, int]]
    begun: list[str]
    made: dict[str, str]

    def parted(self) -> tuple[set[str], set[str]]:
        """Actions without an entry, entries without an action."""
        return set(self.rows) - set(self.entries), set(self.entries) - set(self.rows)


def state_of(office: Office) -> State:
    """Read the stores of an office."""
    found = json.loads(office.python(STATE).stdout)
    return State(**found | {"work": [tuple(one) for one in found["work"]]})


Starting = Callable[[str, str], int]


@contextmanager
def launcher_of(office: Office, within: tuple[str, ...] = ()) -> Iterator[Starting]:
    """Start things of an office quickly; each is the leader of a process group.

    ``within``: a command that runs another one, such as ``nsenter``.
    """
    office.more["DJANGO_SETTINGS_MODULE"] = "scene_settings"
    command = [*within, executable, str(Path(__file__).with_name("launcher.py"))]
    launcher = started(command, office.environment)

    def start(what: str, given: str = "") -> int:
        assert launcher.stdin
        assert launcher.stdout
        launcher.stdin.write(json.dumps([what, given]) + "\n")
        launcher.stdin.flush()
        return int(launcher.stdout.readline())

    try:
        yield start
    finally:
        killed(launcher.pid)
        launcher.communicate()


def kill_servers(office: Office, kills: int, seed: int) -> set[str]:
    """Kill the server of an office so many times while two browsers act; give what was acknowledged."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    folder = short_folder()
    acknowledged: set[str] = set()
    try:
        with launcher_of(office) as start:
            for number in range(kills):
                path = folder / str(number)
                server = start("serve", str(path))
                wait_for(path)
                _act_and_kill(path, server, number, draw.uniform(0.0, 0.15), acknowledged)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return acknowledged


def _act_and_kill(path: Path, server: int, number: int, seconds: float, acknowledged: set[str]) -> None:
    first, over = threading.Event(), threading.Event()

    def act(browser: int) -> None:
        for count in range(10_000):
            name = f"{number}-{browser}-{count}"
            try:
                if asked(path, "POST", "/scene/add", name.encode()).status == 200:
                    acknowledged.add(name)
                    first.set()
            except OSError:
                if over.is_set():
                    return
            except Exception:
                if over.is_set():
                    return
                raise

    browsers = [threading.Thread(target=act, args=(browser,)) for browser in range(2)]
    for one in browsers:
        one.start()
    assert first.wait(30)
    select.select([], [], [], seconds)
    over.set()
    killed(server)
    for one in browsers:
        one.join()
    assert os.path.lexists(path)


EACH_TIME = 8
"""Pieces of work for each worker that is killed."""


def kill_workers(office: Office, kills: int, seed: int) -> int:
    """Kill a worker so many times at its work, let one finish it, and give how much there was."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    office.more["DJANGO_SETTINGS_MODULE"] = "scene_settings"
    office.python(ENQUEUE, "0", str(kills * EACH_TIME))
    with launcher_of(office) as start:
        for _ in range(kills):
            worker = start("work", "once")
            _kill_after(worker, draw.uniform(0.02, 0.3))
    assert office.run("worker", "--once").returncode == 0
    return kills * EACH_TIME


@dataclass
class Backups:
    """What stands under the names of backups that were killed, and what was left aside.

    Attributes
    ----------
    older, newer : list of str
        Names that hold the older backup still; those that hold a new one.
    neither : list of str
        Names that hold something else, which would be half a backup.
    hashes : dict
        Of the new ones.
    half : int
        Unnamed files that a kill left and that a reader refuses.
    left : list of str
        Working folders that the next whole backup did not remove.
    """

    older: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    neither: list[str] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    half: int = 0
    left: list[str] = field(default_factory=list)


def kill_backups(office: Office, kills: int, seed: int, folder: Path) -> Backups:
    """Kill a backup so many times while it is made, as long as one takes; the last one is let finish."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    found = Backups()
    with launcher_of(office) as start:
        seconds = _until_gone(start("backup", str(folder / "first.backup")))
        for number in range(kills):
            path = folder / f"{number}.backup"
            path.write_bytes(OLDER)
            _kill_after(start("backup", str(path)), draw.uniform(0.0, seconds))
            found.half += sum(not _hash(office, half) for half in folder.glob(".evenborn-*/*.backup"))
            _sort(path, _hash(office, path), found)
    _aged(folder, office.folder)
    assert office.run("backup", str(folder / "last.backup")).returncode == 0
    assert office.run("restore", str(folder / "last.backup"), "--check").returncode == 0
    for place in (folder, office.folder):
        found.left += [one.name for one in place.iterdir() if ".partial" in one.name]
    return found


def _aged(*places: Path) -> None:
    """Let time pass: a folder whose run was killed before it had locked it is let be for ten minutes."""
    for place in places:
        for one in place.iterdir():
            if ".partial" in one.name:
                os.utime(one, (0, 0))


def _hash(office: Office, path: Path) -> str:
    """Hash of a backup that is whole from its first octet to its last, or nothing."""
    try:
        return read_through(path, key_of_file(office.folder / "keys/backup_key"))[1]
    except Refusal:
        return ""


def _sort(path: Path, sha256: str, found: Backups) -> None:
    if path.read_bytes() == OLDER:
        found.older.append(path.name)
    elif sha256:
        found.newer.append(path.name)
        found.hashes[path.name] = sha256
    else:
        found.neither.append(path.name)
    path.unlink()  # so many would fill the disk


def _kill_after(process: int, seconds: float) -> None:
    """Kill a process group after a while and wait until nothing of it is left."""
    select.select([], [], [], seconds)
    with suppress(ProcessLookupError):  # it was done before
        killed(process)
    _until_gone(process)


def _until_gone(process: int) -> float:
    """Wait until nothing is left of a process group, and give the seconds that it took."""
    began = time.monotonic()
    with suppress(ProcessLookupError):
        while True:
            os.killpg(process, 0)
            select.select([], [], [], 0.002)
    return time.monotonic() - began
