"""The statistics are held against the sealed records: whatever was lost, doubled or cut by half is seen."""

from datetime import date

import pytest
from django.utils import timezone

from apps.intake import scene
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.refused import Forbidden
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.models import Entry
from evenborn.apps.births.agreement import agreement_of
from evenborn.apps.births.models import BirthsOfMonth
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from evenborn.apps.stores import Store
from evenborn.apps.vault.models import DeletionProof, SealedRecord
from people import NIWU, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def verifier() -> Actor:
    return program("evenborn births-verify", Permission.VAULT_KEYS)


def test_what_was_taken_in_corrected_and_withdrawn_agrees() -> None:
    scene.accepted(scene.delivery([scene.row(1), scene.row(2, sex="男"), scene.row(3)]))
    scene.accepted(scene.delivery([scene.row(1, sex="男"), scene.row(4, born="2024-12-30 01:00")]))
    last = scene.accepted(scene.delivery([scene.row(2), scene.row(5)]))
    assert agreement_of(verifier(), "delivery").differences == ()
    withdraw(last, by=everyone(), because=Because.SENT_BY_MISTAKE)
    found = agreement_of(verifier(), "delivery")
    assert (found.records, found.differences, found.unchecked) == (4, (), 0)
    assert (
        Entry.objects.using(Store.VAULT).filter(event="vault.count-anew", facts__contains="agreement").count()
        == 2
    )


def test_a_lost_record_and_a_doubled_count_are_seen() -> None:
    scene.accepted(scene.delivery([scene.row(1), scene.row(2, sex="男")]))
    SealedRecord.objects.regardless("a fault is planted").first().delete()  # type: ignore[union-attr]
    found = agreement_of(verifier(), "delivery").differences
    assert {one.cell.table for one in found} == {"births_by_county", "births_by_township"}
    assert all(sum(one.statistics) - sum(one.vault) == 1 for one in found)
    BirthsOfMonth.objects.regardless("a fault is planted").update(female=7)
    doubled = agreement_of(verifier(), "delivery").differences
    assert {one.statistics[1] for one in doubled if one.cell.table == "births_by_county"} == {7}


def test_months_of_deleted_records_are_said_not_to_be_checkable() -> None:
    scene.accepted(scene.delivery([scene.row(1), scene.row(2, born="2025-06-01 10:00")]))
    records = SealedRecord.objects.regardless("what had served its time is deleted")
    records.filter(birth_month=date(2025, 3, 1)).delete()
    DeletionProof.objects.create(
        area=NIWU, register="delivery", months=1, sealed_before=date(2025, 4, 1), count=1,
        tokens_hash="0" * 64, deleted_at=timezone.now(), deleted_by="worker",
    )  # fmt: skip
    found = agreement_of(verifier(), "delivery")
    # The month of June is checked and agrees; the year holds births of both.
    assert (found.cells, found.unchecked, found.differences) == (1, 2, ())


def test_nobody_opens_the_vault_in_bulk_without_the_permission() -> None:
    scene.accepted(scene.delivery([scene.row(1)]))
    with pytest.raises(Forbidden):
        agreement_of(program("births", Permission.VAULT_SEAL), "delivery")
