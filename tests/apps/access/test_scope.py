"""Rows come out only after it was said for whom; every other way that Django knows raises."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from evenborn.apps.access.actor import Actor, Grant, covers, program
from evenborn.apps.access.models import Department
from evenborn.apps.access.refused import NotVisible, Unscoped
from evenborn.apps.access.roles import Permission, Reach
from evenborn.apps.access.scope import ScopedRows, one, within
from people import NIWU, XIZE, department, subject

pytestmark = pytest.mark.django_db(databases="__all__")

AREAS = st.text("0123456789", min_size=0, max_size=6)


@pytest.fixture
def rows() -> Iterator[tuple[Any, Any]]:
    """Departments and appointments as scoped models over the tables that are there."""
    with isolate_apps("evenborn.apps.access"):

        class Place(models.Model):
            area = models.CharField(max_length=12)
            name = models.CharField(max_length=120)
            objects = ScopedRows["Place"]("area")

            class Meta:
                app_label, managed, db_table = "access", False, "access_department"

        class Post(models.Model):
            department = models.ForeignKey(Place, models.PROTECT, related_name="posts")
            role = models.CharField(max_length=40)
            objects = ScopedRows["Post"]("department__area")

            class Meta:
                app_label, managed, db_table = "access", False, "access_appointment"

        for area in (NIWU, XIZE):
            department(area)
            subject(area)
        yield Place, Post


def over(area: str) -> Actor:
    """Somebody with a permission that reaches over an area."""
    return Actor("officer:1", 1, "", program("x").now, (Grant("x", area, None, frozenset([WATCHED])),))


class Watched(str):
    """A permission of an area, whether or not the office has one yet."""

    reach = Reach.AREA


WATCHED: Any = Watched("test.watch")

WAYS: dict[str, Callable[[Any, Any], Any]] = {
    "list": lambda q, _: list(q),
    "len": lambda q, _: len(q),
    "bool": lambda q, _: bool(q),
    "repr": lambda q, _: repr(q),
    "index": lambda q, _: q[0],
    "slice": lambda q, _: list(q[:1]),
    "step": lambda q, _: q[0:2:2],
    "contains": lambda q, m: m(pk=1) in q,
    "has": lambda q, m: q.contains(m(pk=1)),
    "first": lambda q, _: q.first(),
    "last": lambda q, _: q.last(),
    "get": lambda q, _: q.get(pk=1),
    "latest": lambda q, _: q.latest("pk"),
    "earliest": lambda q, _: q.earliest("pk"),
    "values": lambda q, _: list(q.values()),
    "values_list": lambda q, _: list(q.values_list("pk", flat=True)),
    "in_bulk": lambda q, _: q.in_bulk(),
    "in_bulk of keys": lambda q, _: q.in_bulk([1]),
    "iterator": lambda q, _: list(q.iterator()),
    "count": lambda q, _: q.count(),
    "exists": lambda q, _: q.exists(),
    "aggregate": lambda q, _: q.aggregate(Count("pk")),
    "annotate": lambda q, _: list(q.annotate(n=Count("pk"))),
    "distinct": lambda q, _: list(q.distinct()),
    "only": lambda q, _: list(q.only("pk")),
    "explain": lambda q, _: q.explain(),
    "sql": lambda q, _: str(q.query),
    "raw": lambda q, _: list(q.raw("SELECT 1 AS id")),
    "raw of the manager": lambda _, m: list(m.objects.raw("SELECT 1 AS id")),
    "update": lambda q, _: q.update(pk=F("pk")),
    "delete": lambda q, _: q.delete(),
    "raw delete": lambda q, _: q._raw_delete("default"),
    "bulk_update": lambda q, m: q.bulk_update([m(pk=1)], [m._meta.fields[1].name]),
    "get_or_create": lambda q, _: q.get_or_create(pk=1),
    "for update": lambda q, _: list(q.select_for_update()),
    "reverse": lambda q, _: list(q.order_by("pk").reverse()),
    "extra": lambda q, _: list(q.extra(where=["1 = 1"])),
    "union": lambda q, _: list(q.union(q)),
    "using": lambda q, _: list(q.using("default")),
    "alias": lambda q, _: list(q.alias(n=F("pk")).filter(n=1)),
    "asynchronous": lambda q, _: asyncio.run(_collected(q)),
}


async def _collected(query: models.QuerySet) -> list[object]:
    return [row async for row in query.aiterator()]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_gives_rows_without_scope(rows: tuple[Any, Any], way: str) -> None:
    for model in rows:
        for query in (model.objects.all(), model.objects.filter(pk__gt=0), model.objects.exclude(pk=0)):
            with pytest.raises(Unscoped):
                WAYS[way](query, model)


SOUND = sorted(set(WAYS) - {"raw", "raw of the manager", "get", "update", "delete", "raw delete", "step"} - {
    "bulk_update", "get_or_create", "for update", "asynchronous", "has", "contains", "in_bulk of keys",
})  # fmt: skip


@pytest.mark.parametrize("way", SOUND)
def test_every_reading_way_works_once_scoped(rows: tuple[Any, Any], way: str) -> None:
    for model in rows:
        WAYS[way](model.objects.visible_to(over(NIWU), WATCHED), model)


@pytest.mark.parametrize(
    "combine",
    [
        lambda scoped, bare: scoped | bare,
        lambda scoped, bare: bare | scoped,
        lambda scoped, bare: scoped & bare,
        lambda scoped, bare: scoped ^ bare,
        lambda scoped, bare: scoped.union(bare),
        lambda scoped, bare: bare.union(scoped),
        lambda scoped, bare: scoped.union(scoped, bare),
        lambda scoped, bare: scoped.difference(bare),
        lambda scoped, bare: scoped.intersection(bare),
        lambda scoped, bare: scoped.filter(pk__in=bare),
        lambda scoped, bare: scoped.filter(pk__in=bare.values("pk")),
        lambda scoped, bare: scoped.annotate(n=Subquery(bare.filter(pk=OuterRef("pk")).values("pk")[:1])),
        lambda scoped, bare: scoped.filter(Exists(bare.filter(pk=OuterRef("pk")))),
        lambda scoped, bare: scoped.filter(Q(pk__in=bare) | Q(pk=0)),
        lambda _, bare: Department.objects.filter(pk__in=bare),
        lambda _, bare: Department.objects.annotate(n=Subquery(bare.values("pk")[:1])),
    ],
)
def test_scope_is_not_lent_to_another_query(
    rows: tuple[Any, Any], combine: Callable[[Any, Any], Any]
) -> None:
    place, _ = rows
    scoped, bare = place.objects.visible_to(over(NIWU), WATCHED), place.objects.all()
    with pytest.raises(Unscoped):
        list(combine(scoped, bare))


def test_rows_of_other_areas_stay_away(rows: tuple[Any, Any]) -> None:
    place, post = rows
    assert {p.area for p in place.objects.visible_to(over(NIWU), WATCHED)} == {NIWU}
    assert {p.department_id for p in post.objects.visible_to(over(NIWU), WATCHED)} == {
        Department.objects.get(area=NIWU).pk
    }
    assert place.objects.visible_to(over("9901"), WATCHED).count() == 2
    assert place.objects.visible_to(over(""), WATCHED).count() == 2
    assert place.objects.visible_to(program("nobody"), WATCHED).count() == 0
    assert place.objects.regardless("a count for the operator").count() == 2
    with pytest.raises(Unscoped):
        place.objects.regardless("")


def test_related_rows_are_scoped_by_their_own_field(rows: tuple[Any, Any]) -> None:
    place, _ = rows
    niwu = place.objects.visible_to(over(NIWU), WATCHED).get()
    with pytest.raises(Unscoped):
        list(niwu.posts.all())
    with pytest.raises(Unscoped):
        list(place.objects.visible_to(over(NIWU), WATCHED).prefetch_related("posts"))
    assert niwu.posts.visible_to(over(NIWU), WATCHED).count() == 1
    assert niwu.posts.visible_to(over(XIZE), WATCHED).count() == 0
    sound = Prefetch("posts", place.posts.rel.related_model.objects.visible_to(over(NIWU), WATCHED))
    (again,) = place.objects.visible_to(over(NIWU), WATCHED).prefetch_related(sound)
    assert len(again.posts.all()) == 1


def test_one_row_out_of_scope_is_as_if_it_were_not_there(rows: tuple[Any, Any]) -> None:
    place, _ = rows
    there = place.objects.regardless("test").get(area=XIZE)
    for key in (there.pk, 10**9):
        with pytest.raises(NotVisible):
            one(place.objects.visible_to(over(NIWU), WATCHED), pk=key)
    with pytest.raises(Unscoped):
        one(place.objects.all(), pk=there.pk)


class TestTheRange(TestCase):
    """The range that the index serves is the same as the beginning of the code, in any database."""

    databases = "__all__"  # type: ignore[assignment]

    @given(st.lists(AREAS, min_size=1, max_size=12, unique=True), st.lists(AREAS, max_size=3))
    def test_is_the_beginning(self, codes: list[str], held: list[str]) -> None:
        Department.objects.bulk_create(Department(name=code, kind="other", area=code) for code in codes)
        found = set(Department.objects.filter(within("area", tuple(held))).values_list("area", flat=True))
        assert found == {code for code in codes if any(covers(area, code) for area in held)}

    @given(AREAS, AREAS)
    def test_an_actor_may_where_rows_are_visible(self, held: str, code: str) -> None:
        assert over(held).may(WATCHED, code) is covers(held, code)


def test_a_permission_of_the_office_reaches_over_all_areas(rows: tuple[Any, Any]) -> None:
    place, _ = rows
    grant = Grant("x", NIWU, None, frozenset([Permission.OFFICERS_SEE]))
    actor = Actor("officer:1", 1, "", program("x").now, (grant,))
    assert place.objects.visible_to(actor, Permission.OFFICERS_SEE).count() == 2
