"""`@action`: permission, scope, row lock, transaction and entry stand or fall together; so does `look`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from entrance import trail
from evenborn.apps.access.action import ACTIONS, action, look
from evenborn.apps.access.actor import Actor, Grant, program
from evenborn.apps.access.models import Department, Officer
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import Permission, Reach
from evenborn.apps.audit.events import events
from evenborn.apps.stores import Store
from people import NIWU, XIZE, department, stranger

pytestmark = pytest.mark.django_db(databases="__all__")


class Planted(str):
    """A permission of an area."""

    reach = Reach.AREA


PLANTED: Any = Planted("test.planted")


@pytest.fixture(autouse=True)
def _only_for_the_test() -> Iterator[None]:
    """Actions and events that a test plants are gone after it."""
    known, actions = dict(events.known), dict(ACTIONS)
    yield
    events.known.clear()
    events.known.update(known)
    ACTIONS.clear()
    ACTIONS.update(actions)


def planted(function: Callable[..., Any], *records: str, area: str | None = None) -> Callable[..., Any]:
    """An action as if it stood in an app."""
    function.__module__ = "evenborn.apps.access.actions"
    return action(PLANTED, records=records, area=area)(function)


def over(area: str) -> Actor:
    return Actor("officer:1", 1, "", program("x").now, (Grant("x", area, None, frozenset([PLANTED])),))


def rename(row: Department, *, by: Actor, name: str) -> Department:
    row.name = name
    row.save()
    return row


def test_it_changes_and_enters() -> None:
    row = department(NIWU)
    planted(rename, "name")(row, by=over(NIWU), name="New")
    row.refresh_from_db()
    assert row.name == "New"
    assert trail()[-1] == ("access.rename", "officer:1", {"name": "New"})
    assert ACTIONS["access.rename"].facts == {"name"}


@pytest.mark.parametrize(
    ("by", "error"),
    [(program("nobody"), Forbidden), (over(XIZE), NotVisible), (over("9902"), NotVisible)],
)
def test_who_may_not_changes_nothing_and_enters_nothing(by: Actor, error: type[Exception]) -> None:
    row, before = department(NIWU), len(trail())
    with pytest.raises(error):
        planted(rename, "name")(row, by=by, name="New")
    row.refresh_from_db()
    assert row.name != "New"
    assert len(trail()) == before


def test_a_row_that_is_gone_is_not_there() -> None:
    row = department(NIWU)
    Department.objects.filter(pk=row.pk).delete()
    with pytest.raises(NotVisible):
        planted(rename, "name")(row, by=over(NIWU), name="New")


def test_where_a_row_is_made_the_area_is_asked_for() -> None:
    def found(*, by: Actor, area: str) -> Department:
        return Department.objects.create(name=area, kind="other", area=area)

    make = planted(found, area="area")
    with pytest.raises(Forbidden):
        make(by=over(XIZE), area=NIWU)
    assert make(by=over("9901"), area=NIWU).area == NIWU


def test_a_fault_within_leaves_neither_change_nor_entry() -> None:
    def fail_late(row: Department, *, by: Actor) -> Department:
        row.name = "Half"
        row.save()
        raise RuntimeError("in the middle")

    row, before = department(NIWU), len(trail())
    with pytest.raises(RuntimeError, match="in the middle"):
        planted(fail_late)(row, by=over(NIWU))
    row.refresh_from_db()
    assert row.name != "Half"
    assert len(trail()) == before


def test_an_entry_that_cannot_be_made_takes_the_change_back() -> None:
    def forgets(row: Department, *, by: Actor) -> None:
        row.name = "Without trace"
        row.save()

    row = department(NIWU)
    with pytest.raises(AttributeError):
        planted(forgets, "absent")(row, by=over(NIWU))
    row.refresh_from_db()
    assert row.name != "Without trace"


def test_the_row_is_read_anew_within_the_transaction() -> None:
    row = department(NIWU)
    Department.objects.filter(pk=row.pk).update(kind="police")

    def kind_of(found: Department, *, by: Actor) -> str:
        assert connections[Store.OFFICE].in_atomic_block
        return found.kind

    with CaptureQueriesContext(connections[Store.OFFICE]) as asked:
        assert planted(kind_of)(row, by=over(NIWU)) == "police"
    selects = [q["sql"] for q in asked.captured_queries if "access_department" in q["sql"]]
    assert len(selects) == 1
    if connections[Store.OFFICE].vendor == "postgresql":
        assert "FOR UPDATE" in selects[0]


def test_an_area_that_changed_meanwhile_counts_as_it_is_now() -> None:
    row = department(NIWU)
    Department.objects.filter(pk=row.pk).update(area=XIZE)
    with pytest.raises(NotVisible):
        planted(rename)(row, by=over(NIWU), name="New")


def test_an_action_without_an_actor_is_a_fault_of_the_program() -> None:
    def nobody(row: Department) -> None: ...

    with pytest.raises(TypeError, match="no keyword by"):
        planted(nobody)


def test_the_stand_in_for_the_officer_of_a_request_is_an_officer() -> None:
    from django.utils.functional import SimpleLazyObject

    def touch(row: Officer, *, by: Actor) -> type:
        return type(row)

    lazy = SimpleLazyObject(stranger)
    assert planted(touch)(lazy, by=over("9901")) is Officer


def test_a_look_is_entered_and_asks_for_the_permission() -> None:
    seen = events.register("access.look-at-test", ("what",))
    by = program("reader", Permission.AUDIT_SEE)
    look(by, Permission.AUDIT_SEE, seen, store=Store.OFFICE, facts={"what": "a list"})
    assert trail()[-1] == ("access.look-at-test", "reader", {"what": "a list"})
    with pytest.raises(Forbidden):
        look(program("nobody"), Permission.AUDIT_SEE, seen, store=Store.OFFICE, facts={"what": "x"})
    with pytest.raises(LookupError):
        look(by, Permission.AUDIT_SEE, seen, store=Store.OFFICE, facts={"other": "x"})
    assert len([e for e, _, _ in trail() if e == "access.look-at-test"]) == 1
