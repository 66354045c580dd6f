import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.facility_numbers import read_credit_code, read_facility_number

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(body: str) -> str:
    """GB 32100-2015 reckoned with powers of three, apart from the package that the reader uses."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + ALPHABET[-total % 31]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PDY00007999010111A1001", "PDY00007999010111A1001"),
        ("pdy00007-999010111a1001", "PDY00007999010111A1001"),
        ("99010100 0112", "990101000112"),
        ("H01", "H01"),
        ("mch-17", "MCH-17"),
        ("91110000600037341L", "91110000600037341L"),
    ],
)
def test_numbers_of_institutions(text: str, number: str) -> None:
    assert read_facility_number(text) == number


@pytest.mark.parametrize("text", ["91110000600037341L", "9111 0000 6000 37341l", "911100006000-37341L"])
def test_a_credit_code_however_typed(text: str) -> None:
    assert read_credit_code(text) == "91110000600037341L"


def test_codes_that_begin_with_a_letter() -> None:
    number = credit_code("N262070200000001X")
    assert read_credit_code(number) == number
    assert not uscc.is_valid(number)  # why the judgement of the package is not used


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甘州区人民医院", "facility-shape"),
        ("A1", "facility-shape"),
        ("---", "facility-shape"),
        ("1.2E+11", "facility-shape"),
        ("A" * 33, "facility-shape"),
        ("91110000600037341M", "credit-code-check-character"),
    ],
)
def test_what_is_no_number_of_an_institution(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_facility_number(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91110000600037341", "credit-code-shape"),
        ("9111000060003734IL", "credit-code-shape"),
        ("9.1E+17", "credit-code-shape"),
        ("91110000600037342L", "credit-code-check-character"),
    ],
)
def test_what_is_no_credit_code(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_credit_code(text)
    assert caught.value.code == code


@given(st.text("129", min_size=2, max_size=2), st.text("0123456789", min_size=6, max_size=6), st.data())
def test_every_code_reads_back_and_one_wrong_character_is_found(
    kind: str, area: str, data: st.DataObject
) -> None:
    right = credit_code(kind + area + data.draw(st.text(ALPHABET, min_size=9, max_size=9)))
    assert read_credit_code(right) == read_facility_number(right) == right
    place = data.draw(st.integers(8, 17))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda character: character != right[place]))
    with pytest.raises(BadValue, match="credit-code-check-character"):
        read_credit_code(right[:place] + other + right[place + 1 :])
