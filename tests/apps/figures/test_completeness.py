"""Completeness as a share on the page of an area, and what is missing one click behind."""

from datetime import date

import pytest

from apps.births.calendar.scene import expected
from apps.births.returns.scene import hospital
from apps.figures import scene
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.figures.completeness.shares import Share, shares_of
from evenborn.apps.figures.completeness.showing import sentence_of
from evenborn.apps.figures.models import Cube
from evenborn.apps.intake.models import MonthReceived
from people import CITY, NIWU, XIZE, actor, browser_of, clerk, leader, officer

pytestmark = pytest.mark.django_db(databases="__all__")

YEAR = date(2025, 1, 1), date(2025, 12, 31)
DUTIES = {"YX-A": (NIWU, 12), "YX-B": (XIZE, 9), "YX-C": (CITY, 11)}
"""By facility: its area, and of how many months of 2025 it has sent births, from January on."""


def sent() -> Cube:
    """Three facilities owe the births of each month of 2025; most have come in."""
    cube = scene.cube()
    for code, (area, months) in DUTIES.items():
        expected(hospital(code, area), "delivery", since=YEAR[0])
        batch = scene.batch(area, code)
        for month in range(1, months + 1):
            MonthReceived.objects.create(batch=batch, facility=code, month=date(2025, month, 1), rows=20)
    return cube


def share_of(by: Actor, cube: Cube, area: str, start: date, end: date) -> Share:
    [share] = shares_of(by, cube, area, [(start, end)])
    return share


def test_the_share_counts_senders_of_the_area_below_and_above_it() -> None:
    cube, by = sent(), actor(RoleCode.ANALYST, CITY)
    shares = {area: share_of(by, cube, area, *YEAR) for area in (CITY, NIWU, XIZE, "990103")}
    told = {area: (one.whole, one.due) for area, one in shares.items()}
    assert told == {CITY: (32, 36), NIWU: (23, 24), XIZE: (20, 24), "990103": (11, 12)}
    assert "32 of 36 months" in sentence_of(shares[CITY], "en")
    assert "88.9%" in sentence_of(shares[CITY], "en")
    assert "应报 36 机构月次，报齐 32 月次：88.9%" in sentence_of(shares[CITY], "zh")
    earlier = share_of(by, cube, CITY, date(2024, 1, 1), date(2024, 12, 31))
    assert (earlier.due, earlier.months, earlier.of_months) == (0, 0, 12)
    with pytest.raises(NotVisible):
        share_of(actor(RoleCode.CLERK, NIWU), cube, XIZE, *YEAR)


def test_the_share_is_counted_anew_when_what_is_owed_changes() -> None:
    cube, by = sent(), actor(RoleCode.ANALYST, CITY)
    assert share_of(by, cube, NIWU, *YEAR).due == 24
    expected(hospital("YX-D", NIWU), "delivery", since=date(2025, 7, 1))
    assert share_of(by, cube, NIWU, *YEAR).due == 30


def test_senders_that_sent_and_owe_nothing_are_said_to_be_unknown() -> None:
    cube, by = sent(), actor(RoleCode.ANALYST, CITY)
    MonthReceived.objects.create(
        batch=scene.batch(NIWU, "YX-E"), facility="YX-E", month=date(2025, 4, 1), rows=20
    )
    shares = [share_of(by, cube, area, *YEAR) for area in (CITY, NIWU, XIZE)]
    assert [one.unasked for one in shares] == [1, 1, 0]
    assert "Of 1 more senders" in sentence_of(shares[0], "en")


def test_a_period_of_which_only_a_part_is_expected_says_so() -> None:
    part = Share(*YEAR, due=12, whole=12, few=0, not_due=0, months=6, of_months=12)
    assert sentence_of(part, "en").endswith("entered for 6 of 12 months of the period only.")
    assert "全部报齐" in sentence_of(part, "zh")


@pytest.mark.parametrize(("language", "share", "which"), [
    ("en", "32 of 36 months of facilities", "By month, with what is missing"),
    ("zh-hans", "应报 36 机构月次", "逐月情况及缺报机构"),
])  # fmt: skip
def test_the_ratio_stands_with_the_share_and_one_click_leads_to_what_is_missing(
    language: str, share: str, which: str
) -> None:
    sent()
    reader = browser_of(officer("counts", RoleCode.ANALYST, CITY))
    html = reader.get(f"/figures/{CITY}/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    first = html[html.index('<section id="ratio">') : html.index("</section>")]
    assert share in first
    assert which in first
    behind = f"/figures/{CITY}/completeness/?register=delivery&start=2025-01-01&end=2025-12-31"
    assert behind.replace("&", "&amp;") in first
    page = reader.get(behind, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert share in page
    for month in ("2025-10", "2025-11", "2025-12"):
        assert page.count(f">{month}</a>") == (2 if month == "2025-12" else 1), month
    assert "/births/calendar/" in page


def test_a_county_reads_of_its_own_facilities_only() -> None:
    sent()
    behind = f"/figures/{NIWU}/completeness/?register=delivery&start=2025-01-01&end=2025-12-31"
    page = browser_of(clerk()).get(behind, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "23 of 24 months" in page
    assert "YX-C" not in page
    assert "1 more are of senders outside your areas." in page


def test_where_nobody_owes_anything_the_page_says_what_is_to_be_done() -> None:
    scene.cube()
    html = browser_of(leader()).get(f"/figures/{CITY}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "nobody is entered as owing this register" in html
    behind = browser_of(clerk()).get(f"/figures/{NIWU}/completeness/", HTTP_ACCEPT_LANGUAGE="en")
    assert "births/calendar/owed/" in behind.content.decode()
