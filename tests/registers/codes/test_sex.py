import pytest

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.sex import read_sex
from evenborn.registers.definition import births_table

WORDS = births_table().codes["sex"]


@pytest.mark.parametrize(
    "text", ["1", "１", "1.0", "男", " 男 ", "男性", "男婴", "M", "male", "Boy", "ＭＡＬＥ"]
)
def test_male(text: str) -> None:
    assert read_sex(text, WORDS) == "male"


@pytest.mark.parametrize("text", ["2", "２", "女", "女孩", "f", "Female", "GIRL", "女\u200b"])
def test_female(text: str) -> None:
    assert read_sex(text, WORDS) == "female"


@pytest.mark.parametrize(
    "text", ["0", "9", "不明", "未知", "未说明的性别", "Unclear", "unknown", "", None, "　"]
)
def test_unclear(text: str | None) -> None:
    assert read_sex(text, WORDS) == "unclear"


@pytest.mark.parametrize("text", ["3", "12", "男女", "x", "-1", "#N/A", "1.5"])
def test_an_unknown_code_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="unknown-sex"):
        read_sex(text, WORDS)
