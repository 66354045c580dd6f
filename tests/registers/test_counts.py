from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable
from evenborn.registers.period_steps import ObservedArea

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]


def labels(table: BirthsTable) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in table.cells.select(["period_label", "male", "female"]).to_pylist()]


def test_london_from_1629(shared_data: Callable[[str], Path], read: Read) -> None:
    table = read(shared_data("london_christenings_1629_1710.csv"))
    assert labels(table)[0] == ("1629", 5218, 4683)
    assert labels(table)[-1][0] == "1710"
    assert (table.rows, table.cells.num_rows, table.shape) == (82, 82, "counts")


def test_a_table_of_countries(shared_data: Callable[[str], Path], read: Read, refused: Refused) -> None:
    path = shared_data("hmd_births_by_sex.csv")
    assert read(path, columns={"area": "population"}).cells.num_rows == 5357
    code, facts = refused(path)  # without its areas, the years repeat
    assert (code, facts["row"], facts["other_row"], facts["key"]) == ("duplicate-rows", 3, 338, "1861")


def test_what_is_not_asked_for_is_added_up(write: Write, read: Read) -> None:
    text = "area,year,parity,male,female\nA,2011,1,1,2\nA,2011,2,10,20\nB,2011,3,100,200\nB,2012,4,5,6\n"
    assert labels(read(write(text), dimensions=frozenset({"period"}))) == [("2011", 111, 222), ("2012", 5, 6)]
    orders = read(write(text), dimensions=frozenset({"order"})).cells
    assert orders.to_pydict()["order"] == ["1", "2", "3+"]
    assert orders.to_pydict()["male"] == [1, 10, 105]


def test_months_become_years_and_show_which_were_there(write: Write, read: Read) -> None:
    months = "".join(f"2011-{month:02},{month},1\n" for month in range(1, 10))
    table = read(write("month,male,female\n" + months))
    assert labels(table) == [("2011", 45, 9)]
    assert table.observed["2011"].months == 9
    assert str(table.observed["2011"].last) == "2011-09-30"


def test_what_was_seen_is_told_apart_by_area(write: Write, read: Read) -> None:
    rows = [f"A,2011-{month:02},7,5,1" for month in range(1, 13)]
    rows += [f"B,2011-{month:02},7,5,0" for month in range(2, 10) if month != 4]
    table = read(write("area,month,male,female,unclear\n" + "\n".join([*rows, "C,2010,3,3,0"]) + "\n"))
    assert table.observed_by_area == {
        ("A", "2011"): ObservedArea(date(2011, 1, 1), date(2011, 12, 31), 12, 156),
        ("B", "2011"): ObservedArea(date(2011, 2, 1), date(2011, 9, 30), 7, 84),
    }


@pytest.mark.parametrize(("male", "female"), [("0", "5"), ("5", "0"), ("0", "0")])
def test_no_girls_or_no_boys_is_valid(write: Write, read: Read, male: str, female: str) -> None:
    row = read(write(f"male,female\n{male},{female}\n")).cells.to_pylist()
    assert row == [{"male": int(male), "female": int(female), "unclear": 0}]


@pytest.mark.parametrize(
    ("rows", "first", "second"),
    [
        ("A,2011,1,2\nB,2011,1,2\nA,2011,1,2\n", 2, 4),
        ("A,2011,1,2\nA,2011年,3,4\n", 2, 3),
        ("620702,2011,1,2\n\n６２０７０２,2011.0,1,2\n", 2, 4),
    ],
)
def test_duplicates_name_both_rows(
    write: Write, refused: Refused, rows: str, first: int, second: int
) -> None:
    code, facts = refused(write("area,year,male,female\n" + rows), dimensions=frozenset())
    assert (code, facts["row"], facts["other_row"]) == ("duplicate-rows", first, second)


def test_rows_that_nothing_tells_apart(write: Write, refused: Refused) -> None:
    code, facts = refused(write("male,female\n1,2\n3,4\n"))
    assert (code, facts["rows"]) == ("rows-without-key", 2)


@pytest.mark.parametrize(
    ("rows", "code", "first", "second"),
    [
        ("A,2011,1,1,2\nA,2011-09,1,1,2\n", "overlapping-periods", 2, 3),
        ("A,2011-09,1,1,2\nB,2011,1,9,9\nA,2011-09-17,1,1,2\n", "overlapping-periods", 2, 4),
        ("A,2011,3+,1,2\nA,2011,4,1,2\n", "overlapping-orders", 2, 3),
        ("A,2011,4+,1,2\nA,2011,3+,1,2\n", "overlapping-orders", 2, 3),
    ],
)
def test_births_that_would_be_counted_twice(
    write: Write, refused: Refused, rows: str, code: str, first: int, second: int
) -> None:
    found, facts = refused(write("area,period,order,male,female\n" + rows))
    assert (found, facts["row"], facts["other_row"]) == (code, first, second)


def test_years_of_one_area_beside_months_of_another(write: Write, read: Read) -> None:
    text = "area,period,male,female\nA,2011,10,9\nB,2011-01,1,1\nB,2011-02,2,2\n"
    assert labels(read(write(text), dimensions=frozenset({"period"}))) == [("2011", 13, 12)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("A,2012,,4", "blank-count", "male"),
        ("A,2012,3,-4", "negative-count", "female"),
        ("A,2012,3.5,4", "fractional-count", "male"),
        ("A,2012,3,many", "text-count", "female"),
        ("A,2012,3,#N/A", "error-cell", "female"),
        ("A,2012,9007199254740993,4", "count-too-large", "male"),
        (",2012,3,4", "blank-area", "area"),
        ("A,,3,4", "blank-period", "year"),
        ("A,soon,3,4", "invalid-period", "year"),
        ("#REF!,2012,3,4", "error-cell", "area"),
        ("A,2012.1,3,4", "lost-zero", "year"),
    ],
)
def test_a_bad_cell_is_named(write: Write, refused: Refused, row: str, code: str, column: str) -> None:
    found, facts = refused(write(f"area,year,male,female\nA,2011,1,2\n{row}\n"))
    assert (found, facts["row"], facts["column"], facts["more"]) == (code, 3, column, 0)


def test_a_sum_beyond_exact_counting(write: Write, refused: Refused) -> None:
    rows = "".join(f"{year},9007199254740992,1\n" for year in range(2000, 2003))
    assert refused(write("year,male,female\n" + rows), dimensions=frozenset())[0] == "sum-too-large"
