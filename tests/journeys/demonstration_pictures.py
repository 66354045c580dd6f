"""Takes the front page of a demonstration that is being served: the pictures of README, in both languages.

``python tests/journeys/demonstration_pictures.py http://127.0.0.1:8000 PASSWORD``, the leader’s, which
``evenborn demo`` prints; then look at each.
"""

import os
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "office_settings"
FOLDER = TESTS.parent / "docs/images"
WHO = "leader"
SIZE = {"width": 1366, "height": 860}
"""Down to what waits for the reader."""


def main(address: str, password: str) -> None:
    """Take them without JavaScript."""
    import django

    django.setup()
    from playwright.sync_api import sync_playwright

    from journeys.album import small
    from journeys.office import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for language, locale in (("zh", "zh-CN"), ("en", "en-GB")):
            context = browser.new_context(viewport=SIZE, locale=locale, java_script_enabled=False)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(f"{address}/access/login/")
            page.fill("input[name=login]", WHO)
            page.fill("input[name=password]", password)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(f"{address}/")
            (FOLDER / f"demonstration.{language}.png").write_bytes(small(page.screenshot()))
            context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
