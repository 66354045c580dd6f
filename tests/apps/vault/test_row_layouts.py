"""What is sealed of a record: fields by their places, or with names; either opens for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.vault.row_layouts import decoded, encoded, layout, named
from evenborn.apps.vault.rules import REGISTERS_OF_BIRTHS
from evenborn.apps.vault.sealing import Algorithm, Key, Place, open_sealed, seal_encoded
from evenborn.registers.definition import register

SIGNS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x01\x1e\x1f {}"))
FIELDS = st.dictionaries(
    st.one_of(st.sampled_from(layout("delivery")), st.text(max_size=5)), st.text(SIGNS, max_size=30)
)
FIRST = {
    "delivery": ("record_number facility facility_name newborn_name sex birth_time plurality birth_position "
                 "outcome weight length gestational_weeks mother_name mother_id_type mother_id_number "
                 "mother_birth_date father_name father_id_type father_id_number residence hukou parity "
                 "certificate_number registrar registered_at"),
    "household": ("record_number child_name sex birth_date child_id_number mother_name mother_id_type "
                  "mother_id_number father_name father_id_type father_id_number area certificate_number "
                  "registration_date"),
    "birth_certificate": ("certificate_number event event_date replaces_number newborn_name sex birth_time "
                          "facility gestational_weeks weight length mother_name mother_id_type "
                          "mother_id_number father_name father_id_type father_id_number residence"),
    "immunisation": ("record_number child_name sex birth_date mother_name mother_id_type mother_id_number "
                     "father_name birth_facility weight parity area vaccine dose_date clinic"),
    "child_benefit": ("record_number child_name sex birth_date child_id_number mother_name mother_id_type "
                      "mother_id_number father_name area programme enrolment_date"),
}  # fmt: skip
"""The places with which records were sealed first. A line is never changed; places are added behind."""


@given(FIELDS)
def test_whatever_a_record_says_comes_back(fields: dict[str, str]) -> None:
    plain = encoded(fields, "delivery")
    assert decoded(plain, "delivery") == fields
    assert len(plain) % 64 == 0


@given(st.dictionaries(st.text(SIGNS, max_size=9), st.text(SIGNS, max_size=30)))
def test_a_record_with_names_opens_in_any_register(fields: dict[str, str]) -> None:
    assert all(decoded(named(fields), name) == fields for name in (*REGISTERS_OF_BIRTHS, "no-register"))


@pytest.mark.parametrize("name", REGISTERS_OF_BIRTHS)
def test_every_field_has_one_place_and_keeps_it(name: str) -> None:
    places, first = layout(name), FIRST[name].split()
    assert len(set(places)) == len(places)
    assert set(register(name).fields) <= set(places)
    assert list(places[: len(first)]) == first


def test_a_record_of_before_still_opens() -> None:
    key = Key(1, "1-example", Algorithm.AES, bytes(32))
    place = Place("00112233445566778899aabbccddeeff", "delivery", 1)
    before = b'{"newborn_name":"\xe7\x8e\x8b","sex":"female"}'.ljust(64)
    assert open_sealed(seal_encoded(before, key, place), key, place) == {
        "newborn_name": "王",
        "sex": "female",
    }


@pytest.mark.parametrize(
    "plain", [b"\x0117", b"\x0117\x1e .", b"\x01" + b"\x1f" * 25 + b"1\x1e", b"17", b"\xff"]
)
def test_what_is_neither_is_refused(plain: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(plain, "delivery")
