"""Takes the pictures of docs/office.md anew: ``python tests/journeys/pictures.py``; then look at each.

Those of work that takes several steps are left by its journeys:
``ALBUM=docs/images/office python -m pytest tests/journeys/test_office_work.py``.
"""

import os
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "office_settings"
FOLDER = TESTS.parent / "docs/images/office"

PICTURES = {
    "list": ("system", "/access/officers/", 0),
    "trail": ("auditor", "/trail/", 0),
    "form": ("clerk", "/components/", "#components-wrong"),
    "figures": ("clerk", "/components/", "figure.chart"),
}
"""Who opens which address, and how far down: the first thing below the upper edge."""


def main() -> None:
    """Take them in both languages, without JavaScript."""
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from journeys.album import small
    from journeys.office import ARGUMENTS, CHROMIUM, Desk, office

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, office(Path(tempfile.mkdtemp()), playwright) as running:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for name, (username, path, place) in PICTURES.items():
            for language in ("zh", "en"):
                desk = Desk.at(browser, running, language=language, script=False).log_in(username)
                desk.open(path)
                if place:
                    desk.page.locator(str(place)).first.scroll_into_view_if_needed()
                    desk.page.mouse.wheel(0, desk.page.locator(str(place)).first.bounding_box()["y"] - 60)
                    desk.page.wait_for_timeout(400)
                (FOLDER / f"{name}.{language}.png").write_bytes(small(desk.page.screenshot()))
                desk.leave()


if __name__ == "__main__":
    main()
