from collections.abc import Mapping, Sequence

import pytest

from evenborn.registers.definition import births_table
from evenborn.registers.mapping import Header, find_header
from evenborn.registers.refusal import Refusal


def found(rows: Sequence[Sequence[str]], overrides: Mapping[str, str] | None = None) -> Header:
    return find_header(list(enumerate(rows, start=1)), births_table(), overrides or {}, "a.csv")


def refusal(rows: Sequence[Sequence[str]], overrides: Mapping[str, str] | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        found(rows, overrides)
    return caught.value


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["地区", "年份", "男", "女", "性别不明"], ["area", "period", "male", "female", "unclear"]),
        (["county", "year", "boys", "girls"], ["area", "period", "male", "female"]),
        (["行政区划", "统计年度", "男婴（人）", "女婴（人）"], ["area", "period", "male", "female"]),
        (
            ["\ufeff县 区", "出生日期", "性别", "孩次", "医院名称"],
            ["area", "period", "sex", "order", "facility"],
        ),
        (
            ["COUNTY", "Birth_Date", "Sex", "Birth Order", "Facility"],
            ["area", "period", "sex", "order", "facility"],
        ),
        (["District", "date of birth", "gender", "parity"], ["area", "period", "sex", "order"]),
    ],
)
def test_headers_in_both_languages(headers: list[str], fields: list[str]) -> None:
    assert list(found([headers]).columns) == fields


def test_every_header_of_the_definition_means_one_field() -> None:
    definition = births_table()
    stated = [header for field in definition.fields.values() for header in field.headers]
    assert len(definition.field_of) == len(stated)


def test_a_title_above_the_header() -> None:
    header = found(
        [["2011年张掖市出生情况"], [], ["单位：人", "", ""], ["地区", "男", "女"], ["甘州区", "1", "2"]]
    )
    assert (header.row, header.names) == (4, ("地区", "男", "女"))


def test_an_override_names_the_column() -> None:
    rows = [["州", "县", "男", "女"]]
    assert found(rows, {"area": "州"}).columns == {"area": 0, "male": 2, "female": 3}


def test_a_header_row_with_no_column_of_sex() -> None:
    problem = refusal([["year", "births", "area"], ["2011", "5", "x"]])
    assert problem.code == "missing-sex-column"
    assert problem.facts["headers"] == "year, births, area"
    assert "性别" in str(problem.facts["sex"])


@pytest.mark.parametrize(
    ("rows", "overrides", "code"),
    [
        ([["地区", "男"]], {}, "missing-female-column"),
        ([["地区", "女"]], {}, "missing-male-column"),
        ([["县", "市", "男", "女"]], {}, "ambiguous-header"),
        ([["年", "月", "男", "女"]], {}, "ambiguous-header"),
        ([["男", "男", "女"]], {}, "double-header"),
        ([["Male", "male ", "female"]], {}, "double-header"),
        ([["sex", "male", "female"]], {}, "both-shapes"),
        ([["year", "sex", "births"]], {}, "one-row-per-sex"),
        ([["地区", "出生数", ""], ["", "男", "女"]], {}, "split-header"),
        ([["male", "female"]], {"area": "county"}, "no-such-column"),
        ([["male", "female"]], {"land": "male"}, "no-such-field"),
        ([["x", "male", "female"]], {"area": "x", "period": "X"}, "column-used-twice"),
        ([["x", "x", "male", "female"]], {"area": "x"}, "double-header"),
        ([], {}, "empty-file"),
        ([["", " "], []], {}, "empty-file"),
    ],
)
def test_headers_that_are_not_clear(rows: list[list[str]], overrides: dict[str, str], code: str) -> None:
    assert refusal(rows, overrides).code == code


def test_a_refusal_of_a_double_header_says_where() -> None:
    facts = refusal([["地区", "男", "女", "男"]]).facts
    assert (facts["first_position"], facts["second_position"], facts["field"]) == (2, 4, "male")
