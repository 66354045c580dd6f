"""``look_at``: one page held against everything that every page must be, with pictures of it."""

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pypdfium2
from playwright.sync_api import Browser

from journeys.office import DESK, HERE, Desk, Office

AXE: Final = HERE / "vendor/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW: Final = {"width": 320, "height": 640}
"""A window of 1280 enlarged to 400 %, which WCAG 2.2, 1.4.10, asks to hold without scrolling sideways."""

TOO_WIDE: Final = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = part => part && part !== document.body &&
    (['auto', 'scroll'].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter(part => part.getBoundingClientRect().right > room + 1 && !scrolls(part))
    .filter(part => getComputedStyle(part).position !== 'absolute')
    .slice(0, 5).map(part => `${part.tagName}.${part.className}: ${part.getBoundingClientRect().right}`);
}"""
CHARTS: Final = "script[src$='report.js']"
VIOLATIONS: Final = """async rules => {
  // Only what is wrong is sent back: what is right names every part of the page.
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map(one => ({rule: one.id, help: one.help, why: one.nodes[0].failureSummary || "",
    where: one.nodes.slice(0, 4).map(node => node.target)}));
}"""
WITHIN: Final = """() => [
  ...[...document.querySelectorAll('script:not([src]):not([type="application/json"]), style')]
    .map(e => e.tagName),
  ...[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
    .filter(a => a.name === 'style' || a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
    .map(a => `${e.tagName} ${a.name}`))]"""


def look_at(
    browser: Browser, running: Office, path: str, name: str, *, who: Desk | None, folder: Path,
    status: int = 200, expected: Iterable[str] = (),
) -> None:  # fmt: skip
    """Open a page in both languages, with and without JavaScript, narrow, on paper, and under axe.

    Parameters
    ----------
    browser, running
    path : str
        Address within the office.
    name : str
        Of the pictures.
    who : Desk or None
        Whose cookies to use.
    folder : Path
        Where the pictures go, which are made where ``ALBUM`` asks for them.
    status : int
        What the page answers.
    expected : iterable of str
        Complaints of the console that belong to the page, such as that of its own status.
    """
    allowed = (*expected, *([f"status of {status}"] if status != 200 else []))
    for language in ("zh", "en"):
        desk = Desk.at(browser, running, language=language, script=False, like=who)
        assert desk.open(path) == status, path
        if os.environ.get("ALBUM"):
            desk.page.screenshot(path=folder / f"{name}-{language}.png")
            _paper(desk, folder / f"{name}-{language}-print.png")
        else:
            assert desk.page.pdf(prefer_css_page_size=True).startswith(b"%PDF"), path
        desk.leave()
        _live(browser, running, path, language, who, allowed)
        assert _violations(browser, running, path, language, who) == [], f"{path} {language}"


def glance(desk: Desk, path: str) -> list[object]:
    """What is wrong with a page at a glance: its status, its width at a desk and narrow, what axe finds.

    The desk must allow scripts from outside the page (``bypass_csp``).
    """
    desk.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    status = desk.open(path)
    found: list[object] = [status] if status != 200 else []
    found += [*desk.page.evaluate(TOO_WIDE), *_axe(desk)]
    desk.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return found + list(desk.page.evaluate(TOO_WIDE))


def as_it_stands(desk: Desk) -> list[object]:
    """What is wrong with the page that is open, which cannot be asked for again: widths, and what axe finds.

    The desk must allow scripts from outside the page (``bypass_csp``).
    """
    found: list[object] = []
    for size in (NARROW, DESK):
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]
        found += desk.page.evaluate(TOO_WIDE)
    return found + _axe(desk)


def _live(browser: Browser, running: Office, path: str, language: str, who: Desk | None,
          allowed: tuple[str, ...]) -> None:  # fmt: skip
    desk = Desk.at(browser, running, language=language, like=who)
    desk.open(path)
    drawn = desk.page.locator(CHARTS).count()
    for size in (DESK, NARROW):
        desk.page.set_viewport_size(size)  # type: ignore[arg-type]
        if drawn and size is NARROW:  # charts are drawn for the width that there is
            desk.open(path)
        assert desk.page.evaluate(TOO_WIDE) == [], f"{path} {language} {size}"
    assert [said for said in desk.complaints if not any(part in said for part in allowed)] == [], path
    assert desk.elsewhere() == []
    if drawn:  # what charts draw later is not the page’s own
        desk.page.route("**/report.js", lambda route: route.abort())
        desk.open(path)
    assert desk.page.evaluate(WITHIN) == [], path
    desk.leave()


def _paper(desk: Desk, path: Path) -> None:
    """The first sheets as they would be printed, beside each other."""
    printed = pypdfium2.PdfDocument(desk.page.pdf(prefer_css_page_size=True, print_background=True))
    sheets = [printed[number].render(scale=1.1).to_pil() for number in range(min(len(printed), 2))]
    whole = sheets[0].copy()
    if len(sheets) > 1:
        whole = whole.crop((0, 0, sheets[0].width + sheets[1].width, max(s.height for s in sheets)))
        whole.paste(sheets[1], (sheets[0].width, 0))
    buffer = io.BytesIO()
    whole.save(buffer, "PNG")
    path.write_bytes(buffer.getvalue())
    printed.close()


def _violations(
    browser: Browser, running: Office, path: str, language: str, who: Desk | None
) -> list[dict[str, Any]]:
    """What axe-core finds; only for it may a script be put into the page."""
    desk = Desk.at(browser, running, language=language, like=who, bypass_csp=True)
    desk.open(path)
    found = _axe(desk)
    desk.leave()
    return found


def _axe(desk: Desk) -> list[dict[str, Any]]:
    desk.page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = desk.page.evaluate(VIOLATIONS, RULES)
    return found
