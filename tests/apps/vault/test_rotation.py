"""Rotation: everything lies under the new key, nothing is lost, no key goes while it is used."""

from pathlib import Path

import pytest

from apps.vault.scene import FIELDS, approved, records
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.keys import reseal
from evenborn.apps.vault.actions.openings import open_record
from evenborn.apps.vault.actions.records import correct_record
from evenborn.apps.vault.keyring import make_key, read_keyring
from evenborn.apps.vault.models import RecordVersion, SealedRecord
from evenborn.apps.vault.rotation import retire, rotate
from evenborn.apps.vault.sealing import Algorithm, open_sealed
from evenborn.registers.refusal import Refusal

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def by() -> Actor:
    return program("evenborn vault", Permission.VAULT_KEYS)


def opened(folder: Path) -> list[dict[str, str]]:
    """Everything in the vault, opened with the current key alone."""
    current = read_keyring(folder).current
    rows = [*SealedRecord.objects.regardless("a test"), *RecordVersion.objects.regardless("a test")]
    return [open_sealed(row.sealed, current, row.place) for row in rows]


@pytest.mark.parametrize("algorithm", Algorithm)
def test_all_lies_under_the_new_key_after_a_rotation(
    by: Actor, clerk: Actor, keeper: Actor, keys: Path, algorithm: Algorithm
) -> None:
    corrected, *_ = records(count=5)
    correct_record(approved(clerk, keeper, corrected), by=clerk, changes={"mother_name": "慕容雪青"})
    done = rotate(by, algorithm=algorithm, step=2)
    assert (done.made, done.resealed, done.stuck) == (True, 6, 0)
    assert read_keyring(keys).current.algorithm is algorithm
    found = opened(keys)
    assert found.count(FIELDS) == 5
    assert found.count(FIELDS | {"mother_name": "慕容雪青"}) == 1
    assert Entry.objects.using(Store.VAULT).filter(event="vault.reseal").count() == 3


def test_an_interrupted_rotation_is_finished_without_a_further_key(by: Actor, keys: Path) -> None:
    records(count=5)
    make_key(keys)
    reseal(by=by, most=2)
    done = rotate(by)
    assert (done.made, done.resealed) == (False, 3)
    assert len(read_keyring(keys).keys) == 2
    assert len(opened(keys)) == 5
    with pytest.raises(Refusal, match="vault-nothing-to-reseal"):
        reseal(by=by, most=10)


def test_a_key_that_has_no_entry_gets_one_from_the_next_rotation_and_only_one(by: Actor, keys: Path) -> None:
    records()
    cut_off = make_key(keys)
    for _ in range(2):
        rotate(by)
    found = Entry.objects.using(Store.VAULT).filter(event="vault.find-key", facts__contains=cut_off.id)
    assert found.count() == 1
    assert queries.without_entry(by, read_keyring(keys)) == []


def test_a_key_is_retired_only_when_nothing_lies_under_it(by: Actor, keys: Path) -> None:
    records(count=2)
    first = read_keyring(keys).current
    second = make_key(keys)
    for key, code in ((first.id, "in-use"), (second.id, "current"), ("9-none", "unknown")):
        with pytest.raises(Refusal, match=f"vault-.*{code}"):
            retire(by, key)
    rotate(by)
    retire(by, first.id)
    assert [key.id for key in read_keyring(keys).keys] == [second.id]
    assert Entry.objects.using(Store.VAULT).get(event="vault.retire-key").facts == f'{{"key":"{first.id}"}}'


def test_a_missing_key_is_said_and_the_rest_is_rotated(
    by: Actor, clerk: Actor, keeper: Actor, keys: Path
) -> None:
    [lost] = records()
    make_key(keys)
    records(count=2)
    first = read_keyring(keys).keys[0]
    (keys / "0001.key").rename(keys / "elsewhere")
    done = rotate(by)
    assert (done.resealed, done.stuck) == (2, 1)
    assert ("missing", 1) in {(one.state, one.uses) for one in queries.states_of_keys(by, read_keyring(keys))}
    with pytest.raises(Refusal, match="vault-unknown-key") as refusal:
        open_record(approved(clerk, keeper, lost), by=clerk)
    assert refusal.value.facts["key"] == first.id
    (keys / "elsewhere").rename(keys / "0001.key")
    assert rotate(by).resealed == 1


def test_a_tampered_record_stops_the_rotation_and_is_not_sealed_anew(by: Actor, keys: Path) -> None:
    record, _ = records(count=2)
    changed = bytes([record.ciphertext[0] ^ 1]) + bytes(record.ciphertext[1:])
    SealedRecord.objects.regardless("a fault is planted").filter(pk=record.pk).update(ciphertext=changed)
    with pytest.raises(Refusal, match="vault-not-whole"):
        rotate(by)
    assert queries.waiting_for_reseal(by, read_keyring(keys)) == 2
