from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.identity import IDENTITY_TYPES, read_identity, to_18
from registers.codes.identity_numbers import BIRTHS, number_of

KINDS = ["", *IDENTITY_TYPES]


def fault(text: str, kind: str) -> str:
    with pytest.raises(BadValue) as caught:
        read_identity(text, kind)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",  # the example of GB 11643-1999
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X\u200b",
        "'11010519491231002X",
        '="11010519491231002X"',
        "11010519491231002X\t",
    ],
)
@pytest.mark.parametrize("kind", ["", "resident-id"])
def test_the_example_of_the_standard_however_typed(text: str, kind: str) -> None:
    identity = read_identity(text, kind)
    assert identity.number == "11010519491231002X"
    assert (identity.kind, identity.sex, identity.area) == ("resident", "female", "110105")
    assert identity.birth == date(1949, 12, 31)


def test_the_male_example_of_the_standard() -> None:
    assert read_identity("440524188001010014", "resident-id").sex == "male"
    assert read_identity("440524188001010014", "resident-id").birth == date(1880, 1, 1)


@pytest.mark.parametrize("text", ["620702900101003", "620702900101003.0", "６２０７０２ 900101 003"])
def test_fifteen_digits(text: str) -> None:
    identity = read_identity(text, "resident-id")
    assert (identity.kind, identity.sex, identity.area) == ("resident-15", "male", "620702")
    assert identity.birth == date(1990, 1, 1)
    longer = read_identity(to_18(identity.number), "resident-id")
    assert (longer.birth, longer.sex, longer.area) == (identity.birth, identity.sex, identity.area)


@pytest.mark.parametrize("text", ["", "11010519491231", "11010519491231002X", "11010549123100a"])
def test_only_fifteen_digits_have_a_longer_form(text: str) -> None:
    with pytest.raises(ValueError, match="15 digits"):
        to_18(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6.20702E+17", "identity-lost-digits"),
        ("6.20702e17", "identity-lost-digits"),
        ("6E+17", "identity-lost-digits"),
        ("6.20702199001011E+17", "identity-lost-digits"),
        ("620702199001011000.0", "identity-lost-digits"),
        ("11010519491231002.0", "identity-lost-digits"),
        ("620702199001010000", "identity-lost-digits"),
        ("620702199001310000", "identity-lost-digits"),
        ("111111111111111111", "identity-placeholder"),
        ("000000000000000000", "identity-placeholder"),
        ("123456789012345678", "identity-placeholder"),
        ("无", "identity-placeholder"),
        ("N/A", "identity-placeholder"),
        ("xxxxxx", "identity-placeholder"),
        ("11010519491231002", "identity-length"),
        ("1101051949123100211", "identity-length"),
        ("1101054912310021", "identity-length"),
        ("1101051949123100ZX", "identity-characters"),
        ("110105194912310O21", "identity-characters"),
        ("1101051949X2310021", "identity-characters"),
        ("١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨", "identity-characters"),
        ("110105194912310021", "identity-check-digit"),
        ("620702199001310016", "identity-check-digit"),
        (number_of("110105", "20230229", "001"), "identity-birth-date"),
        (number_of("110105", "20231301", "001"), "identity-birth-date"),
        (number_of("110105", "17991231", "001"), "identity-birth-date"),
        (number_of("110105", "22010101", "001"), "identity-birth-date"),
        ("110105901301001", "identity-birth-date"),
        (number_of("470105", "19900101", "001"), "identity-area"),
        ("010105900101001", "identity-area"),
        (number_of("810000", "19900101", "001"), "identity-type-mismatch"),
        ("H12345678", "identity-type-mismatch"),
        ("CAN110078071501", "identity-type-mismatch"),
    ],
)
def test_what_is_wrong_with_a_resident_number(text: str, code: str) -> None:
    assert fault(text, "resident-id") == code


@pytest.mark.parametrize(
    ("text", "kind", "read_as"),
    [
        (number_of("810000", "19900101", "001"), "hkmt-residence-permit", "hkmt-residence-permit"),
        (number_of("820000", "19900101", "002"), "", "hkmt-residence-permit"),
        (number_of("830000", "19900101", "003"), "", "hkmt-residence-permit"),
        (number_of("931156", "19900101", "001"), "foreign-permanent-residence", "other"),
        (number_of("931156", "19900101", "001"), "", "other"),
        ("CAN110078071501", "foreign-permanent-residence", "other"),
        ("CAN110078071501", "", "other"),
        ("H12345678", "hkmt-travel-permit", "other"),
        ("m1234567801", "hkmt-travel-permit", "other"),
        ("12345679", "hkmt-travel-permit", "other"),
        ("E23456789", "passport", "other"),
        ("AB1234567", "", "other"),
        ("军字第2012号", "other", "other"),
    ],
)
def test_other_documents(text: str, kind: str, read_as: str) -> None:
    assert read_identity(text, kind).kind == read_as


def test_a_number_of_a_prefecture_never_given_out_is_read_like_any_other() -> None:
    """Simulated persons have them, so that no invented number is anybody's."""
    assert read_identity(number_of("629101", "19900101", "001"), "resident-id").kind == "resident"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("11010519491231002X", "none", "identity-type-mismatch"),
        ("11010519491231002X", "passport", "identity-type-mismatch"),
        ("11010519491231002X", "hkmt-residence-permit", "identity-type-mismatch"),
        ("11010519491231002X", "foreign-permanent-residence", "identity-type-mismatch"),
        ("81000019900101", "hkmt-residence-permit", "identity-length"),
        ("930001", "foreign-permanent-residence", "identity-length"),
        (
            number_of("916156", "19900101", "001")[:17] + "Y",
            "foreign-permanent-residence",
            "identity-characters",
        ),
        (number_of("947156", "19900101", "001"), "foreign-permanent-residence", "identity-area"),
        ("E23 #56", "passport", "identity-characters"),
        ("E2", "passport", "identity-length"),
        ("H1234", "hkmt-travel-permit", "identity-length"),
        ("ABC", "other", "identity-length"),
        ("2.3E+08", "passport", "identity-lost-digits"),
        ("1234567", "", "identity-length"),
    ],
)
def test_what_is_wrong_with_other_documents(text: str, kind: str, code: str) -> None:
    assert fault(text, kind) == code


@given(BIRTHS, st.integers(0, 999), st.sampled_from(["110105", "620702", "440106", "810000"]))
def test_every_number_reads_back_and_its_check_digit_is_that_of_stdnum(
    birth: date, order: int, area: str
) -> None:
    text = number_of(area, f"{birth:%Y%m%d}".zfill(8), f"{order:03}")
    identity = read_identity(text, "")
    assert (identity.birth, identity.area) == (birth, area)
    assert (identity.sex == "male") is (order % 2 == 1)
    assert ric.calc_check_digit(text) == text[-1]


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(birth: date, order: int, place: int, by: int) -> None:
    right = number_of("620702", f"{birth:%Y%m%d}", f"{order:03}")
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert fault(wrong, "").startswith("identity-")


@given(BIRTHS, st.integers(0, 999), st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(birth: date, order: int, place: int) -> None:
    right = number_of("620702", f"{birth:%Y%m%d}", f"{order:03}")
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert wrong == right or fault(wrong, "resident-id").startswith("identity-")


@given(st.text(), st.sampled_from(KINDS))
def test_any_text_is_read_or_has_a_code(text: str, kind: str) -> None:
    code = "identity-"
    try:
        identity = read_identity(text, kind)
        assert identity.number
    except BadValue as error:
        code = error.code
    assert code.startswith("identity-")
