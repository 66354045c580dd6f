"""Where the reader is, said in the head of every page: on a place, below one, or on none."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from evenborn.apps.access.navigation import place_above
from evenborn.apps.access.roles import RoleCode
from people import browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def browser() -> Client:
    """That of an administrator with many places."""
    return browser_of(officer("chief", RoleCode.SYSTEM_ADMINISTRATOR, ""))


def marked(browser: Client, page: str) -> dict[str, str]:
    """The links of the navigation that are marked, and how."""
    text = browser.get(page).content.decode()
    head = re.search(r'<header class="head".*?</header>', text, re.DOTALL)
    assert head
    return dict(re.findall(r'href="([^"]+)" aria-current="(\w+)"', head[0]))


def test_a_place_is_marked_as_the_page_and_on_the_pages_below_it(browser: Client) -> None:
    officers = reverse("officers")
    below = reverse("officer", args=[officer("other").pk])
    assert marked(browser, officers) == {officers: "page"}
    assert marked(browser, below) == {officers: "true"}
    assert marked(browser, f"{officers}?page=1") == {officers: "page"}


def test_the_desk_comes_first_and_has_nothing_below_it(browser: Client) -> None:
    text = browser.get(reverse("officers")).content.decode()
    links = re.findall(r'<li><a href="([^"]+)"', text)
    assert links[0] == "/"
    assert marked(browser, "/") == {"/": "page"}
    assert marked(browser, reverse("mfa_index")) == {reverse("own-account"): "true"}


def test_what_everybody_has_stands_aside_and_is_found_from_the_desk(browser: Client) -> None:
    text = browser.get("/").content.decode()
    navigation, doors = text[: text.index("</nav>")], text[text.index('id="doors"') :]
    for name in ("own-account", "roles", "printing"):
        assert f'<li><a href="{reverse(name)}"' not in navigation, name
        assert f'href="{reverse(name)}"' in doors, name
    assert re.search(rf'<a href="{reverse("own-account")}">chief of', text), "the name leads to the account"


def test_the_desk_does_not_list_itself_among_its_doors(browser: Client) -> None:
    text = browser.get("/").content.decode()
    doors = text[text.index('id="doors"') :]
    assert f'href="{reverse("officers")}"' in doors
    assert 'href="/"' not in doors


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/trail/verify/", "/trail/verify/"),
        ("/trail/office/4/", "/trail/"),
        ("/trails/", ""),
        ("/vault/keys/", "/vault/keys/"),
        ("/vault/records/3/", "/vault/"),
        ("/nowhere/", ""),
    ],
)
def test_the_nearest_place_counts(path: str, place: str) -> None:
    assert place_above(path, ["/", "/trail/", "/trail/verify/", "/vault/", "/vault/keys/"]) == place
