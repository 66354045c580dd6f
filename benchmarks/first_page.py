"""How long the first page of a server process takes, beside the tenth.

``python benchmarks/first_page.py [--times 5]``

Each time a server of its own, one process, on a socket; whoever asks comes when the process stands ready (its
processor has been idle for a second). The login page, then the desk of somebody who logged in just before
with another process, so that nothing of it was made yet. Medians, in milliseconds.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="ev-"))
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("EVENBORN_")} | {
    "EVENBORN_FOLDER": str(FOLDER / "data"),
    "EVENBORN_HTTPS": "false",
    "EVENBORN_MODE": "test",
    "EVENBORN_SECOND_FACTOR": "optional",
    "EVENBORN_LISTEN": str(FOLDER / "s"),
    "EVENBORN_WORKERS": "1",
}
LOGGED_IN = """
from evenborn.site.start import start
start()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from evenborn.apps.access.models import Officer
Officer.objects.update(must_change_password=False)
officer = Officer.objects.get(username="security")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(officer.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
session.save()
print(session.session_key)
"""


class Connection(http.client.HTTPConnection):
    """HTTP over the socket."""

    def connect(self) -> None:
        """Connect to it."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(FOLDER / "s"))


def asked(page: str, session: str = "") -> float:
    """Milliseconds until a page has come."""
    began = time.perf_counter()
    connection = Connection("localhost")
    connection.request("GET", page, headers={"Cookie": f"sessionid={session}"} if session else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise SystemExit(f"{page}: {answer.status}")
    return (time.perf_counter() - began) * 1000


def children(process: int) -> list[int]:
    """A process and all that came from it."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(below for child in found for below in children(int(child)))]


def used(process: int) -> float:
    """Seconds of processor that a process and its children took."""
    total = 0
    for one in children(process):
        with contextlib.suppress(OSError):
            total += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def once(session: str) -> list[float]:
    """Start a server; the seconds until it is ready, then its first and tenth login page and desk."""
    (FOLDER / "s").unlink(missing_ok=True)
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "evenborn", "serve"], env=ENVIRONMENT, stderr=subprocess.DEVNULL
    )
    ready, before = began, 0.0
    while not (FOLDER / "s").exists() or time.perf_counter() - ready < 1:
        time.sleep(0.1)
        if used(server.pid) - before > 0.02:
            ready, before = time.perf_counter(), used(server.pid)
    times = [(ready - began) * 1000]
    for page in ("/access/login/", "/"):
        of_page = [asked(page, session if page == "/" else "") for _ in range(10)]
        times += [of_page[0], of_page[-1]]
    server.send_signal(signal.SIGTERM)
    server.wait()
    return times


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--times", type=int, default=5)
    times = options.parse_args().times
    evenborn = [sys.executable, "-m", "evenborn"]
    subprocess.run([*evenborn, "setup"], env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    done = subprocess.run(
        [sys.executable, "-c", LOGGED_IN], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    rows = [once(done.stdout.strip()) for _ in range(times)]
    titles = ("until ready", "login page, first", "login page, tenth", "desk, first", "desk, tenth")
    for title, values in zip(titles, zip(*rows, strict=True), strict=True):
        print(f"| {title} | {statistics.median(values):.0f} |")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
