import pytest

from evenborn.registers.codes.writing import header_key, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("男（人）", "男"),
        ("\ufeffMale", "male"),
        ("Birth_Order", "birth order"),
        ("ＳＥＸ", "sex"),
        ("出生数（男）", "出生数男"),
        ("出 生\n日 期", "出生日期"),
        ("Sex*", "sex"),
    ],
)
def test_headers_that_mean_the_same(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_a_unit_of_ten_thousands_is_not_dropped() -> None:
    assert header_key("男（万人）") != header_key("男")


def test_plain_keeps_what_tells_names_apart() -> None:
    assert plain("㈱ 龴 臺") == "㈱ 龴 臺"
