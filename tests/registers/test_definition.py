from evenborn.registers.columns import DIMENSIONS
from evenborn.registers.definition import births_table


def test_the_fields_of_the_births_table() -> None:
    expected = {*DIMENSIONS, "sex", "male", "female", "unclear", "births"}
    assert births_table().fields.keys() == expected


def test_every_field_is_named_in_both_languages() -> None:
    for field in births_table().fields.values():
        assert field.en.isascii()
        assert not field.zh.isascii()
        assert any(header.isascii() for header in field.headers)
        assert any(not header.isascii() for header in field.headers)


def test_the_codes_of_the_sex_standard() -> None:
    codes = births_table().codes["sex"]
    assert [codes[code] for code in "0129"] == ["unclear", "male", "female", "unclear"]


def test_words_are_as_they_are_compared() -> None:
    for words in births_table().codes.values():
        assert all(word == word.casefold() for word in words)
