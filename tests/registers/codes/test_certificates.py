import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.certificates import read_birth_certificate_number


@pytest.mark.parametrize(
    "text",
    [
        "X990101001",
        "x990101001",
        "Ｘ９９０１０１００１",
        "X 990101001",
        "No.X990101001",
        "编号：X990101001",
        "'X990101001",
    ],
)
def test_one_number_however_typed(text: str) -> None:
    assert read_birth_certificate_number(text) == "X990101001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("990101001", "certificate-shape"),
        ("X99010100", "certificate-shape"),
        ("X9901010012", "certificate-shape"),
        ("XX99010100", "certificate-shape"),
        ("X99010100O", "certificate-shape"),
        ("无", "certificate-shape"),
        ("9.90101E+08", "certificate-lost-digits"),
        ("9.9e8", "certificate-lost-digits"),
        ("990101001.0", "certificate-lost-digits"),
    ],
)
def test_what_is_no_number(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_birth_certificate_number(text)
    assert caught.value.code == code


@given(st.from_regex(r"[A-Z][0-9]{9}", fullmatch=True))
def test_every_number_reads_back(number: str) -> None:
    assert read_birth_certificate_number(number.lower()) == number


@given(st.text())
def test_any_text_is_a_number_or_has_a_code(text: str) -> None:
    code = "certificate-"
    try:
        assert len(read_birth_certificate_number(text)) == 10
    except BadValue as error:
        code = error.code
    assert code.startswith("certificate-")
