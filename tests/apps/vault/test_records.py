"""Sealing rows of a register: births only, fields that identify only, within the area, all or none."""

from collections.abc import Mapping

import pytest

from apps.vault.scene import FIELDS, MARCH, records
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.refused import Forbidden, NotVisible
from evenborn.apps.access.roles import Permission, RoleCode
from evenborn.apps.access.scope import one
from evenborn.apps.audit.models import Entry
from evenborn.apps.stores import Store
from evenborn.apps.vault import queries
from evenborn.apps.vault.actions.records import seal_records
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import SealedRecord
from evenborn.apps.vault.options import keys_folder
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS, Unsealed, sealable_fields
from evenborn.apps.vault.sealing import open_sealed
from evenborn.registers.refusal import Refusal
from house.schema_line import BIRTHS, CARE
from people import NIWU, XIZE, actor, everyone

pytestmark = pytest.mark.django_db(databases="__all__")


def sealing(by: Actor, fields: Mapping[str, str], register: str = "delivery", area: str = NIWU) -> str:
    with pytest.raises(Refusal) as refusal:
        seal_records(by=by, register=register, area=NIWU, rows=[Unsealed(area, MARCH, fields)])
    assert not SealedRecord.objects.regardless("nothing may be left").exists()
    assert not Entry.objects.using(Store.VAULT).filter(event="vault.seal-records").exists()
    return refusal.value.code


def test_what_was_sealed_opens_with_the_key_and_is_counted_in_the_trail(clerk: Actor) -> None:
    rows = [Unsealed(NIWU, MARCH, FIELDS | {"newborn_name": f"婴{n}"}) for n in range(1_200)]
    batch = seal_records(by=clerk, register="delivery", area=NIWU, rows=rows)
    assert batch.tokens == tuple(row.token for row in rows)
    kept = one(queries.records(clerk), token=batch.tokens[7])
    fields = open_sealed(kept.sealed, read_keyring(keys_folder()).current, kept.place)
    assert fields["newborn_name"] == "婴7"
    entry = Entry.objects.using(Store.VAULT).get(event="vault.seal-records")
    assert entry.facts == '{"count":1200,"register":"delivery"}'


def test_only_registers_of_births_have_anything_to_seal() -> None:
    assert set(REGISTERS_OF_BIRTHS) == set(BIRTHS)
    assert not set(CARE) & set(REGISTERS_OF_BIRTHS)
    assert {"newborn_name", "mother_id_number"} <= set(sealable_fields("delivery"))


@pytest.mark.parametrize("register", [*CARE, "drug_ledger", "device", "hearsay"])
def test_nothing_of_another_register_is_sealed(register: str) -> None:
    assert sealing(everyone(), {"patient_name": "x"}, register) == "vault-not-of-births"


@pytest.mark.parametrize("field", ["sex", "birth_time", "residence", "weight", "facility", "invented"])
def test_a_field_that_does_not_identify_stays_out(field: str) -> None:
    assert sealing(everyone(), FIELDS | {field: "1"}) == "vault-field-stays-out"


def test_a_row_of_another_area_a_long_value_and_no_row_are_refused() -> None:
    assert sealing(everyone(), FIELDS, area=XIZE) == "vault-row-elsewhere"
    assert sealing(everyone(), {"newborn_name": "长" * 401}) == "vault-value-long"
    with pytest.raises(Refusal, match="vault-nothing-to-seal"):
        seal_records(by=everyone(), register="delivery", area=NIWU, rows=[])


def test_one_bad_row_leaves_none() -> None:
    rows = [Unsealed(NIWU, MARCH, FIELDS), Unsealed(NIWU, MARCH, {"sex": "1"})]
    with pytest.raises(Refusal):
        seal_records(by=everyone(), register="delivery", area=NIWU, rows=rows)
    assert not SealedRecord.objects.regardless("nothing may be left").exists()


def test_who_may_not_seal_does_not(clerk: Actor, keeper: Actor) -> None:
    with pytest.raises(Forbidden):
        seal_records(by=keeper, register="delivery", area=NIWU, rows=[Unsealed(NIWU, MARCH, FIELDS)])
    with pytest.raises(Forbidden):
        seal_records(by=clerk, register="delivery", area=XIZE, rows=[Unsealed(XIZE, MARCH, FIELDS)])


def test_a_record_of_another_area_is_not_there(clerk: Actor) -> None:
    [record] = records(XIZE)
    assert list(queries.records(clerk)) == []
    with pytest.raises(NotVisible):
        one(queries.records(clerk), pk=record.pk)


def test_a_ciphertext_moved_within_the_database_is_refused(clerk: Actor) -> None:
    one_, other = records(count=2)
    other.key_id, other.nonce, other.ciphertext = one_.key_id, one_.nonce, one_.ciphertext
    with pytest.raises(Refusal, match="vault-not-whole"):
        open_sealed(other.sealed, read_keyring(keys_folder()).current, other.place)


def test_analysts_see_nothing_of_the_vault() -> None:
    analyst = actor(RoleCode.ANALYST)
    assert not any(analyst.may(one) for one in Permission if one.value.startswith("vault."))
