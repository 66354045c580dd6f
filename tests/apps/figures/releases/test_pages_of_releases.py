"""Pages of releases: what a second person sends back or withdraws, files for officers, and who had them."""

import json

import pytest
from django.test import Client

from apps.documents.reading_back import page_tables
from apps.figures.releases import scene
from apps.figures.releases.scene import prepared, released
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.figures.models import Release
from evenborn.apps.stores import Store
from people import CITY, NIWU, browser_of, clerk, officer

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def second() -> Client:
    """The clerk of Niwu, who prepares nothing."""
    scene.county()
    return browser_of(clerk())


def state(found: Release) -> str:
    """Where it stands now."""
    found.refresh_from_db()
    return found.state


def test_a_second_person_sends_back_with_a_reason_and_not_without(second: Client) -> None:
    found = prepared(NIWU)
    page = f"/figures/releases/{found.pk}/"
    html = second.get(page, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "You are the second person" in html
    assert second.post(f"{page}refuse/", {"because": ""}).status_code == 200
    assert state(found) == "prepared"
    assert second.post(f"{page}refuse/", {"because": "The year 2023 lacks a hospital."}).status_code == 302
    assert state(found) == "refused"
    assert "The year 2023 lacks a hospital." in second.get(page).content.decode()


def test_releasing_and_withdrawing_are_buttons_of_the_page(second: Client) -> None:
    found = prepared(NIWU)
    page = f"/figures/releases/{found.pk}/"
    second.post(f"{page}issue/")
    assert state(found) == "released"
    answer = second.post(f"{page}withdraw/", {"because": "wrong-source", "explanation": "A test file."})
    assert answer.status_code == 302
    html = second.get(page, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "made of a wrong source · A test file." in html
    assert "Withdrawn on" in html
    assert 'action="' + page + 'withdraw/"' not in html


def test_a_statistician_prepares_on_the_page_and_reads_why_it_is_refused(second: Client) -> None:
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    asked = {
        "table": "areas", "area": NIWU, "register": "delivery", "first": "2020", "last": "2025",
        "reason": "first", "explanation": "",
    }  # fmt: skip
    refused = reader.post("/figures/releases/prepare/", asked, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Not every year from 2020 to 2025 has births of this area" in refused
    assert reader.post("/figures/releases/prepare/", asked | {"first": "2023"}).status_code == 302
    assert Release.objects.regardless("a test").get().state == "prepared"
    assert second.post("/figures/releases/prepare/", asked).status_code == 403


def test_the_file_of_an_officer_is_the_table_of_the_page_and_the_trail_knows_who_had_it(
    second: Client,
) -> None:
    found = released(NIWU)
    page = second.get(f"/figures/releases/{found.pk}/", HTTP_ACCEPT_LANGUAGE="en").content
    file = second.get(f"/figures/releases/{found.pk}/file/html", HTTP_ACCEPT_LANGUAGE="en").content
    assert page_tables(file) == page_tables(page)
    entry = Entry.objects.using(Store.STATISTICS).filter(event="figures.print-release").get()
    facts = json.loads(entry.facts)
    assert (facts["form"], facts["number"], entry.area) == ("html", 1, NIWU)
    assert second.get(f"/figures/releases/{found.pk}/file/odt").status_code == 404
