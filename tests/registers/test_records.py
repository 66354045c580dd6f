from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]

BIRTHS = """县区,出生日期,性别,孩次,医院
甘州区,2011-09-17,男,一孩,市医院
甘州区,2011-09-17,女,1,市医院
甘州区,2011/10/1,1,二孩,市医院
民乐县,2011年12月31日,F,三孩及以上,县医院
民乐县,2012-01-01,9,4,
民乐县,2012-01-02,男,,县医院
"""


def test_births_by_area_and_calendar_year(write: Write, read: Read) -> None:
    table = read(write(BIRTHS), dimensions=frozenset({"area", "period"}))
    assert table.cells.drop_columns(["period_start", "period_end"]).to_pylist() == [
        {
            "area": "民乐县",
            "period_kind": "calendar-year",
            "period_label": "2011",
            "male": 0,
            "female": 1,
            "unclear": 0,
        },
        {
            "area": "民乐县",
            "period_kind": "calendar-year",
            "period_label": "2012",
            "male": 1,
            "female": 0,
            "unclear": 1,
        },
        {
            "area": "甘州区",
            "period_kind": "calendar-year",
            "period_label": "2011",
            "male": 2,
            "female": 1,
            "unclear": 0,
        },
    ]
    assert (table.shape, table.rows, table.skipped_totals) == ("records", 6, 0)
    assert table.headers == {
        "area": "县区",
        "period": "出生日期",
        "sex": "性别",
        "order": "孩次",
        "facility": "医院",
    }
    assert (
        table.observed["2012"].first.day,
        table.observed["2012"].last.day,
        table.observed["2012"].months,
    ) == (1, 2, 1)


def test_the_statistical_year_ends_in_september(write: Write, read: Read) -> None:
    table = read(write(BIRTHS), dimensions=frozenset({"period"}), year_kind="statistical")
    assert table.cells.select(["period_label", "male", "female"]).to_pylist() == [
        {"period_label": "2011", "male": 1, "female": 1},
        {"period_label": "2012", "male": 2, "female": 1},
    ]
    assert set(table.cells["period_kind"].to_pylist()) == {"statistical-year"}


def test_orders_are_pooled_from_three_and_may_be_unknown(write: Write, read: Read) -> None:
    table = read(write(BIRTHS), dimensions=frozenset({"order"}))
    rows = {row["order"]: (row["male"], row["female"], row["unclear"]) for row in table.cells.to_pylist()}
    assert rows == {"1": (1, 1, 0), "2": (1, 0, 0), "3+": (0, 1, 1), None: (1, 0, 0)}
    assert table.blank == {"order": 1}


def test_by_month_and_as_given(write: Write, read: Read) -> None:
    months = read(write(BIRTHS), dimensions=frozenset({"period"}), period_step="month").cells["period_label"]
    assert months.to_pylist() == ["2011-09", "2011-10", "2011-12", "2012-01"]
    days = read(write(BIRTHS), dimensions=frozenset({"period"}), period_step="as-given")
    assert (days.cells.num_rows, days.observed) == (5, {})


def test_nothing_asked_for_gives_one_row(write: Write, read: Read) -> None:
    table = read(write(BIRTHS), dimensions=frozenset())
    assert table.cells.to_pylist() == [{"male": 3, "female": 2, "unclear": 1}]


def test_columns_that_are_not_asked_for_are_not_judged(write: Write, read: Read) -> None:
    path = write("地区,日期,性别\n甘州区,不知道,男\n,2011-02-30,女\n")
    assert read(path, dimensions=frozenset()).cells.to_pylist() == [{"male": 1, "female": 1, "unclear": 0}]


@pytest.mark.parametrize(
    ("row", "code", "column", "value"),
    [
        ("甘州区,2011-09-17,7,1,", "unknown-sex", "性别", "7"),
        (",2011-09-17,男,1,", "blank-area", "县区", ""),
        ("甘州区,　,男,1,", "blank-period", "出生日期", "　"),
        ("甘州区,2011-02-30,男,1,", "invalid-date", "出生日期", "2011-02-30"),
        ("甘州区,2011-13,男,1,", "invalid-date", "出生日期", "2011-13"),
        ("甘州区,1066,男,1,", "year-out-of-range", "出生日期", "1066"),
        ("甘州区,2011-09-17,男,零,", "unknown-order", "孩次", "零"),
        ("合计,2011-09-17,男,1,", "total-in-records", "县区", "合计"),
    ],
)
def test_a_bad_cell_is_named(
    write: Write, refused: Refused, row: str, code: str, column: str, value: str
) -> None:
    found, facts = refused(write(f"{BIRTHS}\n{row}\n"))
    assert (found, facts["row"], facts["column"], facts["value"], facts["more"]) == (
        code,
        9,
        column,
        value,
        0,
    )


def test_of_several_bad_cells_the_first_is_named_and_the_others_counted(
    write: Write, refused: Refused
) -> None:
    bad = "甘州区,2011-13,男,x,\n甘州区,2011-09-17,y,1,\n甘州区,2011-13,男,1,\n"
    code, facts = refused(write(BIRTHS + bad))
    assert (code, facts["row"], facts["column"], facts["more"]) == ("invalid-date", 8, "出生日期", 3)


def test_a_blank_sex_is_not_stated_and_said_so(write: Write, read: Read) -> None:
    table = read(write("area,sex\nA,\nA,male\n,\n\n"))
    assert table.cells.to_pylist() == [{"area": "A", "male": 1, "female": 0, "unclear": 1}]
    assert (table.rows, table.blank) == (2, {"sex": 1})


def test_rows_with_something_only_in_other_columns_are_births(write: Write, read: Read) -> None:
    table = read(write("id,sex\n1,\n,\n2,男\n"))
    assert table.cells.to_pylist() == [{"male": 1, "female": 0, "unclear": 1}]


def test_one_column_with_empty_lines(write: Write, read: Read) -> None:
    assert read(write("sex\n1\n\n2\n\n")).cells.to_pylist() == [{"male": 1, "female": 1, "unclear": 0}]


def test_a_year_beside_its_months(write: Write, read: Read, refused: Refused) -> None:
    path = write("year,sex\n2011,1\n2011-09,2\n")
    assert read(path).cells["period_label"].to_pylist() == ["2011"]
    code, facts = refused(path, period_step="as-given")
    assert (code, facts["row"], facts["other_row"]) == ("overlapping-periods", 2, 3)


def test_a_year_cannot_be_counted_by_month(write: Write, refused: Refused) -> None:
    code, facts = refused(write("year,sex\n2011-01,1\n2011,2\n"), period_step="month")
    assert (code, facts["row"]) == ("period-not-monthly", 3)


def test_real_records(shared_data: Callable[[str], Path], read: Read) -> None:
    table = read(shared_data("us_births_2014_sample_records.csv"))
    assert table.cells.to_pylist() == [{"male": 505, "female": 495, "unclear": 0}]
