from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenborn.registers.births import BirthsTable

Read = Callable[..., BirthsTable]
Refused = Callable[..., tuple[str, dict[str, Any]]]
Write = Callable[..., Path]

HEADER = "area,year,order,male,female\n"
PARTS = "A,2011,1,1,2\nA,2011,2,3,4\nB,2011,1,5,6\nB,2012,1,7,8\n"


@pytest.mark.parametrize(
    "totals",
    [
        "合计,2011,1,6,8\n",
        "合计,2011,合计,9,12\n合计,2012,total,7,8\n",
        "A,2011,合计,4,6\n",
        "Total,,,16,20\n",
        "总 计,合计,合计,16,20\n",
        "合计,2011,,9,12\n",
        ",2011,小计,9,12\n",
    ],
)
def test_right_totals_are_left_out(write: Write, read: Read, totals: str) -> None:
    table = read(write(HEADER + PARTS + totals), dimensions=frozenset())
    assert table.cells.to_pylist() == [{"male": 16, "female": 20, "unclear": 0}]
    assert (table.skipped_totals, table.rows) == (totals.count("\n"), 4 + totals.count("\n"))


@pytest.mark.parametrize(
    ("total", "code", "male_sum"),
    [
        ("合计,2011,1,6,9\n", "total-differs", 6),
        ("小计,2011,1,1,2\n", "total-differs", 6),
        ("合计,,,17,20\n", "total-differs", 16),
        ("合计,2013,1,0,0\n", "total-of-nothing", 0),
    ],
)
def test_a_wrong_total_is_refused(
    write: Write, refused: Refused, total: str, code: str, male_sum: int
) -> None:
    found, facts = refused(write(HEADER + PARTS + total))
    assert (found, facts["row"], facts["male_sum"]) == (code, 6, male_sum)


def test_two_totals_of_the_same(write: Write, refused: Refused) -> None:
    code, facts = refused(write(HEADER + PARTS + "合计,,,16,20\n总计,,,16,20\n"))
    assert (code, facts["row"], facts["other_row"]) == ("duplicate-rows", 6, 7)


def test_a_column_of_nothing_but_totals_is_a_name(write: Write, read: Read) -> None:
    table = read(write("area,year,order,male,female\n全国,2011,合计,5,4\n全国,2012,合计,3,2\n"))
    assert set(table.cells["area"].to_pylist()) == {"全国"}
    assert table.cells["order"].to_pylist() == [None, None]
    assert table.skipped_totals == 0


def test_a_total_only_of_the_file(write: Write, refused: Refused) -> None:
    assert refused(write("year,male,female\n合计,5,4\n"))[0] == "total-of-nothing"


def test_a_total_that_does_not_say_so(write: Write, read: Read, refused: Refused) -> None:
    rows = "A,2011,1,50,60\nA,2011,2,30,20\nA,2011,,80,80\nB,2011,1,9,9\nB,2011,2,1,1\nB,2011,,10,10\n"
    code, facts = refused(write(HEADER + rows))
    assert (code, facts["row"], facts["column"]) == ("unmarked-total", 7, "order")
    unknown = rows.replace("A,2011,,80,80", "A,2011,,3,2")
    assert read(write(HEADER + unknown)).blank == {"order": 2}


def test_one_column_of_orders_with_its_unmarked_total(write: Write, refused: Refused) -> None:
    assert refused(write("order,male,female\n1,10,10\n2,5,5\n,15,15\n"))[0] == "unmarked-total"
