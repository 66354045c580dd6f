"""Offices of their own for tests that need real processes: folder, databases, commands, server.

Where the environment names a PostgreSQL (``scripts/postgresql.sh``), the stores lie there, else in files.
"""

import http.client
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from forks import PATHS, Forked, Started
from made_once import made_once

STORES = ("office", "vault", "statistics", "enforcement", "reporters", "benefits")
SERVER = os.environ.get("EVENBORN_STORES__OFFICE", "")
"""URL of a database of the PostgreSQL that tests may use, or nothing."""
TESTS = Path(__file__).parent
DEADLINE = 60.0

EACH = """
import contextlib, io, json, sys
from evenborn.cli import app
from evenborn.cli.answer import ending
done = []
for command in map(json.loads, sys.argv[1:]):
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = ending(lambda: app(command, standalone_mode=False), command)
    done.append((code, out.getvalue(), error.getvalue()))
print(json.dumps(done))
"""


@dataclass
class Office:
    """One office: its folder and what its processes find in their environment."""

    folder: Path
    databases: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """That of this process without its own office, then what this one needs."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENBORN_")}
        stores = {f"EVENBORN_STORES__{store.upper()}": url for store, url in self.databases.items()}
        own = {"EVENBORN_FOLDER": str(self.folder), "EVENBORN_HTTPS": "false", "EVENBORN_LANG": "en"}
        settings = {"DJANGO_SETTINGS_MODULE": "evenborn.site.settings", "PYTHONPATH": PATHS}
        return kept | own | stores | settings | self.more

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of this office to its end."""
        return finished(arguments, self.environment | more)

    def run_each(self, *commands: tuple[str, ...]) -> "list[subprocess.CompletedProcess[str]]":
        """Run commands one after the other in one process, which is quicker."""
        done = self.python(EACH, *(json.dumps(command) for command in commands))
        return [
            subprocess.CompletedProcess(command, code, out, error)
            for command, (code, out, error) in zip(commands, json.loads(done.stdout), strict=True)
        ]

    def start(self, *arguments: str, **more: str) -> Started:
        """Start a command of this office in a process group of its own, its imports of other packages done.

        Journeys start their server as a person does.
        """
        own = {"environment": self.environment | more, "folder": str(Path.cwd())}
        return Started({"arguments": arguments, "script": "", **own})

    def python(self, script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python with this office's environment; it must not fail."""
        done = finished(arguments, self.environment, script)
        assert done.returncode == 0, done.stderr
        return done


def finished(
    arguments: tuple[str, ...], environment: Mapping[str, str], script: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run a command, or a script, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out, error = Path(folder, "out"), Path(folder, "error")
        wanted = {"arguments": arguments, "environment": dict(environment), "script": script}
        code = Forked(wanted | {"folder": str(Path.cwd()), "out": str(out), "error": str(error)}).wait()
        return subprocess.CompletedProcess(arguments, code, out.read_text("utf-8"), error.read_text("utf-8"))


def started(command: list[str], environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """A process whose lines can be read and that is killed with all that it started."""
    return subprocess.Popen(
        command, env=environment, start_new_session=True, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def killed(process_group: int) -> None:
    """Kill a process with all that it started, at once."""
    os.killpg(process_group, signal.SIGKILL)


class SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=DEADLINE)
        self.path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


@dataclass(frozen=True)
class Answer:
    """Status, head and body of a page."""

    status: int
    headers: dict[str, str]
    text: str


def asked(path: Path, method: str, page: str, body: bytes = b"", **headers: str) -> Answer:
    """Ask a server for a page."""
    connection = SocketConnection(path)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        with suppress(BrokenPipeError):  # a server may answer before it has read all that it is sent
            connection.request(method, page, body or None, given)
        response = connection.getresponse()
        text = response.read().decode()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, text)
    finally:
        connection.close()


def answers(path: Path) -> bool:
    """Whether a server listens there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as trial:
        try:
            trial.connect(str(path))
        except OSError:
            return False
    return True


def wait_for(path: Path, process: Started | None = None) -> None:
    """Return as soon as a server listens; fail when it ends or does not come."""
    deadline = time.monotonic() + DEADLINE
    while not answers(path):
        assert process is None or process.poll() is None, process and process.stdout.read()
        assert time.monotonic() < deadline, "The server did not come."
        select.select([], [], [], 0.01)


def short_folder() -> Path:
    """A folder whose sockets have names that are short enough for the system."""
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"ev-{secrets.token_hex(4)}"  # noqa: S108
    folder.mkdir(0o700)
    return folder


@contextmanager
def serving(office: Office, **more: str) -> Iterator[tuple[Path, Started]]:
    """A real server of an office on a socket, stopped afterwards."""
    folder = short_folder()
    path = folder / "s"
    process = office.start("serve", EVENBORN_LISTEN=str(path), EVENBORN_WORKERS="1", **more)
    try:
        wait_for(path, process)
        yield path, process
    finally:
        if process.poll() is None:
            killed(process.pid)
        process.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def new_databases(template: Mapping[str, str] | None = None) -> dict[str, str]:
    """A database for each store, where PostgreSQL is used: empty, or copies of others."""
    if not SERVER:
        return {}
    mark, urls = secrets.token_hex(4), {}
    with psycopg.connect(SERVER, autocommit=True) as server:
        for store in STORES:
            name = f"ev_{mark}_{store}"
            source = f" TEMPLATE {name_of(template[store])}" if template else ""
            server.execute(f"CREATE DATABASE {name}{source}")  # type: ignore[call-overload]
            urls[store] = SERVER.replace("/evenborn_office", f"/{name}")
    return urls


def name_of(url: str) -> str:
    """Name of the database of a URL."""
    return url.split("?", maxsplit=1)[0].rpartition("/")[2]


def copy_of(office: Office, folder: Path) -> Office:
    """Another office with the same content."""
    shutil.copytree(office.folder, folder)
    folder.chmod(0o700)
    return Office(folder, new_databases(office.databases))


MIGRATE = """
from evenborn.site.config import load
from evenborn.site.secrets import make_own_keys
from evenborn.site.setting_up import make_folders, make_tables
from evenborn.site.start import start
make_folders(load())
make_own_keys(load())
start()
make_tables()
"""


def migrated() -> Office:
    """Stores with all tables and nothing in them, which nobody changes."""
    return _kept("migrated", _migrate)


def _migrate(folder: Path) -> Office:
    office = Office(folder / "data", new_databases())
    office.python(MIGRATE)
    return office


def _set_up(folder: Path) -> Office:
    tables = migrated()
    office = Office(folder / "data", new_databases(tables.databases))
    office.folder.mkdir(0o700)
    for store in tables.folder.glob("*.sqlite3"):
        shutil.copy2(store, office.folder)
    done = office.run("setup")
    assert done.returncode == 0, done.stderr
    return office


def _kept(name: str, make: Callable[[Path], Office]) -> Office:
    folder = made_once(name, lambda path: (path / "databases").write_text(json.dumps(make(path).databases)))
    return Office(folder / "data", json.loads((folder / "databases").read_text()))


def new_office(folder: Path) -> Office:
    """An office that was set up: a copy of one that all tests of this run share."""
    return copy_of(_kept("office", _set_up), folder)
