"""Births taken in, as a page: by area and year, for the own area only, with no ratio."""

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.intake import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.births.taken import queries
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from evenborn.apps.stores import Store
from people import CITY, XIZE, actor, browser_of, clerk, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")

PAGE = "/births/taken/"


def births() -> None:
    """Two batches of 2025, the second of which corrects a boy to a girl."""
    scene.accepted(scene.delivery([
        scene.row(1), scene.row(2, sex="男"), scene.row(3, sex="男", order=2),
        scene.row(4, born="2024-11-02 08:00"),
    ]))  # fmt: skip
    scene.accepted(scene.delivery([scene.row(3, order=2), scene.row(5, born="2025-07-01 09:00", order=4)]))


def analyst() -> Actor:
    return actor(RoleCode.ANALYST, CITY)


def test_counts_are_those_of_all_batches_that_stand() -> None:
    births()
    by = analyst()
    assert queries.years_of(by, "delivery") == [2025, 2024]
    [line] = queries.of_counties(by, "delivery", 2025)
    assert (line.of, line.births, line.male, line.female, line.unclear) == ("990101", 4, 1, 3, 0)
    assert line.orders == (2, 1, 1, 0)
    assert [(one.of, one.births) for one in queries.of_months(by, "delivery", 2025, "990101")] == [
        (date(2025, 3, 1), 3), (date(2025, 7, 1), 1),
    ]  # fmt: skip
    [town] = queries.of_townships(by, "delivery", 2025, "990101")
    assert (town.of, town.births, town.orders) == ("990101001", 4, (2, 1, 1, 0))
    told = queries.behind(by, "delivery", 2025)
    assert (told.batches, told.start, told.end) == (2, date(2025, 3, 1), date(2025, 7, 1))


def test_a_withdrawn_batch_is_in_no_sum() -> None:
    first = scene.accepted(scene.delivery([scene.row(1), scene.row(2)]))
    withdraw(scene.accepted(scene.delivery([scene.row(3)])), by=everyone(), because=Because.REPLACED)
    told = queries.behind(analyst(), "delivery", 2025)
    assert (told.batches, told.last) == (1, first)
    assert queries.total_of(queries.of_counties(everyone(), "delivery", 2025)).births == 2


def test_nobody_sees_another_county() -> None:
    births()
    elsewhere = officer("elsewhere", RoleCode.ANALYST, XIZE)
    for address in (PAGE, f"{PAGE}?area=990101", f"{PAGE}?register=delivery&year=2025&area=990101"):
        page = browser_of(elsewhere).get(address)
        assert page.status_code == 200
        assert 'class="count">4<' not in page.text
        assert "<table" not in page.text
    assert browser_of(officer("registrar", RoleCode.RECORDS_KEEPER)).get(PAGE).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_says_where_its_counts_come_from_and_shows_no_ratio(language: str) -> None:
    births()
    browser = browser_of(clerk())
    browser.cookies["django_language"] = language
    page = browser.get(PAGE).text
    assert "2025-03" in page
    assert '?register=delivery&amp;state=accepted"' in page
    assert "?register=delivery&amp;year=2025&amp;area=990101" in page
    assert "sex ratio" not in page.casefold()
    assert "性别比" not in page
    county = browser.get(f"{PAGE}?register=delivery&year=2025&area=990101").text
    assert "990101001" in county
    assert "2025-07" in county


@pytest.mark.parametrize(
    "address",
    [
        "?register=../x&year=x",
        "?year=99999999999999&area=9",
        "?area=%00&register=household",
        "?year=2025' --",
    ],
)
def test_what_an_address_cannot_mean_counts_as_none(address: str) -> None:
    births()
    assert browser_of(clerk()).get(PAGE + address).status_code == 200


def test_sums_are_found_by_the_index_and_in_a_few_queries() -> None:
    births()
    store = connections[Store.STATISTICS]
    by = everyone()
    with CaptureQueriesContext(store) as asked:  # one page of a county
        queries.of_counties(by, "delivery", 2025)
        queries.of_townships(by, "delivery", 2025, "990101")
        queries.behind(by, "delivery", 2025)
    assert len(asked) == 5


def test_the_clerk_is_not_told_of_births_of_unclear_sex_nor_finds_them_by_subtraction() -> None:
    scene.accepted(scene.delivery([scene.row(1), scene.row(2), scene.row(3, sex="不明")]))
    [told] = queries.of_counties(analyst(), "delivery", 2025)
    assert (told.births, told.unclear, sum(told.orders)) == (3, 1, 3)
    own = actor(RoleCode.CLERK)
    for lines in (
        queries.of_counties(own, "delivery", 2025),
        queries.of_townships(own, "delivery", 2025, "990101"),
        queries.of_months(own, "delivery", 2025, "990101"),
    ):
        assert [(one.births, one.unclear, sum(one.orders)) for one in lines] == [(2, 0, 2)]
    browser = browser_of(clerk())
    browser.cookies["django_language"] = "en"
    page = browser.get(PAGE).text
    assert "Sex unclear" not in page
    assert "told to the statistician only" in page
