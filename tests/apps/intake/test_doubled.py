"""Births that another record holds: found over the whole file and all batches by hashes, told by rule."""

from collections.abc import Mapping

import pytest

from apps.intake import scene
from evenborn.apps.access import actions
from evenborn.apps.access.queries import actor_of
from evenborn.apps.access.roles import RoleCode
from evenborn.apps.intake import preparing
from evenborn.apps.intake.batches.queries import broken_rules
from evenborn.apps.intake.models import Batch, BrokenRule, Sender
from evenborn.apps.intake.rows import in_parts
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import withdraw
from evenborn.apps.vault.models import SealedRecord
from people import NIWU, SINCE, actor, department, everyone, officer

pytestmark = pytest.mark.django_db(databases="__all__")

CERTIFICATE = "出生医学证明编号"
BIRTH, NUMBER = "birth-held-already", "certificate-held-already"


def certified(number: int, certificate: str, **facts: str) -> list[str]:
    """A row of a file with one more column."""
    return [*scene.row(number, **facts), certificate]  # type: ignore[arg-type]


def file(*rows: list[str]) -> bytes:
    """A file with the numbers of certificates."""
    return scene.delivery(rows).replace(b"\r\n", f",{CERTIFICATE}\r\n".encode(), 1)


def told(batch: Batch) -> Mapping[str, tuple[int, str]]:
    """What the vault was asked for of a batch: rows and the first of them, by rule."""
    rows = BrokenRule.objects.regardless("a scene of a test").filter(batch=batch, rule__in=(BIRTH, NUMBER))
    return {one.rule: (one.rows, one.first_rows) for one in rows}


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is a part of its own, as a file of millions is cut."""
    monkeypatch.setattr(preparing, "in_parts", lambda rows: in_parts(rows, rows=1))


def test_one_certificate_in_two_batches_is_an_issue_of_the_second() -> None:
    assert told(scene.accepted(file(certified(1, "U620000017")))) == {}
    batch = scene.accepted(file(certified(2, "U620000025"), certified(3, "U620000017")))
    assert told(batch) == {NUMBER: (1, "3")}
    assert (batch.new, batch.doubled) == (2, 1)


def test_one_mother_and_day_in_two_batches_is_an_issue_of_the_second() -> None:
    scene.accepted(scene.delivery([scene.row(1)]))
    batch = scene.accepted(scene.delivery([scene.row(2), scene.row(9, mother="E00000001")]))
    assert told(batch) == {BIRTH: (1, "3")}


def test_a_row_that_is_doubled_in_both_ways_counts_once() -> None:
    scene.accepted(file(certified(1, "U620000017")))
    batch = scene.accepted(file(certified(9, "U620000017", mother="E00000001")))
    assert told(batch) == {BIRTH: (1, "2"), NUMBER: (1, "2")}
    assert batch.doubled == 1


@pytest.mark.usefixtures("small_parts")
def test_what_an_earlier_part_replaces_is_held_no_more() -> None:
    scene.accepted(scene.delivery([scene.row(1), scene.row(2)]))
    handed_on = [scene.row(1, mother="E00000077"), scene.row(3, mother="E00000001")]
    assert told(scene.accepted(scene.delivery(handed_on))) == {}


@pytest.mark.usefixtures("small_parts")
def test_two_records_of_one_file_that_become_one_birth_are_found_part_by_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evenborn.registers.check._Check._check_across", lambda *_: None)
    doubled = [scene.row(1), scene.row(2), scene.row(3, mother="E00000001")]
    assert told(scene.accepted(scene.delivery(doubled))) == {BIRTH: (1, "4")}
    fourth = [scene.row(2, mother="E00000044"), scene.row(4, mother="E00000044")]
    assert told(scene.accepted(scene.delivery(fourth))) == {BIRTH: (1, "3")}


def test_what_was_withdrawn_holds_nothing() -> None:
    first = scene.accepted(file(certified(1, "U620000017")))
    withdraw(first, by=everyone(), because=Because.SENT_BY_MISTAKE)
    assert told(scene.accepted(file(certified(9, "U620000017", mother="E00000001")))) == {}


def test_a_correction_that_is_withdrawn_gives_its_birth_back() -> None:
    scene.accepted(file(certified(1, "U620000017")))
    later = scene.accepted(file(certified(1, "U620000025", mother="E00000002")))
    withdraw(later, by=everyone(), because=Because.SENT_BY_MISTAKE)
    batch = scene.accepted(file(certified(5, "U620000017"), certified(6, "U620000025")))
    assert told(batch) == {NUMBER: (1, "2")}


def test_nothing_of_a_number_is_kept_in_the_clear() -> None:
    scene.accepted(file(certified(1, "U620000017")))
    record = SealedRecord.objects.regardless("a scene of a test").get()
    kept = [str(getattr(record, field.attname)) for field in SealedRecord._meta.fields]
    assert len(bytes(record.certificate_index or b"")) == 16
    assert not [one for one in kept if "U620000017" in one or "E00000001" in one]


def test_a_facility_is_not_told_what_others_hold() -> None:
    home = department(NIWU, "Hospital YX990101")
    scene.accepted(scene.delivery([scene.row(1)]))
    Sender.objects.regardless("a scene of a test").update(department=home.pk)
    batch = scene.accepted(scene.delivery([scene.row(9, mother="E00000001")]))
    own = officer("registrar")
    role = RoleCode.FACILITY_REGISTRAR
    actions.appoint(own, by=everyone(), role=role, area=NIWU, department=home, since=SINCE, until=None)
    assert broken_rules(actor(RoleCode.CLERK), batch).filter(rule=BIRTH).exists()
    assert not broken_rules(actor_of(own), batch).filter(rule=BIRTH).exists()
