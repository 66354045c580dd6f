"""The columns of a register are recognised, remembered or named; what is unclear is refused by its name."""

import pytest

from evenborn.registers.definition import Definition, Field, register
from evenborn.registers.refusal import Refusal
from evenborn.registers.register_header import find_register_header

SIMPLE = Definition(
    "simple",
    "simple register",
    "简易登记",
    {
        "sex": Field("sex", "sex", "性别", ("性别", "sex"), required=True),
        "weight": Field("weight", "weight", "体重", ("体重", "出生体重")),
        "area": Field("area", "area", "地区", ("地区", "住址")),
    },
    {"性别": "sex", "sex": "sex", "体重": "weight", "出生体重": "weight", "地区": "area", "住址": "area"},
    {},
)


def test_the_header_stands_below_titles_and_unknown_columns_are_told() -> None:
    head = [(1, ["2025年登记表"]), (2, []), (3, ["性别", "地区", "体重", "备注"]), (4, ["女", "1", "2", ""])]
    mapped = find_register_header(head, SIMPLE, {}, {}, "a.csv")
    assert mapped.header.row == 3
    assert dict(mapped.header.columns) == {"sex": 0, "weight": 2, "area": 1}
    assert (mapped.unused, mapped.absent) == (("备注",), ())


def test_what_is_named_wins_over_what_is_remembered_and_that_over_what_is_recognised() -> None:
    head = [(1, ["性别", "体重", "出生体重", "住址", "甲"])]
    mapped = find_register_header(head, SIMPLE, {"weight": "出生体重"}, {"area": "甲"}, "a.csv")
    assert dict(mapped.header.columns) == {"sex": 0, "weight": 2, "area": 4}
    assert dict(mapped.how) == {"weight": "named", "area": "remembered", "sex": "recognised"}
    assert mapped.unused == ("体重", "住址")


def test_a_remembered_header_that_is_gone_is_forgotten() -> None:
    mapped = find_register_header([(1, ["性别", "体重", "地区"])], SIMPLE, {}, {"area": "甲"}, "a.csv")
    assert mapped.how["area"] == "recognised"


@pytest.mark.parametrize(
    ("cells", "named", "code"),
    [
        (["性别", "体重", "出生体重", "地区"], {}, "ambiguous-header"),
        (["性别", "体重", "体重", "地区"], {}, "double-header"),
        (["性别", "体重", "地区"], {"sex": "乙"}, "no-such-column"),
        (["性别", "体重", "地区"], {"height": "甲"}, "no-such-field"),
        (["性别", "体重", "甲"], {"sex": "甲", "area": "甲"}, "column-used-twice"),
        (["型号", "价格"], {}, "no-register-header"),
        ([" ", ""], {}, "empty-file"),
    ],
)
def test_what_is_unclear_is_refused(cells: list[str], named: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        find_register_header([(1, cells)], SIMPLE, named, {}, "a.csv")
    assert refused.value.code == code


def test_a_required_column_that_is_absent_is_named() -> None:
    head = [(1, [one.headers[0] for one in register("delivery").fields.values() if one.name != "sex"])]
    with pytest.raises(Refusal) as refused:
        find_register_header(head, register("delivery"), {}, {}, "a.csv")
    assert (refused.value.code, refused.value.facts["fields"]) == ("missing-columns", "sex")
