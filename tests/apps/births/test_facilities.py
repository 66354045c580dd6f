"""Births by facility on a page and in files: nothing of fewer than ten; method, source and completeness."""

import io
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.births import scene
from apps.intake import scene as intake
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.facilities import queries
from evenborn.apps.births.refreshing import refresh
from evenborn.apps.intake.models import Sender
from evenborn.apps.stores import Store
from evenborn.registers.definition import register
from people import XIZE, actor, browser_of, officer

pytestmark = pytest.mark.django_db(databases="__all__")
NUMBERS = count(1)


def rows(code: str, births: int, sex: str = "女", born: str = "2025-03-08 14:05") -> list[list[str]]:
    """Births of one facility."""
    made = [intake.row(next(NUMBERS), sex=sex, born=born) for _ in range(births)]
    return [[row[0], code, *row[2:]] for row in made]


@pytest.fixture
def made() -> None:
    """Three facilities: one with two months, one with too few births in the first, one without any."""
    intake.sender("YX990101")
    for code in ("YX990102", "YX990103"):
        intake.sender(code)
    content = [
        *rows("YX990101", 12), *rows("YX990101", 8, "男"), *rows("YX990101", 11, born="2025-04-08 14:05"),
        *rows("YX990102", 10, born="2025-04-08 14:05"), *rows("YX990102", 3),
    ]  # fmt: skip
    intake.accepted(intake.delivery(content))
    assert refresh("delivery") is not None


@pytest.fixture
def desk() -> Client:
    """A statistician of the county, in English."""
    client = browser_of(officer("statistician", RoleCode.ANALYST))
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.usefixtures("made")
def test_every_number_is_of_at_least_ten_and_nothing_is_lost() -> None:
    by, table = actor(RoleCode.ANALYST), queries.table()
    assert table is not None
    shown = [line.births for year in queries.years(by, table) for line in queries.lines(by, table, year)]
    assert all(births >= queries.SMALLEST for births in shown if births is not None)
    whole = queries.whole(by, table)
    assert whole.told == sum(births for births in shown if births is not None)
    assert whole.told + whole.together + whole.unlisted + whole.withheld == whole.births == 44
    assert whole.told >= 31


@pytest.mark.usefixtures("made")
def test_the_page_says_method_source_period_completeness_and_what_is_withheld(desk: Client) -> None:
    page = desk.get(reverse("births-facilities")).content.decode()
    for said in ("at least 10 have changed", register("delivery").en, "As of", "Completeness", "Of 44 births",
                 "“&lt;10”: no line of its own", "No ratio is shown", "&lt;10</td>"):  # fmt: skip
        assert said in page, said
    assert ">3</td>" not in page
    first = Sender.objects.regardless("a scene of a test").get(code="YX990101")
    by_period = desk.get(reverse("births-facility-periods", args=[first.pk])).content.decode()
    assert "No birth is in two lines" in by_period


@pytest.mark.usefixtures("made")
def test_a_file_says_the_same_and_is_in_the_trail(desk: Client) -> None:
    answer = desk.get(reverse("births-facilities-file") + "?form=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "< 10" in cells
    assert any("as of batch" in str(cell) for cell in cells)
    assert not [cell for cell in cells if isinstance(cell, int) and 0 < cell < 8]
    said = Entry.objects.using(Store.STATISTICS).filter(event="births.print-facilities")
    assert said.count() == 1
    for form in ("html", "docx"):
        assert desk.get(reverse("births-facilities-file") + f"?form={form}").status_code == 200
    assert desk.get(reverse("births-facilities-file") + "?form=exe").status_code == 404


def test_the_clerk_is_not_told_of_births_of_unclear_sex() -> None:
    intake.sender("YX990101")
    intake.accepted(
        intake.delivery([*rows("YX990101", 12), *rows("YX990101", 11, "男"), *rows("YX990101", 1, "不明")])
    )
    assert refresh("delivery") is not None
    table, told, own = queries.table(), actor(RoleCode.ANALYST), actor(RoleCode.CLERK)
    assert table is not None
    assert [line.births for line in queries.lines(told, table, "2025")] == [24]
    assert [(line.births, line.unclear) for line in queries.lines(own, table, "2025")] == [(23, 0)]
    assert (queries.whole(told, table).births, queries.whole(own, table).births) == (24, 23)
    assert queries.whole(own, table).told == 23
    clerk = browser_of(officer("the-clerk", RoleCode.CLERK))
    clerk.cookies["django_language"] = "en"
    for address in (reverse("births-facilities"), reverse("births-facilities-file") + "?form=html"):
        page = clerk.get(address).content.decode()
        assert "told to the statistician only" in page
        assert "Sex unclear" not in page


@pytest.mark.usefixtures("made")
def test_another_county_sees_its_own_facilities_only() -> None:
    table = queries.table()
    assert table is not None
    assert queries.lines(actor(RoleCode.ANALYST, XIZE), table, "2025") == []


def test_before_there_is_a_table_the_page_says_when_there_will_be(desk: Client) -> None:
    scene.facility()
    assert "No table yet" in desk.get(reverse("births-facilities")).content.decode()
    assert desk.get(reverse("births-facilities-file") + "?form=xlsx").status_code == 302
