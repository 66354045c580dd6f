"""The office as its users meet it: a server of its own on a folder of its own, and a browser at a desk.

``with office(folder) as running:`` starts it; ``Desk`` opens pages; ``look_at`` holds a page against all
that every page must be.
"""

import os
import select
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, Playwright, expect
from playwright.sync_api import Error as BrowserError

from made_once import made_once
from offices import finished, migrated
from people import PASSWORD

HERE: Final = Path(__file__).resolve().parent
CHROMIUM: Final = Path("/usr/bin/chromium")
ARGUMENTS: Final = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK: Final = {"width": 1366, "height": 768}
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
PATIENCE: Final = 300
"""Times that a server is asked whether it answers; each time it has a tenth of a second."""

FREE_PORT: Final = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"


@dataclass
class Office:
    """A running office."""

    url: str
    server: subprocess.Popen[bytes]
    folder: Path

    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "server.log").read_text("utf-8", errors="replace")


def environment_of(folder: Path, second_factor: str = "optional") -> dict[str, str]:
    """Options of an office in a folder, whatever this machine has set."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("EVENBORN_")}
    return own | {
        "EVENBORN_FOLDER": str(folder),
        "EVENBORN_MODE": "test",
        "EVENBORN_HTTPS": "false",
        "EVENBORN_AREA": "9901",
        "EVENBORN_SECOND_FACTOR": second_factor,
        "DJANGO_SETTINGS_MODULE": "evenborn.site.settings",
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1] / "src"), *filter(None, [own.get("PYTHONPATH")])]),
    }


def furnished(folder: Path) -> None:
    """Put areas, officers and records into an office; every journey has a copy of it."""
    for store in migrated().folder.glob("*.sqlite3"):
        shutil.copy2(store, folder)
    fill(folder, "office_folder.py")


def fill(folder: Path, script: str, *arguments: str) -> None:
    """Run one of the scripts of this folder in the office of a folder."""
    done = finished(arguments, environment_of(folder), (HERE / script).read_text("utf-8"))
    assert done.returncode == 0, done.stderr


def _expect_the_first_login(folder: Path) -> None:
    """The newcomer has not logged in yet."""
    with closing(sqlite3.connect(folder / "office.sqlite3")) as store, store:
        done = store.execute("UPDATE access_officer SET must_change_password = 1 WHERE username = 'newcomer'")
        assert done.rowcount == 1


@contextmanager
def office(folder: Path, playwright: Playwright, second_factor: str = "optional") -> Iterator[Office]:
    """Make an office in a folder, serve it until the block ends, and stop just that server."""
    shutil.copytree(made_once("furnished", furnished), folder, dirs_exist_ok=True)
    if second_factor == "required":
        _expect_the_first_login(folder)
    environment = environment_of(folder, second_factor)
    port = subprocess.run([sys.executable, "-c", FREE_PORT], capture_output=True, text=True, check=True)
    environment |= {"EVENBORN_PORT": port.stdout.strip(), "EVENBORN_WORKERS": "1"}
    command = [sys.executable, "-c", "from evenborn.cli import main; main()", "serve"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    running = Office(f"http://127.0.0.1:{port.stdout.strip()}", server, folder)
    try:
        _until_it_answers(running, playwright)
        yield running
    finally:
        server.terminate()
        server.wait(timeout=120)  # it gives pages 30 seconds itself, and the machine may be busy


def _until_it_answers(running: Office, playwright: Playwright) -> None:
    asking = playwright.request.new_context()
    try:
        for _ in range(PATIENCE):
            if running.server.poll() is not None:
                break
            if _answers(asking, running.url):
                return
    finally:
        asking.dispose()
    pytest.fail(f"The server did not answer.\n{running.log()}")


def _answers(asking: APIRequestContext, url: str) -> bool:
    try:
        return asking.get(f"{url}/static/presentation/tokens.css", timeout=2_000).ok
    except BrowserError:
        select.select([], [], [], 0.1)
        return False


@dataclass
class Desk:
    """One browser at a desk: a context, with everything that its pages asked for or complained of."""

    context: BrowserContext
    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls, browser: Browser, running: Office, *, language: str = "zh", script: bool = True,
        like: "Desk | None" = None, bypass_csp: bool = False,
    ) -> "Desk":  # fmt: skip
        """Sit down; ``like``: with the cookies of another desk."""
        context = browser.new_context(
            viewport=DESK,  # type: ignore[arg-type]
            locale=LOCALES[language],
            java_script_enabled=script,
            bypass_csp=bypass_csp,
            storage_state=like.context.storage_state() if like else None,
        )
        desk = cls(context, context.new_page(), running.url)
        desk.page.on("request", lambda request: desk.requests.append(request.url))
        desk.page.on("console", lambda message: desk._hear(message.type, message.text))
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        return desk

    def open(self, path: str) -> int:
        """Open a page and return its status."""
        address = self.url + path
        # Nothing comes back where the page, which shows a progress, asked for itself anew at that moment.
        answer = self.page.goto(address) or self.page.goto(address)
        assert answer is not None
        return answer.status

    def log_in(self, username: str) -> "Desk":
        """Come in through the login page, as a person does."""
        self.open("/access/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self

    def reads(self, text: str, where: str = "main") -> None:
        """Wait until the page says a text: what a click sends may still be under way when it returns."""
        expect(self.page.locator(where)).to_contain_text(text, timeout=60_000)

    def elsewhere(self) -> list[str]:
        """Requests that went to another host."""
        return [asked for asked in self.requests if not asked.startswith((self.url, "data:"))]

    def _hear(self, kind: str, said: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(said)

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()
