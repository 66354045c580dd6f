"""Pictures that a journey leaves: into docs/images/office where ALBUM names it, else aside."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from journeys.looking import glance
from journeys.office import Desk, Office

TONGUES = {"zh": "zh-hans", "en": "en"}


def album(aside: Path) -> Path:
    """Folder of the pictures."""
    return Path(os.environ.get("ALBUM") or aside)


def speak(desk: Desk, language: str) -> None:
    """Choose the language as the button of the page does."""
    desk.context.add_cookies([{"name": "django_language", "value": TONGUES[language], "url": desk.url}])


def leave_pictures(browser: Browser, running: Office, desk: Desk, name: str, folder: Path) -> None:
    """The page that is open, in both languages, at a desk; axe and the widths have nothing to say of it.

    It must be one that can be opened again.
    """
    address = desk.page.url
    reader = Desk.at(browser, running, like=desk, bypass_csp=True)
    assert glance(reader, address.removeprefix(running.url)) == [], name
    reader.leave()
    for language in TONGUES if os.environ.get("ALBUM") else ["zh"]:
        speak(desk, language)
        desk.page.goto("about:blank")  # an address with a place on the page would not be loaded anew
        desk.page.goto(address)
        leave_picture(desk.page, f"{name}.{language}", folder)
    speak(desk, "zh")
    desk.page.goto("about:blank")
    desk.page.goto(address)  # what is printed next is in Chinese again


def leave_picture(page: Page, name: str, folder: Path) -> None:
    """The page as it stands, where somebody wants to see it."""
    if os.environ.get("ALBUM"):
        (folder / f"{name}.png").write_bytes(small(page.screenshot()))


def small(picture: bytes) -> bytes:
    """In few colours, which is what these pages have."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(160).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
