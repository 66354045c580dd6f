"""Every page: nothing inline, nothing from elsewhere, its headers, its cookies; the choice of language."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client, override_settings

from evenborn.apps.access.roles import RoleCode
from house.addresses import Address, addresses
from people import CITY, browser_of, clerk, officer

pytestmark = pytest.mark.django_db(databases="__all__")

PAGES = [address for address in addresses() if not address.parts]
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


class Inline(HTMLParser):
    """Collects what the policy would block, and addresses of other hosts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.found.append(tag)
        for name, value in attributes:
            text = (value or "").strip().lower()
            outside = re.match(r"(https?:)?//", text) and name in ("src", "href", "action", "srcset", "data")
            if name == "style" or name.startswith("on") or text.startswith("javascript:") or outside:
                self.found.append(f"{tag} {name}={text}")


def named(address: Address) -> str:
    return address.name


PLANTED = (
    "<b style='x'>", "<a onclick=x>", "<a href=' JavaScript:x'>", "<style>", "<script>",
    "<img src='//x.example/a'>", "<form action='https://x.example'>",
)  # fmt: skip


@pytest.mark.parametrize("html", PLANTED)
def test_a_planted_fault_is_seen(html: str) -> None:
    assert Inline(html).found


@pytest.mark.parametrize("address", PAGES, ids=named)
def test_a_page_has_nothing_inline_and_all_its_headers(address: Address) -> None:
    for browser in _browsers():
        answer = browser.get(address.url())
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            assert Inline(answer.content.decode()).found == []
        policy = answer.headers["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";") if part.strip()} == POLICY
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        kept = "max-age=300" if address.name.startswith("open-") else "no-store"
        assert kept in answer.headers["Cache-Control"]
        assert answer.status_code in (301, 302, 405) or "Accept-Language" in answer.headers["Vary"]


def _browsers() -> list[Client]:
    """Somebody, nobody, and whoever administers."""
    roles = (RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR, RoleCode.AUDIT_ADMINISTRATOR)
    people = [officer(f"the-{role}", role, CITY) for role in roles]
    return [browser_of(who) for who in (None, clerk(), *people)]


def test_cookies_are_for_the_server_only() -> None:
    browser = browser_of(clerk())
    browser.get("/")
    browser.post("/language/", {"language": "en", "next": "/"})
    assert {"sessionid", "csrftoken", "django_language"} <= set(browser.cookies)
    for name in ("csrftoken", "django_language"):
        assert browser.cookies[name]["httponly"], name
        assert browser.cookies[name]["samesite"] == "Lax", name


def test_over_https_cookies_stay_there() -> None:
    with override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True, LANGUAGE_COOKIE_SECURE=True,
                           SECURE_HSTS_SECONDS=31_536_000):  # fmt: skip
        browser = browser_of(clerk())
        answer = browser.get("/", secure=True)
        browser.post("/language/", {"language": "en", "next": "/"}, secure=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    for name in ("csrftoken", "django_language"):
        assert browser.cookies[name]["secure"], name


def test_the_language_changes_and_the_page_stays() -> None:
    browser = browser_of(clerk())
    here = "/components/?area=%E9%9C%93&page=2"
    html = browser.get(here, HTTP_ACCEPT_LANGUAGE="zh-CN").content.decode()
    assert 'lang="zh-Hans"' in html
    assert f'name="next" value="{here.replace("&", "&amp;")}"' in html
    answer = browser.post("/language/", {"language": "en", "next": here})
    assert answer.headers["Location"] == here
    assert 'lang="en"' in browser.get(here, HTTP_ACCEPT_LANGUAGE="zh-CN").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///x"],
)
def test_the_choice_of_language_leads_nowhere_else(elsewhere: str) -> None:
    answer = browser_of(clerk()).post("/language/", {"language": "en", "next": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("language", ["fr", "", "en\r\nSet-Cookie: a=b", "../../x"])
def test_an_unknown_language_changes_nothing(language: str) -> None:
    browser = browser_of(clerk())
    browser.post("/language/", {"language": language, "next": "/"})
    assert 'lang="zh-Hans"' in browser.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN").content.decode()


def test_style_sheets_come_from_here_and_may_be_kept() -> None:
    html = browser_of(clerk()).get("/").content.decode()
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert len(sheets) == 6
    for sheet in sheets:
        answer = Client().get(sheet)
        answer.close()
        assert answer.status_code == 200
        assert "no-store" not in answer.headers["Cache-Control"]
