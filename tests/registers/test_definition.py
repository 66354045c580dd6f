"""Every definition is whole: fields, headings, codes, limits and rules fit each other and their readers."""

import inspect
from collections import Counter

import pytest

from evenborn.registers.across_rows import ACROSS_ROWS
from evenborn.registers.code_lists import code_lists
from evenborn.registers.codes.writing import header_key, plain
from evenborn.registers.columns import DIMENSIONS
from evenborn.registers.definition import REGISTERS, Field, births_table, register
from evenborn.registers.rules import RULES, RULES_WITH_LIMIT

FIELDS = [(name, field) for name in REGISTERS for field in register(name).fields.values()]

CONTRACT = {
    "household": """
        record_number child_name sex birth_date child_id_number mother_name mother_id_type
        mother_id_number father_name father_id_type father_id_number area certificate_number
        registration_date
    """,
    "birth_certificate": """
        certificate_number event event_date replaces_number newborn_name sex birth_time facility
        gestational_weeks weight length mother_name mother_id_type mother_id_number father_name
        father_id_type father_id_number residence
    """,
    "immunisation": """
        record_number child_name sex birth_date mother_name mother_id_type mother_id_number
        father_name birth_facility weight parity area vaccine dose_date clinic
    """,
    "child_benefit": """
        record_number child_name sex birth_date child_id_number mother_name mother_id_type
        mother_id_number father_name area programme enrolment_date
    """,
    "ultrasound_log": """
        facility scan_date device operator second_person indication week_band declaration
    """,
    "drug_issue": """
        facility issue_date drug batch quantity unit prescriber second_checker
    """,
    "termination_return": """
        facility month week_band reason_class method count
    """,
    "drug_ledger": """
        facility month entry_date entry drug form specification batch expiry holder manufacturer
        supplier supplier_licence quantity price receiver second_checker
    """,
    "device": """
        facility device_number model batch registrant manufacturer seller buyer permit_number room
        operators acquired_on service_life_end state state_date
    """,
}
"""Fields in the order of the columns, on which the simulated city and other steps rely."""


def test_the_fields_of_the_births_table() -> None:
    expected = {*DIMENSIONS, "sex", "male", "female", "unclear", "births"}
    assert births_table().fields.keys() == expected


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_of_a_register(name: str) -> None:
    assert list(register(name).fields) == CONTRACT[name].split()


def test_every_field_is_named_in_both_languages() -> None:
    for field in (*births_table().fields.values(), *(field for _, field in FIELDS)):
        assert field.en.isascii()
        assert not field.zh.isascii()
        assert any(header.isascii() for header in field.headers)
        assert any(not header.isascii() for header in field.headers)
        assert bool(field.note_en) == bool(field.note_zh)


def test_every_register_says_what_it_is() -> None:
    for name in REGISTERS:
        one = register(name)
        assert one.name == name
        assert all((one.en, one.zh, one.book_en, one.book_zh, one.about_en, one.about_zh, one.law))
        assert one.about_en.endswith(".")
        assert one.about_zh.endswith("。")


def test_there_is_no_other_register() -> None:
    with pytest.raises(KeyError, match="There is no register 'pregnancy'"):
        register("pregnancy")


@pytest.mark.parametrize("name", REGISTERS)
def test_a_heading_belongs_to_one_field(name: str) -> None:
    keys = Counter(
        key
        for field in register(name).fields.values()
        for key in {header_key(header) for header in field.headers}
    )
    assert [key for key, fields in keys.items() if fields > 1] == []


@pytest.mark.parametrize("name", REGISTERS)
def test_a_field_is_found_by_the_name_that_a_person_reads(name: str) -> None:
    """The template writes these, with a mark where the field is required."""
    definition = register(name)
    unread = [
        heading
        for field in definition.fields.values()
        for heading in (field.en, field.zh, f"{field.en} *", f"{field.zh} *")
        if definition.field_of.get(header_key(heading)) != field.name
    ]
    assert unread == []


def test_the_codes_of_the_sex_standard() -> None:
    for codes in (births_table().codes["sex"], register("household").codes["sex"]):
        assert [codes[code] for code in "129"] == ["male", "female", "unclear"]
        assert codes["0"] == "unclear"


def test_words_are_as_they_are_compared() -> None:
    for words in births_table().codes.values():
        assert all(word == word.casefold() for word in words)


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_codes_and_kinds_are_there(name: str, field: Field) -> None:
    definition = register(name)
    assert (field.type == "code") == bool(field.codes)
    assert not field.codes or field.codes in code_lists()
    if field.kind_field:
        kind = definition.fields[field.kind_field]
        assert field.type == "identity-number"
        assert kind.codes == "identity_type"
        order = list(definition.fields)
        assert order.index(kind.name) < order.index(field.name)


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_what_a_field_depends_on_is_a_code_of_the_register(name: str, field: Field) -> None:
    definition = register(name)
    assert not (field.required and (field.required_if or field.required_unless))
    for other, meanings in (*field.required_if.items(), *field.required_unless.items()):
        known = {one.name for one in definition.lists[other].meanings}
        assert meanings
        assert set(meanings) <= known


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_limits_lie_in_order_and_the_example_within(name: str, field: Field) -> None:
    limits = [field.minimum, field.usual_minimum, field.usual_maximum, field.maximum]
    stated = [limit for limit in limits if limit is not None]
    assert stated == sorted(stated)
    assert field.type in ("quantity", "count") or not stated
    assert field.example
    assert field.width >= 6
    if field.type in ("quantity", "count"):
        assert field.maximum is not None
        assert stated[0] <= float(field.example) <= stated[-1]
    if field.type == "code":
        assert plain(field.example).casefold() in register(name).codes[field.name]
    assert len(field.example) <= field.longest


@pytest.mark.parametrize("name", REGISTERS)
def test_rules_exist_and_take_as_many_fields_as_they_are_given(name: str) -> None:
    definition = register(name)
    for use in definition.rules:
        assert set(use.fields) <= definition.fields.keys()
        assert (use.limit is not None) <= (use.rule in RULES_WITH_LIMIT)
        if use.rule in ACROSS_ROWS:
            continue
        rule = RULES.get(use.rule) or RULES_WITH_LIMIT[use.rule]
        takes = len(inspect.signature(rule).parameters) - (use.rule in RULES_WITH_LIMIT)
        assert len(use.fields) == takes, use.rule


@pytest.mark.parametrize("name", REGISTERS)
def test_completeness_is_judged_by_a_facility_and_a_time(name: str) -> None:
    definition = register(name)
    if definition.facility_field:
        assert definition.fields[definition.facility_field].type == "facility"
    if definition.time_field:
        assert definition.fields[definition.time_field].type in ("day", "moment", "month")


def test_what_is_wrong_with_supplies_is_counted_and_not_refused() -> None:
    """A scan without declaration or a ledger with a gap must reach the counts: that is where it shows."""
    for name in ("ultrasound_log", "drug_issue", "drug_ledger"):
        assert {use.severity for use in register(name).rules} == {"warn"}
