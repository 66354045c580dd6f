"""Opening one record: two persons, a listed reason, a limited time, and every look in the trail."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.vault.scene import FIELDS, again, approved, asked, received, records
from evenborn.apps.access import actions as access
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.handover import load_of
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions import openings as actions
from evenborn.apps.vault.actions.records import correct_record
from evenborn.apps.vault.models import Opening, RecordVersion
from evenborn.apps.vault.rules import OpeningState, Reason
from evenborn.registers.refusal import Refusal
from people import NIWU, SINCE, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")


def test_openings_of_an_officer_who_leaves_are_handed_over_while_nobody_has_decided(
    clerk: Actor, keeper: Actor
) -> None:
    waiting = asked(clerk, records()[0])
    approved(clerk, keeper, records()[0])
    giver = Officer.objects.get(pk=clerk.officer)
    receiver = officer("successor", RoleCode.CLERK)
    assert [(load.work.code, load.count) for load in load_of(giver.pk)] == [("vault-openings", 1)]
    done = access.hand_over(giver, by=everyone(), receiver=receiver)
    assert (done.moved, load_of(giver.pk)) == (1, [])
    assert again(waiting).asked_by == receiver.pk


def later(actor: Actor, minutes: float) -> Actor:
    """The same officer, so many minutes later."""
    return replace(actor, now=actor.now + timedelta(minutes=minutes))


def both_roles(actor: Actor) -> Actor:
    """An officer who is clerk and keeper at once."""
    officer = Officer.objects.get(pk=actor.officer)
    access.appoint(
        officer, by=everyone(), role=RoleCode.RECORDS_KEEPER, area=NIWU, department=officer.department,
        since=SINCE, until=None,
    )  # fmt: skip
    return actor_of(officer)


def test_two_persons_open_a_record_and_each_look_is_an_entry(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    opening = approved(clerk, keeper, record)
    for look in (1, 2):
        opened = actions.open_record(opening, by=clerk)
        assert opened.fields == FIELDS
        assert opened.look == look
        assert FIELDS["newborn_name"] not in repr(opened)
    entries = Entry.objects.using(Store.VAULT).filter(event="vault.open-record")
    assert [(entry.actor, json.loads(entry.facts)["look"]) for entry in entries] == [
        (clerk.key, 1),
        (clerk.key, 2),
    ]
    assert again(opening).looks == 2


def test_one_person_cannot_do_both_halves(clerk: Actor) -> None:
    [record] = records()
    alone = both_roles(clerk)
    opening = asked(alone, record)
    with pytest.raises(Refusal, match="vault-same-person"):
        actions.approve_opening(opening, by=alone)
    with pytest.raises(Refusal, match="vault-same-person"):
        actions.refuse_opening(opening, by=alone, because="no")
    assert list(queries.to_approve(alone)) == []
    assert again(opening).state == OpeningState.ASKED


def test_the_database_itself_refuses_one_person_as_both(clerk: Actor) -> None:
    opening = asked(clerk, records()[0])
    with pytest.raises(IntegrityError), transaction.atomic(using=Store.VAULT):
        Opening.objects.regardless("a fault is planted").update(decided_by=opening.asked_by)


@pytest.mark.parametrize("reason", ["", "curiosity", "CORRECTION", "family planning", "correction "])
def test_no_reason_but_those_of_the_list(clerk: Actor, reason: str) -> None:
    [record] = records()
    with pytest.raises(Refusal, match="vault-reason"):
        asked(clerk, record, reason)
    assert [one.value for one in Reason] == ["correction", "own-request", "court-order"]


def test_the_second_person_of_another_area_finds_nothing(clerk: Actor, keeper_elsewhere: Actor) -> None:
    opening = asked(clerk, records()[0])
    with pytest.raises(NotVisible):
        actions.approve_opening(opening, by=keeper_elsewhere)
    assert again(opening).state == OpeningState.ASKED


def test_nobody_looks_before_approval_after_the_time_or_for_somebody_else(
    clerk: Actor, keeper: Actor
) -> None:
    [record] = records()
    opening = asked(clerk, record)
    with pytest.raises(Refusal, match="vault-not-approved"):
        actions.open_record(opening, by=clerk)
    actions.approve_opening(opening, by=keeper)
    with pytest.raises(Forbidden):
        actions.open_record(opening, by=keeper)
    with pytest.raises(Refusal, match="vault-not-yours"):
        actions.open_record(opening, by=everyone())
    assert actions.open_record(opening, by=later(clerk, 29)).fields == FIELDS
    for minutes in (31, 60 * 24):
        with pytest.raises(Refusal, match="vault-opening-over"):
            actions.open_record(opening, by=later(clerk, minutes))
    assert again(opening).looks == 1


@pytest.mark.parametrize("end", ["refuse", "withdraw", "close"])
def test_what_has_ended_opens_nothing(clerk: Actor, keeper: Actor, end: str) -> None:
    [record] = records()
    opening = asked(clerk, record)
    if end == "refuse":
        actions.refuse_opening(opening, by=keeper, because="The letter is missing")
    elif end == "withdraw":
        actions.withdraw_opening(opening, by=clerk)
    else:
        actions.approve_opening(opening, by=keeper)
        actions.close_opening(opening, by=clerk)
    with pytest.raises(Refusal, match="vault-not-approved"):
        actions.open_record(opening, by=clerk)
    with pytest.raises(Refusal, match="vault-decided"):
        actions.approve_opening(opening, by=keeper)


def test_a_second_wish_for_the_same_record_waits_for_the_first(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    approved(clerk, keeper, record)
    with pytest.raises(Refusal, match="vault-already-asked"):
        asked(clerk, record)
    assert asked(later(clerk, 31), record).state == OpeningState.ASKED


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("  ", "vault-reference-missing"),
        ("629101199003074221", "vault-reference-personal"),
        ("李梅 6291 0119 9003 0742 21", "vault-reference-personal"),
        ("tel. 138-0013-8000", "vault-reference-personal"),
    ],
)
def test_a_reference_names_a_case_and_nobody(clerk: Actor, reference: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        actions.request_opening(records()[0], by=clerk, reason="court-order", reference=reference)


def test_a_persons_own_request_needs_its_receipt(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    with pytest.raises(Refusal, match="vault-request-needed"):
        asked(clerk, record, "own-request")
    opening = asked(clerk, record, "own-request", request=received(clerk))
    actions.approve_opening(opening, by=keeper)
    assert actions.open_record(opening, by=clerk).fields == FIELDS


def test_a_correction_makes_a_version_and_leaves_the_one_before_sealed(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    opening = approved(clerk, keeper, record)
    corrected = correct_record(
        opening, by=clerk, changes={"mother_name": "慕容雪青", "certificate_number": ""}
    )
    assert (corrected.version, corrected.fields) == (2, "certificate_number, mother_name")
    after = actions.open_record(opening, by=clerk)
    assert after.version == 2
    assert after.fields["mother_name"] == "慕容雪青"
    assert "certificate_number" not in after.fields
    [before] = RecordVersion.objects.regardless("a scene of a test")
    assert (before.version, bytes(before.ciphertext)) == (1, bytes(record.ciphertext))
    facts = Entry.objects.using(Store.VAULT).get(event="vault.correct-record").facts
    assert "慕容" not in facts


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "vault-nothing-changed"),
        ({"mother_name": FIELDS["mother_name"]}, "vault-nothing-changed"),
        ({"sex": "2"}, "vault-field-stays-out"),
        ({"mother_name": "x" * 401}, "vault-value-long"),
    ],
)
def test_a_correction_changes_sealed_fields_only(
    clerk: Actor, keeper: Actor, changes: dict[str, str], code: str
) -> None:
    opening = approved(clerk, keeper, records()[0])
    with pytest.raises(Refusal, match=code):
        correct_record(opening, by=clerk, changes=changes)


def test_nothing_is_corrected_without_an_opening_for_it(clerk: Actor, keeper: Actor) -> None:
    [record] = records()
    opening = approved(clerk, keeper, record, "court-order")
    changes = {"mother_name": "慕容雪青"}
    with pytest.raises(Refusal, match="vault-not-for-correction"):
        correct_record(opening, by=clerk, changes=changes)
    other = approved(later(clerk, 40), later(keeper, 40), record)
    with pytest.raises(Refusal, match="vault-opening-over"):
        correct_record(other, by=later(clerk, 71), changes=changes)
