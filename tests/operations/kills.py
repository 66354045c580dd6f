"""Servers killed with -9 while they act, and what may be in the stores afterwards."""

import json
import os
import random
import select
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from sys import executable

from offices import Office, asked, killed, short_folder, started, wait_for

STATE = """
import json
from evenborn.site.start import start
start()
from evenborn.apps.access.models import Department
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.site.backup.trail import verdict_of
made = Entry.objects.using(Store.OFFICE).filter(event="access.add-department")
verdicts = [verdict_of(store) for store in Store]
print(json.dumps({
    "rows": sorted(Department.objects.values_list("name", flat=True)),
    "entries": sorted(json.loads(entry.facts)["name"] for entry in made),
    "broken": [str(verdict.broken) for verdict in verdicts if verdict.broken],
}))
"""


@dataclass(frozen=True)
class State:
    """Departments that are there, those that the trail tells of, and breaks of the trails."""

    rows: list[str]
    entries: list[str]
    broken: list[str]


def state_of(office: Office) -> State:
    """Read the stores of an office."""
    return State(**json.loads(office.python(STATE).stdout))


def kill_servers(office: Office, kills: int, seed: int) -> set[str]:
    """Kill the server of an office so many times while two browsers act; give what was acknowledged."""
    office.more["DJANGO_SETTINGS_MODULE"] = "scene_settings"
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    launcher = started([executable, str(Path(__file__).with_name("launcher.py"))], office.environment)
    folder = short_folder()
    acknowledged: set[str] = set()
    try:
        for number in range(kills):
            path = folder / str(number)
            assert launcher.stdin
            assert launcher.stdout
            launcher.stdin.write(f"{path}\n")
            launcher.stdin.flush()
            server = int(launcher.stdout.readline())
            wait_for(path, launcher)
            _act_and_kill(path, server, number, draw.uniform(0.0, 0.15), acknowledged)
    finally:
        killed(launcher.pid)
        launcher.communicate()
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
