"""What offices write is what the definitions accept."""

import pytest

from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import REGISTERS
from evenborn.simulation.offices import OFFICES, Office


def test_every_register_has_an_office_and_they_differ_in_form() -> None:
    assert set(OFFICES) == set(REGISTERS)
    assert {office.suffix for office in OFFICES.values()} == {"csv", "tsv", "parquet", "xlsx"}
    assert {office.encoding for office in OFFICES.values()} == {"gb18030", "utf-8", "utf-8-sig"}
    assert {bool(office.title) for office in OFFICES.values()} == {True, False}


@pytest.mark.parametrize("office", OFFICES.values(), ids=str)
def test_headings_lead_to_their_fields_and_are_no_two_alike(office: Office) -> None:
    headings = office.headings()
    assert {name: office.definition.field_of[header_key(one)] for name, one in headings.items()} == {
        name: name for name in office.definition.fields
    }
    assert len(set(headings.values())) == len(headings)


@pytest.mark.parametrize("office", OFFICES.values(), ids=str)
def test_words_of_codes_have_the_meaning_that_is_meant(office: Office) -> None:
    for field in office.definition.lists:
        for meaning, word in office.words(field).items():
            assert office.definition.codes[field][word.casefold()] == meaning
