"""Pages far into a list hold the same rows as Django's own, whatever the order, whatever the size."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.paginator import Paginator
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from evenborn.web import paging
from evenborn.web.paging import Pages


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


def fill(number: int) -> None:
    days = [datetime(2026, 1, 1 + place % 7, tzinfo=UTC) for place in range(number)]
    Session.objects.bulk_create(
        [
            Session(session_key=f"{place:05}", session_data="x", expire_date=day)
            for place, day in enumerate(days)
        ]
    )


class FarPages(TestCase):
    @given(
        st.integers(1, 60), st.integers(1, 200), st.sampled_from(["pk", "-pk", "expire_date", "-expire_date"])
    )
    def test_a_far_page_holds_what_django_would_show(self, size: int, number: int, order: str) -> None:
        if not Session.objects.exists():
            fill(300)
        rows = Session.objects.order_by(order, order.replace("expire_date", "pk"))
        near, paging.NEAR = paging.NEAR, 10  # type: ignore[misc]
        try:
            ours = [row.pk for row in Pages(rows, size).get_page(number)]
        finally:
            paging.NEAR = near  # type: ignore[misc]
        assert ours == [row.pk for row in Paginator(rows, size).get_page(number)]


@pytest.mark.django_db
def test_a_far_page_passes_over_keys_only(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fill(1_200)
    with django_assert_num_queries(3) as asked:
        rows = list(Pages(Session.objects.order_by("expire_date", "pk"), 50).page(24))
    assert len(rows) == 50
    far = asked.captured_queries[1]["sql"]
    assert "session_data" not in far
    assert "OFFSET" not in far  # the last page is the first from the other end


@pytest.mark.django_db
def test_rows_in_memory_and_parts_of_rows_are_paged_as_they_are() -> None:
    fill(1_200)
    assert list(Pages(list(range(3_000)), 50).page(60)) == list(range(2_950, 3_000))
    values = Session.objects.order_by("pk").values_list("pk", flat=True)
    assert list(Pages(values, 50).page(24))[-1] == "01199"


@pytest.mark.django_db
def test_a_very_long_list_is_counted_once_a_minute_and_each_reader_for_himself(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(paging, "MANY", 100)
    fill(300)
    half = Session.objects.filter(session_key__lt="00150")
    assert (Pages(Session.objects.order_by("pk"), 50).count, Pages(half.order_by("pk"), 50).count) == (
        300,
        150,
    )
    with django_assert_num_queries(0):
        assert Pages(Session.objects.order_by("-pk"), 20).count == 300
    Session.objects.create(session_key="9", session_data="x", expire_date=datetime(2027, 1, 1, tzinfo=UTC))
    assert next(iter(Pages(Session.objects.order_by("-pk"), 50).page(1))).session_key == "9"


@pytest.mark.django_db
def test_a_short_list_is_counted_each_time() -> None:
    fill(3)
    assert Pages(Session.objects.order_by("pk"), 50).count == 3
    Session.objects.first().delete()  # type: ignore[union-attr]
    assert Pages(Session.objects.order_by("pk"), 50).count == 2


@pytest.mark.django_db
def test_of_a_list_that_shrank_since_it_was_counted_the_last_page_holds_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paging, "MANY", 100)
    monkeypatch.setattr(paging, "NEAR", 10)
    fill(300)
    assert Pages(Session.objects.order_by("pk"), 50).count == 300
    Session.objects.filter(session_key__gte="00120").delete()
    rows = Pages(Session.objects.order_by("pk"), 50)
    assert [len(rows.page(number)) for number in (1, 3)] == [50, 20]
    assert len(rows.page(6)) <= 50


@pytest.mark.django_db
def test_what_no_row_can_be_is_no_row() -> None:
    fill(3)
    assert Pages(Session.objects.filter(pk__in=[]).order_by("pk"), 50).count == 0
    assert Pages(Session.objects.none(), 50).count == 0
