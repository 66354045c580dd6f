"""Lists: what an address may ask for, whatever it says, and what the reader gets."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Engine
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from evenborn.apps.access.models import Department, Officer
from evenborn.presentation.numbers import Language
from evenborn.presentation.text import printable
from evenborn.web.area_names import BareCodes, use
from evenborn.web.cells import Cell, Kind, Status
from evenborn.web.filters import Filter, Rows
from evenborn.web.listing import Column, Listing, listing

COLUMNS = (
    Column[Any]("components.code", lambda row: row.app_label, "code", sort="app_label"),
    Column[Any]("components.area", lambda row: row.model, sort="model"),
)
STORED = ContentType.objects.all()


def shown(address: str, rows: Rows = STORED, narrowed: type[Filter] | None = None) -> Listing[Any]:
    request = RequestFactory().get("/list/" + address)
    return listing(request, rows, COLUMNS, empty="components.empty", size=5, filter=narrowed)


def page(found: Listing[Any], language: str = "en") -> str:
    template = Engine.get_default().get_template("web/listing.html")
    with translation.override(language):
        return template.render(Context({"listing": found}))


class OfTypes(Filter):
    narrows = {"app": "app_label", "model": lambda rows, text: rows.filter(model__contains=text)}  # noqa: RUF012
    app = forms.CharField(required=False, max_length=20)
    model = forms.CharField(required=False)
    number = forms.IntegerField(required=False)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-3", "1e9", "９", "9" * 5_000, "1;DROP TABLE", "", "last", "\x00"])
def test_a_page_out_of_range_is_the_nearest_one(number: str) -> None:
    request = RequestFactory().get("/list/", {"page": number})
    found = listing(request, STORED, COLUMNS, empty="components.empty", size=5)
    assert 1 <= found.page.number <= found.page.paginator.num_pages
    assert 0 < len(found.rows) <= 5


class AnyAddress(TestCase):
    @given(
        st.dictionaries(st.sampled_from(["page", "sort", "size", "app", "model", "number", "x"]), st.text())
    )
    def test_no_address_breaks_a_list(self, said: dict[str, str]) -> None:
        request = RequestFactory().get("/list/", said)
        found = listing(request, STORED, COLUMNS, empty="components.empty", filter=OfTypes)
        html = page(found)
        kept = QueryDict(found.at(page=2).removeprefix("?"))
        assert kept["page"] == "2"
        assert all(kept[name] == request.GET[name] for name in said if name != "page")
        assert "<script" not in html
        assert found.page.paginator.per_page in (50, 100, 200)


@pytest.mark.django_db
def test_only_headings_that_sort_can_be_asked_for() -> None:
    plain = [row.pk for row in shown("").page]
    for asked in ("id", "-id", "app_label__x", "?", "model;--", "logentry", "permission__name", "pk"):
        assert [row.pk for row in shown(f"?sort={asked}").page] == plain
    names = [row.model for row in shown("?sort=-model&size=50").page]
    assert names == sorted(names, reverse=True)


@pytest.mark.django_db
def test_rows_that_sort_alike_are_on_one_page_only() -> None:
    first = shown("?sort=app_label")
    seen = [row.pk for n in range(1, first.page.paginator.num_pages + 1)
            for row in shown(f"?sort=app_label&page={n}").page]  # fmt: skip
    assert sorted(seen) == sorted(STORED.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_heading_turns_the_order_and_goes_to_the_first_page() -> None:
    (code, area) = shown("?sort=app_label&page=2&app=access").headings
    assert (code.order, area.order) == ("ascending", "")
    turned = QueryDict(code.address.removeprefix("?"))
    assert (turned["sort"], turned.get("page"), turned["app"]) == ("-app_label", None, "access")


@pytest.mark.django_db
def test_a_filter_narrows_and_a_wrong_entry_shows_no_row() -> None:
    assert {row.app_label for row in shown("?app=access", narrowed=OfTypes).page} == {"access"}
    assert {row.model for row in shown("?model=offic", narrowed=OfTypes).page} == {"officer"}
    wrong = shown("?number=many", narrowed=OfTypes)
    assert wrong.page.paginator.count == 0
    assert "Show all" in page(wrong)
    assert "errorlist" in page(wrong)


@pytest.mark.django_db
def test_the_form_sends_order_and_size_along() -> None:
    found = shown("?sort=model&size=100&page=3&app=a", narrowed=OfTypes)
    assert found.kept_by_filter == [("sort", "model"), ("size", "100")]
    assert QueryDict(found.unfiltered.removeprefix("?")).dict() == {"sort": "model", "size": "100"}


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "rows"), [("50", 50), ("200", 200), ("7", 5), ("1000000", 5), ("-1", 5)])
def test_a_size_that_is_not_offered_counts_as_none(size: str, rows: int) -> None:
    assert shown(f"?size={size}").page.paginator.per_page == rows


def test_rows_in_memory_are_sorted_too() -> None:
    rows: Sequence[ContentType] = [ContentType(app_label=name, model=name) for name in "bca"]
    assert [row.app_label for row in shown("?sort=-app_label", rows).page] == ["c", "b", "a"]
    assert [row.app_label for row in shown("", rows).page] == ["b", "c", "a"]


def test_no_row_says_what_to_do() -> None:
    assert "Take in the first register to begin." in page(shown("", []))
    assert "请先接收一份登记表" in page(shown("", []), "zh-hans")
    assert "<table" not in page(shown("", []))


@given(st.text())
def test_a_cell_is_escaped_and_steers_nothing(said: str) -> None:
    row = ContentType(app_label=said, model="x")
    html = page(shown("", [row]))
    text = printable(said).strip() or "—"
    assert escape(text) in html


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (1234567, "count", "1,234,567"), (0, "count", "0"), (None, "count", "—"), ("", "text", "—"),
        (date(2026, 11, 28), "day", "2026-11-28"), (None, "day", "—"), (" \u202e", "code", "\ufffd"),
    ],
)  # fmt: skip
def test_a_cell_is_written_by_its_kind(value: object, kind: Kind, written: str) -> None:
    assert Cell(value, kind).shown == written


def test_a_status_has_words_and_a_shape() -> None:
    with translation.override("zh-hans"):
        assert str(Status("components.status.late", "late")) == '<span class="status late">已逾期</span>'


@pytest.mark.django_db
def test_a_list_asks_the_database_twice(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    home = Department.objects.create(name="a", kind="health", area="9901")
    for number in range(30):
        Officer.objects.create(username=f"o{number}", name=str(number), department=home)
    rows = Officer.objects.select_related("department")
    columns = (Column[Officer]("components.area", lambda row: row.department.name, sort="name"),)
    with django_assert_num_queries(2):
        page(listing(RequestFactory().get("/?page=2"), rows, columns, empty="components.empty", size=20))


class TwoNames(BareCodes):
    """A directory that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[frozenset[str]] = []

    def names(self, codes: Collection[str], language: Language) -> dict[str, str]:
        self.asked.append(frozenset(codes))
        return {"990101": "Niwu District" if language == "en" else "霓坞区", "990102": "Xize County"}


def test_areas_of_a_list_are_named_at_once_and_paper_shows_no_doing() -> None:
    columns = [Column[str]("components.area", lambda code: code, "area"),
               Column[str]("components.code", lambda _: "delete", "do")]  # fmt: skip
    rows = ["990101", "990102", "990101", "990199", ""]
    tree = TwoNames()
    before = use(tree)
    try:
        html = page(Listing(columns, Paginator(rows, 50).get_page(1), "components.empty"))
    finally:
        use(before)
    for cell in ("Niwu District 990101", "Xize County 990102", "990199", "—"):
        assert f'<td class="area">{cell}</td>' in html
    assert '<td class="do">delete</td>' in html
    assert tree.asked == [{"990101", "990102", "990199"}]
