import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.area_codes import PREFIXES, read_area_code
from evenborn.registers.codes.bad_value import BadValue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("62", "62"),
        ("620000", "62"),
        ("620000000000", "62"),
        ("6207", "6207"),
        ("620700", "6207"),
        ("620700000", "6207"),
        ("620702", "620702"),
        ("620702000", "620702"),
        ("620702000000", "620702"),
        ("620702001", "620702001"),
        ("620702001000", "620702001"),
        ("620702001001", "620702001001"),
        ("620702.0", "620702"),
        ("６２ ０７ ０２", "620702"),
        ("999999", "999999"),
    ],
)
def test_one_form(text: str, code: str) -> None:
    assert read_area_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甘州区", "area-code-characters"),
        ("6.20702E+11", "area-code-characters"),
        ("620702.5", "area-code-characters"),
        ("-620702", "area-code-characters"),
        ("٦٢", "area-code-characters"),
        ("620", "area-code-length"),
        ("62070", "area-code-length"),
        ("062070", "area-code-length"),
        ("6207020010010", "area-code-length"),
    ],
)
def test_what_is_no_code(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_area_code(text)
    assert caught.value.code == code


@given(st.from_regex(r"[1-9][0-9]{1,11}", fullmatch=True).filter(lambda code: len(code) in PREFIXES))
def test_the_shortest_form_is_its_own_and_a_prefix(text: str) -> None:
    code = read_area_code(text)
    assert read_area_code(code) == code
    assert text == code + "0" * (len(text) - len(code))
