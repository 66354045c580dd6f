"""A registrar of several facilities says for which one she works; the address remembers it, nothing else."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from apps.births import scene
from evenborn.apps.births.book.queries import years_of
from evenborn.apps.intake.models import Batch, Sender
from people import NIWU, XIZE, browser_of, department

pytestmark = pytest.mark.django_db(databases="__all__")
ENTER = reverse("births-enter")


@pytest.fixture
def both(office: Path) -> tuple[Sender, Sender]:
    """Two facilities of one department."""
    assert office
    first, home = scene.facility(), department(NIWU, "Hospital")
    return first, Sender.objects.create(
        code="YX990102B", name="990102妇幼保健院", kind=Sender.Kind.FACILITY, area=NIWU, department=home.pk
    )


@pytest.fixture
def desk() -> Client:
    """Her browser, in Chinese."""
    client = browser_of(scene.registrar())
    client.cookies["django_language"] = "zh-hans"
    return client


def sent_from(desk: Client, address: str, **more: str) -> Batch | None:
    """What is entered by the form of a page."""
    key = desk.get(address).context["key"]
    typed = scene.typed() | {"key": key, "another_birth": "on", "values_right": "on"} | more
    action = desk.get(address).content.decode().split('<form method="post" action="/births')[1].split('"')[0]
    desk.post(f"/births{action}", typed)
    return Batch.objects.regardless("a scene of a test").order_by("-pk").first()


def test_of_several_none_is_taken_by_itself(both: tuple[Sender, Sender], desk: Client) -> None:
    for name in ("births-enter", "births-correct", "births-book"):
        page = desk.get(reverse(name)).content.decode()
        assert all(f'href="?facility={one.pk}"' in page for one in both), name
        assert "<textarea" not in page
        assert 'name="record_number"' not in page


def test_what_the_address_names_is_worked_for(both: tuple[Sender, Sender], desk: Client) -> None:
    batch = sent_from(desk, f"{ENTER}?facility={both[1].pk}")
    assert batch is not None
    assert batch.sender == both[1]
    listed = [desk.get(f"{reverse('births-entries')}?facility={one.pk}").content.decode() for one in both]
    address = reverse("births-entry", args=[batch.pk])
    assert [address in page for page in listed] == [False, True]
    assert f"{reverse('births-book')}?facility={both[1].pk}" in listed[1]


def test_a_draft_remembers_its_facility(both: tuple[Sender, Sender], desk: Client) -> None:
    address = f"{ENTER}?facility={both[1].pk}"
    key = desk.get(address).context["key"]
    desk.post(address, {"key": key, "newborn_name": "李梅之女", "draft": ""})
    shown = desk.get(reverse("births-draft", args=[key])).context["form"]
    assert (shown.sender, shown.initial["newborn_name"]) == (both[1], "李梅之女")


def test_anothers_facility_is_not_there(both: tuple[Sender, Sender], desk: Client) -> None:
    stranger = scene.facility(XIZE)
    for asked in (str(stranger.pk), "0", "x", ""):
        assert desk.get(f"{ENTER}?facility={asked}").status_code == 404, asked


def test_the_book_lists_years_of_its_own_facility(both: tuple[Sender, Sender], desk: Client) -> None:
    assert sent_from(desk, f"{ENTER}?facility={both[1].pk}")
    by = scene.acting()
    scene_year = by.today.year
    assert [years_of(by, one) for one in both] == [[scene_year], [scene_year]]
    page = desk.get(f"{reverse('births-book')}?facility={both[1].pk}").content.decode()
    assert both[1].name in page


def test_an_only_facility_is_not_asked_for(desk: Client) -> None:
    scene.facility()
    page = desk.get(ENTER)
    assert page.context["form"].sender == scene.facility()
    assert "?facility=" not in page.content.decode()
