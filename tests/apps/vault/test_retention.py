"""Retention: what has served its time goes, what is held stays, and a proof without identity is left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from apps.vault.scene import approved, asked, held, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.openings import open_record
from evenborn.apps.vault.actions.records import correct_record
from evenborn.apps.vault.actions.retention import delete_expired, lift_hold, set_hold
from evenborn.apps.vault.models import DeletionProof, Opening, RecordVersion, SealedRecord
from evenborn.apps.vault.retention import tokens_hash
from evenborn.registers.refusal import Refusal
from people import CITY, NIWU, XIZE, everyone

pytestmark = pytest.mark.django_db(databases="__all__")

TWO_YEARS = timedelta(days=366 * 2 + 2)


def after(actor: Actor, wait: timedelta = TWO_YEARS) -> Actor:
    """The same officer after a time."""
    return replace(actor, now=actor.now + wait)


def left() -> set[str]:
    return set(SealedRecord.objects.regardless("a test counts what is left").values_list("token", flat=True))


def test_what_has_served_its_time_goes_and_the_proof_can_be_recomputed(clerk: Actor, keeper: Actor) -> None:
    made = records(count=3)
    stays = records(register="household")
    proof = delete_expired(by=after(keeper), area=NIWU, register="delivery")
    assert left() == {one.token for one in stays}
    assert (proof.count, proof.months) == (3, 24)
    assert proof.tokens_hash == tokens_hash(one.token for one in made)
    assert proof.tokens_hash != tokens_hash(one.token for one in made[:2])
    assert queries.proof_stands(proof)
    assert not any(one.token in str(vars(proof)) for one in made)


def test_a_proof_that_was_changed_afterwards_no_longer_stands(keeper: Actor) -> None:
    records(count=2)
    proof = delete_expired(by=after(keeper), area=NIWU, register="delivery")
    for change in ({"count": 1}, {"tokens_hash": "0" * 64}, {"register": "household"}):
        DeletionProof.objects.regardless("a fault is planted").update(**change)
        assert not queries.proof_stands(queries.proofs(keeper).get(pk=proof.pk))
        DeletionProof.objects.regardless("the fault is mended").update(
            count=2, tokens_hash=proof.tokens_hash, register="delivery"
        )


def test_what_has_time_left_stays(keeper: Actor) -> None:
    records()
    with pytest.raises(Refusal, match="vault-nothing-to-delete"):
        delete_expired(by=after(keeper, timedelta(days=700)), area=NIWU, register="delivery")
    assert len(left()) == 1
    assert not Entry.objects.using(Store.VAULT).filter(event="vault.delete-expired").exists()


def test_a_register_may_have_a_time_of_its_own(keeper: Actor, settings: Settings) -> None:
    vault = settings.CONFIG.vault.model_copy(update={"retention": {"delivery": 1}})
    settings.CONFIG = settings.CONFIG.model_copy(update={"vault": vault})
    records()
    assert delete_expired(by=after(keeper, timedelta(days=40)), area=NIWU, register="delivery").months == 1


HOLDS: dict[str, Callable[[SealedRecord], dict[str, Any]]] = {
    "area": lambda _: {},
    "register": lambda one: {"register": one.register},
    "months": lambda _: {"born_from": date(2025, 3, 15), "born_until": date(2025, 3, 20)},
    "token": lambda one: {"token": one.token},
}


@pytest.mark.parametrize("kind", HOLDS)
def test_a_hold_stops_deletion_until_it_is_lifted(keeper: Actor, kind: str) -> None:
    [record] = records()
    hold = held(keeper, **HOLDS[kind](record))
    assert queries.holds_on(record, keeper.today) == [hold]
    with pytest.raises(Refusal, match="vault-nothing-to-delete"):
        delete_expired(by=after(keeper), area=NIWU, register="delivery")
    lift_hold(hold, by=keeper, because="The court has decided")
    assert delete_expired(by=after(keeper), area=NIWU, register="delivery").count == 1
    with pytest.raises(Refusal, match="vault-hold-lifted"):
        lift_hold(hold, by=keeper, because="Again")


@pytest.mark.parametrize(
    "more",
    [
        {"register": "household"},
        {"born_from": date(2025, 4, 1)},
        {"born_until": date(2025, 2, 28)},
        {"token": "0" * 32},
        {"until": "soon"},
    ],
)
def test_a_hold_on_something_else_holds_nothing(keeper: Actor, more: dict[str, Any]) -> None:
    records()
    if more.get("until"):
        more = {"until": keeper.today + timedelta(days=30)}
    held(keeper, **more)
    assert delete_expired(by=after(keeper), area=NIWU, register="delivery").count == 1


def test_a_hold_of_the_city_holds_in_its_counties_unseen_by_them(keeper: Actor) -> None:
    records()
    held(everyone(), CITY)
    assert list(queries.holds(keeper)) == []
    with pytest.raises(Refusal, match="vault-nothing-to-delete"):
        delete_expired(by=after(keeper), area=NIWU, register="delivery")


def test_a_record_of_which_no_month_is_known_is_held_too(keeper: Actor) -> None:
    [record] = records()
    SealedRecord.objects.regardless("a scene of a test").update(birth_month=None)
    held(keeper, born_from=date(2025, 1, 1), born_until=date(2025, 1, 31))
    assert queries.holds_on(record, keeper.today)


def test_a_hold_is_over_the_keepers_own_area_and_not_over_the_past(keeper: Actor) -> None:
    with pytest.raises(Forbidden):
        held(keeper, XIZE)
    with pytest.raises(Refusal, match="vault-hold-past"):
        held(keeper, until=keeper.today - timedelta(days=1))
    with pytest.raises(Refusal, match="period-backwards"):
        held(keeper, born_from=date(2025, 3, 2), born_until=date(2025, 3, 1))
    with pytest.raises(Refusal, match="vault-not-listed"):
        held(keeper, basis="habit")
    hold = held(everyone(), XIZE)
    with pytest.raises(NotVisible):
        lift_hold(hold, by=keeper, because="No")
    with pytest.raises(Refusal, match="vault-not-of-births"):
        set_hold(
            by=keeper, area=NIWU, register="ultrasound_log", born_from=None, born_until=None, token="",
            basis="court", reference="No. 1", until=None,
        )  # fmt: skip


def test_a_record_that_is_being_opened_stays(clerk: Actor, keeper: Actor) -> None:
    waits, lasts, goes = records(count=3)
    asked(after(clerk), waits)
    approved(after(clerk), after(keeper), lasts)
    assert delete_expired(by=after(keeper), area=NIWU, register="delivery").count == 1
    assert goes.token not in left()


def test_versions_go_with_their_record_and_the_trace_of_openings_stays(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    opening = approved(clerk, keeper, record)
    open_record(opening, by=clerk)
    correct_record(opening, by=clerk, changes={"mother_name": "慕容雪青"})
    delete_expired(by=after(keeper), area=NIWU, register="delivery")
    assert not RecordVersion.objects.regardless("a test").exists()
    kept = Opening.objects.regardless("a test").get()
    assert (kept.record, kept.looks, kept.corrections) == (None, 1, 1)


def test_a_keeper_deletes_in_the_own_area_only(keeper: Actor) -> None:
    records(XIZE)
    with pytest.raises(Forbidden):
        delete_expired(by=after(keeper), area=XIZE, register="delivery")
    with pytest.raises(Forbidden):
        delete_expired(by=after(keeper), area=CITY, register="delivery")
    with pytest.raises(Refusal, match="vault-nothing-to-delete"):
        delete_expired(by=after(keeper), area=NIWU, register="delivery")
    assert len(left()) == 1
