"""A database that goes away while people and the worker are at work, and what they find when it is back."""

import json
import subprocess
from pathlib import Path

import psycopg

from offices import SERVER, Answer, Office, asked, killed, name_of, serving
from operations.kills import ENQUEUE, state_of

SAID = {
    "en": ("A database cannot be reached just now", "tell the system administrator"),
    "zh-hans": ("数据库暂时无法访问", "将下方时间告知系统管理员"),
}


def taken_away(office: Office, away: bool) -> None:
    """Let the office’s own store be gone, or back."""
    if not SERVER:
        there, aside = office.folder / "office.sqlite3", office.folder.parent / "aside"
        (there if away else aside).rename(aside if away else there)
        return
    name = name_of(office.databases["office"])
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {'false' if away else 'true'}")  # type: ignore[call-overload]
        if away:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


def with_session(path: Path) -> Answer:
    return asked(path, "GET", "/", Cookie=f"sessionid={'a' * 32}", Accept_Language="en")


def until_it_says(worker: "subprocess.Popen[str]", event: str) -> dict[str, object]:
    """The next line of a worker’s log with an event."""
    assert worker.stdout
    for line in worker.stdout:
        assert "Traceback" not in line
        if line.startswith("{") and (said := json.loads(line))["event"] == event:
            return dict(said)
    raise AssertionError(f"The worker ended before it said {event!r}.")


def test_a_database_that_goes_away_is_said_and_comes_back_whole(office: Office, tmp_path: Path) -> None:
    with serving(office, DJANGO_SETTINGS_MODULE="scene_settings") as (path, process):
        assert with_session(path).status == 302
        taken_away(office, away=True)
        for language, sentences in SAID.items():
            gone = asked(path, "POST", "/scene/add", b"meanwhile", Accept_Language=language)
            assert (gone.status, gone.headers["retry-after"]) == (503, "60")
            assert all(sentence in gone.text for sentence in sentences)
        assert with_session(path).status == 503
        assert SERVER or not (office.folder / "office.sqlite3").exists()
        commands = [("backup", str(tmp_path / "b.backup")), ("audit", "verify"), ("worker", "--once")]
        for done in office.run_each(*commands):
            assert done.returncode == 2
            assert "Traceback" not in done.stderr
        assert not (tmp_path / "b.backup").exists()
        taken_away(office, away=False)
        assert with_session(path).status == 302
        assert asked(path, "POST", "/scene/add", b"afterwards").status == 200
        killed(process.pid)
        assert "Traceback" not in process.communicate()[0]
    state = state_of(office)
    assert (state.broken, state.parted()) == ([], (set(), set()))
    assert ("meanwhile" in state.rows, "afterwards" in state.rows) == (False, True)


def test_a_worker_waits_for_its_database(office: Office) -> None:
    office.more["DJANGO_SETTINGS_MODULE"] = "scene_settings"
    worker = office.start("worker")
    try:
        until_it_says(worker, "working")
        taken_away(office, away=True)
        assert str(until_it_says(worker, "store away")["error"]).endswith("OperationalError")
        taken_away(office, away=False)
        office.python(ENQUEUE, "0", "1")
        assert until_it_says(worker, "work done")["task"] == "scene_tasks.add"
    finally:
        killed(worker.pid)
        worker.communicate()
    assert "work 0" in state_of(office).rows
