"""Writing the trail: within a transaction, with the right facts, in one chain, whatever the clock says."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connections, transaction

from apps.audit.trails import EVENT, START, fill, verdict
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.chain import GENESIS
from evenborn.apps.audit.events import Events
from evenborn.apps.audit.models import Entry, Head
from evenborn.apps.audit.record import CLOCK_SET_BACK, record
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal
from people import department

pytestmark = pytest.mark.django_db(databases="__all__")
VAULT = Store.VAULT


def add(store: Store = VAULT, **facts: object) -> Entry:
    with transaction.atomic(using=store):
        return record(store, EVENT, actor="officer:7", facts={"box": 1, "reason": "x"} | facts)


def test_the_first_entry_follows_nothing_and_each_other_the_one_before() -> None:
    first, second = add(), add()
    assert (first.number, first.previous, second.number, second.previous) == (1, GENESIS, 2, first.hash)
    head = Head.objects.using(VAULT).get()
    assert (head.number, head.hash) == (2, second.hash)


def test_each_store_has_its_own_chain() -> None:
    for store in Store:
        fill(store, 2)
    assert {verdict(store).entries for store in Store} == {2}
    assert len({verdict(store).head for store in Store}) == len(Store)


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        (EVENT, {"box": 1}),
        (EVENT, {"box": 1, "reason": "x", "name": "y"}),
        (EVENT, {}),
        ("test.unknown", {}),
    ],
)
def test_wrong_facts_and_unknown_events_are_refused(event: str, facts: dict[str, object]) -> None:
    with pytest.raises(LookupError), transaction.atomic(using=VAULT):
        record(VAULT, event, actor="officer:7", facts=facts)
    assert not Entry.objects.using(VAULT).exists()


def test_what_is_rolled_back_leaves_no_entry() -> None:
    add()
    with pytest.raises(ZeroDivisionError):
        _fails_after_its_entry()
    add()
    assert [entry.number for entry in Entry.objects.using(VAULT)] == [1, 2]
    assert verdict().broken is None


@transaction.atomic(using=VAULT)
def _fails_after_its_entry() -> None:
    add()
    raise ZeroDivisionError


def test_facts_are_written_as_codes_and_days() -> None:
    home = department()
    facts = {"box": home, "reason": RoleCode.CLERK}
    assert add(**facts).facts == f'{{"box":"department:{home.pk}","reason":"clerk"}}'
    assert add(box=date(2026, 3, 1), reason=None).facts == '{"box":"2026-03-01","reason":null}'
    assert add(box=True, reason="长" * 500).facts == f'{{"box":true,"reason":"{"长" * 400}"}}'


@dataclass(frozen=True)
class Typed:
    """What a person handed in; its fields are no facts."""

    mother: str = "李梅"


@pytest.mark.parametrize(
    "fact", [Typed(), ["a"], {"a": 1}, 1.5, Path("a.csv"), b"a", frozenset({"a"}), Typed]
)
def test_a_fact_that_is_no_plain_value_is_refused_and_nothing_is_entered(fact: object) -> None:
    with pytest.raises(TypeError, match="A fact of the audit trail is a text"):
        add(box=fact)
    assert not Entry.objects.using(VAULT).exists()


def test_a_store_without_the_mark_of_its_end_takes_nothing() -> None:
    with connections[VAULT].cursor() as cursor:
        cursor.execute("DELETE FROM audit_head")
    with pytest.raises(Refusal, match="trail-without-end"):
        add()


def test_a_clock_set_back_is_entered_and_bends_no_time() -> None:
    with time_machine.travel(START, tick=False):
        add()
    earlier = START - timedelta(hours=2)
    with time_machine.travel(earlier, tick=False):
        add()
        add()
    entries = list(Entry.objects.using(VAULT))
    assert [entry.event for entry in entries] == [EVENT, CLOCK_SET_BACK, EVENT, EVENT]
    assert [entry.at for entry in entries] == [START, earlier, earlier, earlier]
    assert entries[1].facts == '{"before":"2026-03-01T08:00:00+00:00","seconds":7200}'
    found = verdict()
    assert found.broken is None
    assert found.clock is not None
    assert (found.clock.times, found.clock.first) == (1, 2)


def test_a_clock_that_is_a_little_behind_is_not_worth_an_entry() -> None:
    for at in (START, START - timedelta(seconds=59)):
        with time_machine.travel(at, tick=False):
            add()
    assert Entry.objects.using(VAULT).count() == 2


def test_moments_outlast_the_way_through_the_database() -> None:
    for at in (datetime(2026, 3, 1, 8, 0, 0, 1, tzinfo=UTC), datetime(2026, 3, 1, 8, 0, 1, tzinfo=UTC)):
        with time_machine.travel(at, tick=False):
            add()
    assert verdict().entries == 2


def test_an_event_is_registered_once() -> None:
    events = Events()
    events.register("a.b", ("x",))
    assert events.register("a.b", ("x",)) == "a.b"
    with pytest.raises(LookupError, match="twice"):
        events.register("a.b", ("y",))
