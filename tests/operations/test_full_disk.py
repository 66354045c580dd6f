"""A disk that gets full while people work: it is said, nothing is half done, and work goes on afterwards."""

import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from offices import DEADLINE, SERVER, Office, asked, killed, new_office, short_folder, wait_for
from operations.kills import ENQUEUE, launcher_of, state_of
from operations.small_disks import SmallDisk, small_disk

pytestmark = pytest.mark.skipif(bool(SERVER), reason="PostgreSQL keeps its stores on a disk of its own")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """An office with eight pieces of work on a small disk."""
    full = new_office(tmp_path / "before")
    full.more["DJANGO_SETTINGS_MODULE"] = "scene_settings"
    full.python(ENQUEUE, "0", "8")
    with small_disk(tmp_path / "data", full.folder) as disk:
        if disk is None:
            pytest.skip("SKIPPED FOR LACK OF A NAMESPACE: this machine lets nobody mount a disk in memory")
        yield disk


def command(disk: SmallDisk, office: Office, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command of the office on the disk, to its end."""
    line = [*disk.within, sys.executable, "-m", "evenborn", *arguments]
    return subprocess.run(line, env=office.environment, capture_output=True, text=True, check=False)


def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(disk: SmallDisk, tmp_path: Path) -> None:
    office, sockets = Office(disk.folder), short_folder()
    path = sockets / "s"
    with launcher_of(office, disk.within) as start:
        server = start("serve", str(path))
        wait_for(path)
        assert asked(path, "POST", "/scene/add", b"before").status == 200
        disk.fill()
        for language, title, rest in (
            ("en", "The disk of the office is full", "Tell the system administrator, who makes room"),
            ("zh-hans", "系统磁盘已满", "请告知系统管理员清理磁盘"),
        ):
            answer = asked(path, "POST", "/scene/add", b"meanwhile", Accept_Language=language)
            assert answer.status == 507
            assert title in answer.text
            assert rest in answer.text
        assert asked(path, "GET", "/access/login/").status == 200
        worker = start("work")
        backup = command(disk, office, "backup", str(tmp_path / "b.backup"), "--lang", "zh")
        assert backup.returncode == 2
        assert "无法写入办公库的审计记录：磁盘已满" in backup.stderr
        refused = command(disk, office, "worker", "--once")
        assert refused.returncode == 2
        assert "Only 0 MB are free" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (tmp_path / "b.backup").exists()
        disk.make_room()
        assert asked(path, "POST", "/scene/add", b"meanwhile").status == 200
        _until(office, disk, "work 7")
        for process in (server, worker):
            killed(process)
    shutil.rmtree(sockets)
    after = Office(tmp_path / "after", more=office.more)
    shutil.copytree(disk.seen, after.folder)
    state = state_of(after)
    assert (state.broken, state.parted()) == ([], (set(), set()))
    assert state.rows.count("meanwhile") == 1
    assert {status for status, _, _ in state.work} == {"successful"}


def _until(office: Office, disk: SmallDisk, name: str) -> None:
    """Wait until the worker has added the last department."""
    script = (
        "import sqlite3, sys\n"
        "store = sqlite3.connect(f'file:{sys.argv[1]}/office.sqlite3?mode=ro', uri=True)\n"
        "query = 'SELECT count(*) FROM access_department WHERE name = ?'\n"
        "sys.exit(not store.execute(query, [sys.argv[2]]).fetchone()[0])\n"
    )
    look = [*disk.within, sys.executable, "-c", script, str(office.folder), name]
    deadline = time.monotonic() + DEADLINE
    while subprocess.run(look, check=False).returncode:
        assert time.monotonic() < deadline
        select.select([], [], [], 0.1)
