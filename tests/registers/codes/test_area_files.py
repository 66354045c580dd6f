import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evenborn.registers.codes.area_files import load_area_table, shipped_areas
from evenborn.registers.refusal import Refusal

TODAY = date(2026, 6, 30)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "areas.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_shipped_areas_are_those_of_2026(shared_data: Callable[[str], Path]) -> None:
    with shared_data("china_areas_2026.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = {row[0]: row[1] for row in csv.reader(file) if len(row[0]) <= 4}
    table = shipped_areas()
    now = {code: area.name_zh for code in table.codes if (area := table.find(code, TODAY))}
    assert now == expected
    assert (sum(len(code) == 2 for code in now), sum(len(code) == 4 for code in now)) == (34, 333)


def test_prefectures_that_became_another_lead_to_it(shared_data: Callable[[str], Path]) -> None:
    table, followed = shipped_areas(), 0
    with shared_data("china_area_changes_1981_2026.csv").open(encoding="utf-8-sig", newline="") as file:
        changes = [row for row in csv.DictReader(file) if row["type"] == "撤地设市"]
    for row in changes:
        old, new = row["old_code"].removesuffix("00"), row["new_code"].removesuffix("00")
        if len(old) == 4 and table.find(old, TODAY) is None and table.find(new, TODAY):
            assert table.current(old, TODAY) == new
            followed += 1
    assert followed > 100


def test_every_county_of_2026_lies_in_a_shipped_area(shared_data: Callable[[str], Path]) -> None:
    table = shipped_areas()
    with shared_data("china_areas_2026.csv").open(encoding="utf-8-sig", newline="") as file:
        counties = [row[0] for row in csv.reader(file) if len(row[0]) == 6]
    assert len(counties) > 2800
    assert [code for code in counties if table.judge(code, TODAY)] == []


def test_known_changes() -> None:
    table = shipped_areas()
    region = table.find("6222")
    assert region is not None
    assert (region.name_zh, region.successors) == ("张掖地区", ("6207",))
    assert region.valid_to is not None
    assert region.valid_to.year == 2002
    assert table.judge("622201", date(1999, 1, 1)) == ""
    assert table.judge("622201", date(2012, 9, 17)) == "area-ended"
    assert all(len(one.name_en) > 3 for one in table.children("", TODAY))


HEADER = "code,name_zh,name_en,level,parent,valid_from,valid_to,successor\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_of_ones_own(tmp_path: Path, encoding: str) -> None:
    text = "区划代码,名称,级别,启用日期,停用日期,变更后代码,备注\n９９,衡省,省级,,,,x\n\n"
    text += "9901,衡市,city,2001年1月1日,,,\n9902,旧市,,,2000-12-31,9901;9903,\n990101001,东关街道,乡,,,,"
    table = load_area_table(written(tmp_path, text, encoding))
    assert table.codes == ("99", "9901", "990101001", "9902")
    assert table.ancestors("990101001") == ("9901", "99")
    old = table.find("9902")
    assert old is not None
    assert (old.successors, old.valid_to, old.parent) == (("9901", "9903"), date(2000, 12, 31), "99")
    assert table.current("9902") == "9902"
    merged = shipped_areas().merge(table)
    assert (merged.level("9901"), merged.level("6207")) == ("prefecture", "prefecture")


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("99,甲,,,,,,\n9x,乙,,,,,,\n", "area-table-code", 3),
        ("99,甲,,,,,,\n990,乙,,,,,,\n", "area-table-code", 3),
        ("99,,,,,,,\n", "area-table-name", 2),
        ("99,甲,,county,,,,\n", "area-table-level", 2),
        ("99,甲,,大区,,,,\n", "area-table-level", 2),
        ("99,甲,,,,,,\n9801,乙,,,99,,,\n", "area-table-parent", 3),
        ("99,甲,,,99,,,\n", "area-table-parent", 2),
        ("99,甲,,,,2001-13-01,,\n", "area-table-date", 2),
        ("99,甲,,,,,37000,\n", "area-table-date", 2),
        ("99,甲,,,,2001-01-02,2001-01-01,\n", "area-table-order", 2),
        ("99,甲,,,,,,99\n", "area-table-successor", 2),
        ("99,甲,,,,,,\n98,乙,,,,,,\n99,丙,,,,,,\n", "area-table-repeated", 4),
        ("99,甲,,,,,2001-01-01,\n99,丙,,,,2001-01-01,,\n", "area-table-repeated", 3),
    ],
)
def test_a_bad_table_is_refused_where_it_is_bad(tmp_path: Path, rows: str, code: str, row: int) -> None:
    with pytest.raises(Refusal) as caught:
        load_area_table(written(tmp_path, HEADER + rows))
    assert (caught.value.code, caught.value.facts["row"]) == (code, row)
    assert caught.value.facts["file"] == "areas.csv"


def test_one_code_at_two_times_is_no_fault(tmp_path: Path) -> None:
    rows = "99,甲,,,,,2000-12-31,\n99,乙,,,,2001-01-01,,\n"
    table = load_area_table(written(tmp_path, HEADER + rows))
    names = [area.name_zh for day in (date(2000, 1, 1), TODAY) if (area := table.find("99", day))]
    assert names == ["甲", "乙"]
