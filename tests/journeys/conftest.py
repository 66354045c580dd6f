"""One browser for each journey, and the running office that it goes to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from journeys.office import ARGUMENTS, CHROMIUM, Office, fill, office


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What drives the browser; without one the journey is skipped, and says so."""
    if not CHROMIUM.exists():
        pytest.skip(f"SKIPPED FOR LACK OF A BROWSER: {CHROMIUM} is absent; this journey was not made")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser of the journey."""
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def running(
    request: pytest.FixtureRequest, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An office of the journey, served; it holds what the script ``FURNISHED_BY`` of the module puts in."""
    with office(tmp_path_factory.mktemp("office"), playwright) as running:
        script = getattr(request.module, "FURNISHED_BY", None)
        if script is not None:
            fill(running.folder, script)
        yield running
