import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.quantities import read_quantity


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("3200", "g", 3200),
        ("3,200", "g", 3200),
        ("３２００克", "g", 3200),
        ("3200 g", "g", 3200),
        ("3200.0", "g", 3200),
        ("3.2kg", "g", 3200),
        ("3.2 公斤", "g", 3200),
        ("6斤", "g", 3000),
        ("50", "cm", 50),
        ("50.5厘米", "cm", 50.5),
        ("505 mm", "cm", 50.5),
        ("39", "weeks", 39),
        ("39周", "weeks", 39),
        ("39+2", "weeks", 39 + 2 / 7),
        ("39周+2天", "weeks", 39 + 2 / 7),
        ("39周2天", "weeks", 39 + 2 / 7),
        ("39w2d", "weeks", 39 + 2 / 7),
        ("39.5", "weeks", 39.5),
        ("-5", "", -5),
        (".5", "", 0.5),
        ("12 支", "支", 12),
        ("30500元", "yuan", 30500),
        ("3.05万元", "yuan", 30500),
    ],
)
def test_however_it_is_typed(text: str, unit: str, number: float) -> None:
    assert math.isclose(read_quantity(text, unit), number)


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("3.2 kg", "", "quantity-unit"),
        ("3200 ml", "g", "quantity-unit"),
        ("12 盒", "支", "quantity-unit"),
        ("39天", "cm", "quantity-unit"),
        ("3000-3200", "g", "quantity-not-a-number"),
        ("约3200", "g", "quantity-not-a-number"),
        ("3.2E+3", "g", "quantity-not-a-number"),
        ("3E3", "g", "quantity-not-a-number"),
        ("1.2.3", "g", "quantity-not-a-number"),
        ("3,20", "g", "quantity-not-a-number"),
        ("nan", "g", "quantity-not-a-number"),
        ("inf", "g", "quantity-not-a-number"),
        ("#N/A", "g", "quantity-not-a-number"),
        ("39+9", "weeks", "quantity-not-a-number"),
        ("9" * 16, "g", "quantity-not-a-number"),
        ("٣", "g", "quantity-not-a-number"),
    ],
)
def test_what_is_no_quantity(text: str, unit: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_quantity(text, unit)
    assert caught.value.code == code


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_every_number_reads_back(whole: int, hundredths: int) -> None:
    text = f"{whole:,}.{hundredths:02}"
    assert read_quantity(text, "g") == float(text.replace(",", ""))


@given(st.text(), st.sampled_from(["", "g", "cm", "weeks", "yuan", "支"]))
def test_any_text_is_finite_or_has_a_code(text: str, unit: str) -> None:
    code = "quantity-"
    try:
        assert math.isfinite(read_quantity(text, unit))
    except BadValue as error:
        code = error.code
    assert code.startswith("quantity-")
