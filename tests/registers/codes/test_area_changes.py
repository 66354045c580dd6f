"""A table of changes, as published and as somebody spoiled it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evenborn.registers.codes.area_changes import AreaChange, read_area_changes
from evenborn.registers.refusal import Refusal

HEADER = "year,type,old_code,old_name,new_code,new_name,source\n"


def written(folder: Path, rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "changes.csv"
    path.write_bytes((HEADER + rows).encode(encoding))
    return path


def test_codes_lose_their_noughts_and_rows_without_codes_are_left_out(tmp_path: Path) -> None:
    rows = "2002,撤地设市,622200,张掖地区,620700,张掖市,x\n2004,划转,,长丰县的孔店乡,,淮南市大通区,x\n"
    assert read_area_changes(written(tmp_path, rows)) == (
        AreaChange(2002, "6222", "张掖地区", "6207", "张掖市", reassigned=False, begins=True),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_any_encoding_of_an_office_is_read(tmp_path: Path, encoding: str) -> None:
    (change,) = read_area_changes(written(tmp_path, "1983,新设,,,140400,长治市,x\n", encoding))
    assert (change.new_code, change.new_name) == ("1404", "长治市")


def test_rows_come_in_the_order_of_years_and_each_once(tmp_path: Path) -> None:
    row = "1995,更名,140400,甲,140400,乙,x\n"
    found = read_area_changes(written(tmp_path, row + "1983,新设,,,140400,甲,x\n" + row))
    assert [change.year for change in found] == [1983, 1995]


def test_neighbours_that_moved_along_are_joined_by_name(tmp_path: Path) -> None:
    rows = (
        "1982,码位改派,142121,大同县,142121,阳高县,x\n1982,码位改派,142122,阳高县,142122,天镇县,x\n"
        "1982,码位改派,152122,阳高县,152122,甲县,x\n"
    )
    joined = [change for change in read_area_changes(written(tmp_path, rows)) if not change.reassigned]
    assert [(c.old_code, c.new_code, c.new_name) for c in joined] == [("142122", "142121", "阳高县")]


@pytest.mark.parametrize(
    ("rows", "code", "column"),
    [
        ("02,更名,140400,甲,140400,乙,x\n", "area-change-year", "year"),
        ("9999,更名,140400,甲,140400,乙,x\n", "area-change-year", "year"),
        ("², 更名,140400,甲,140400,乙,x\n", "area-change-year", "year"),
        ("2002,更名,14O400,甲,140400,乙,x\n", "area-change-code", "old_code"),
        ("2002,更名,140400,甲,14040,乙,x\n", "area-change-code", "new_code"),
        ("2002,更名,140400,,140400,乙,x\n", "area-change-name", "old_name"),
    ],
)
def test_what_is_wrong_is_named_with_row_and_column(
    tmp_path: Path, rows: str, code: str, column: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_area_changes(written(tmp_path, "1983,新设,,,140400,长治市,x\n" + rows))
    assert (refused.value.code, refused.value.facts["row"], refused.value.facts["column"]) == (
        code,
        3,
        column,
    )


def test_the_published_table_is_read(shared_data: Callable[[str], Path]) -> None:
    changes = read_area_changes(shared_data("china_area_changes_1981_2026.csv"))
    moved = {(c.year, c.old_code, c.new_code) for c in changes}
    assert {(2002, "6222", "6207"), (2002, "622224", "620723"), (1982, "142122", "142121")} <= moved
