"""What a person is told of a field says the same in both languages and leaves nothing unsaid."""

import pytest

from evenborn.presentation.field_words import (
    form_words,
    heading,
    kind,
    leaves_as,
    limits,
    list_name,
    note,
    picked,
    privacy,
    required,
)
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.registers.code_lists import code_lists
from evenborn.registers.definition import REGISTERS, register
from evenborn.registers.leaving import FORMS, Form


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGISTERS)
def test_every_field_can_be_described(name: str, language: Language) -> None:
    definition = register(name)
    for field in definition.fields.values():
        said = (
            heading(field, language),
            kind(field, language),
            required(definition, field, language),
            privacy(field, language),
        )
        assert all(said)
        assert all(text.isascii() or "“" in text for text in said) == (language == "en")
        assert bool(limits(field, language)) == (field.type in ("quantity", "count"))
        assert bool(note(field, language)) == bool(field.note_en)


def test_when_a_field_is_required() -> None:
    delivery = register("delivery")
    said = [
        required(delivery, delivery.fields[name], "en")
        for name in ("sex", "length", "weight", "mother_id_number")
    ]
    assert said == [
        "required",
        "optional",
        "required where “outcome” is live birth or early neonatal death",
        "required unless “mother's document” is no document",
    ]
    assert required(delivery, delivery.fields["weight"], "zh") == "“分娩结局”为活产或早期新生儿死亡时必填"


def test_limits_name_what_is_refused_and_what_is_pointed_out() -> None:
    fields = {**register("drug_ledger").fields, **register("delivery").fields}
    assert limits(fields["quantity"], "en") == "0 to 1,000,000; pointed out beyond 0 to 20,000"
    assert limits(fields["weight"], "zh") == "200～7,000；超出500～5,500时提示"
    assert limits(fields["sex"], "en") == ""


def test_every_list_and_every_form_has_words() -> None:
    for language in LANGUAGES:
        assert all(list_name(name, language) for name in code_lists())
        assert all(form_words([Form(form, (1.0,))], language) for form in FORMS)


def test_what_is_picked_stands_in_the_order_of_the_list() -> None:
    assert picked(code_lists()["outcome"], "zh") == ("活产", "死产", "早期新生儿死亡")


def test_a_field_leaves_in_the_forms_of_its_tables() -> None:
    delivery, ledger = register("delivery"), register("drug_ledger")
    assert leaves_as(delivery, delivery.fields["mother_name"], "en") == ""
    assert "bands cut at 20, 25, 30, 35, 40" in leaves_as(
        delivery, delivery.fields["mother_birth_date"], "en"
    )
    assert leaves_as(ledger, ledger.fields["quantity"], "zh") == "对“数量”求和。"
