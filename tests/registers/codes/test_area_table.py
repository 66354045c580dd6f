from datetime import date

import pytest

from evenborn.registers.codes.area_table import Area, AreaTable
from evenborn.registers.codes.bad_value import BadValue

NOW = date(2025, 1, 1)
GANSU = Area("62", "甘肃省", "Gansu", "province", "")
ZHANGYE = Area("6207", "张掖市", "", "prefecture", "62", date(2002, 7, 1))
REGION = Area("6222", "张掖地区", "", "prefecture", "62", None, date(2002, 6, 30), ("6207",))
GANZHOU = Area("620702", "甘州区", "", "county", "6207", date(2002, 7, 1))
OLD_CITY = Area("622201", "张掖市", "", "county", "6222", date(1985, 1, 1), date(2002, 6, 30), ("620702",))
TABLE = AreaTable([GANSU, ZHANGYE, REGION, GANZHOU, OLD_CITY])


def test_an_area_is_found_at_its_time() -> None:
    assert TABLE.find("6207") == TABLE.find("6207", NOW) == ZHANGYE
    assert TABLE.find("6207", date(2002, 6, 30)) is None
    assert TABLE.find("6222", date(2002, 6, 30)) == REGION
    assert TABLE.find("6222", NOW) is None
    assert TABLE.find("6222") == REGION
    assert TABLE.find("99") is None


def test_a_code_that_was_given_twice_has_its_times() -> None:
    earlier = Area("620702", "旧区", "", "county", "6207", None, date(1990, 12, 31))
    table = AreaTable([GANZHOU, earlier])
    assert table.find("620702", date(1980, 1, 1)) == earlier
    assert table.find("620702", date(1995, 1, 1)) is None
    assert table.find("620702") == GANZHOU
    assert len(table) == 1
    assert "620702" in table


def test_former_codes_lead_to_the_current_one() -> None:
    assert TABLE.current("622201") == TABLE.current("622201", NOW) == "620702"
    assert TABLE.current("622201", date(2000, 1, 1)) == "622201"
    assert TABLE.current("620702") == "620702"
    assert TABLE.current("999999") == "999999"


def test_successors_are_followed_through_several_changes_and_stop_where_an_area_was_divided() -> None:
    ended = date(2000, 1, 1)
    chain = AreaTable(
        [
            Area("11", "甲", "", "province", "", None, ended, ("12",)),
            Area("12", "乙", "", "province", "", None, ended, ("13",)),
            Area("13", "丙", "", "province", "", None, ended, ("14", "15")),
            Area("21", "丁", "", "province", "", None, ended, ("22",)),
            Area("22", "戊", "", "province", "", None, ended, ("21",)),
        ]
    )
    assert chain.current("11") == "13"
    assert chain.current("21") in {"21", "22"}  # a circle in the table ends


def test_children_ancestors_and_levels() -> None:
    assert TABLE.children("62", NOW) == (ZHANGYE,)
    assert TABLE.children("62") == (ZHANGYE, REGION)
    assert TABLE.children("") == (GANSU,)
    assert TABLE.ancestors("620702") == ("6207", "62")
    assert TABLE.ancestors("620702001") == ("620702", "6207", "62")
    assert TABLE.ancestors("62") == ()
    assert [TABLE.level(code) for code in ("62", "6207", "620702", "620702001", "620702001001", "7")] == [
        "province",
        "prefecture",
        "county",
        "township",
        "village",
        None,
    ]


@pytest.mark.parametrize(
    ("code", "on", "fault"),
    [
        ("620702", NOW, ""),
        ("620702", None, ""),
        ("620702001", NOW, ""),  # no township was loaded, so none can be wrong
        ("620799", NOW, "area-unknown"),
        ("6299", NOW, "area-unknown"),
        ("99", NOW, "area-unknown"),
        ("629001", NOW, "area-unknown"),
        ("622201", NOW, "area-ended"),
        ("622201", date(2002, 6, 30), ""),
        ("622201001", NOW, "area-ended"),  # its county has ended
        ("620702", date(1990, 1, 1), ""),  # registers are recoded
    ],
)
def test_judgement(code: str, on: date | None, fault: str) -> None:
    assert TABLE.judge(code, on) == fault
    if fault:
        with pytest.raises(BadValue, match=fault):
            TABLE.require(code, on)
    else:
        TABLE.require(code, on)


def test_counties_without_a_prefecture() -> None:
    table = AreaTable(
        [Area("41", "河南省", "", "province", ""), Area("4101", "郑州市", "", "prefecture", "41")]
    )
    assert table.judge("419001", NOW) == ""
    assert table.judge("419101", NOW) == "area-unknown"
    city = AreaTable([Area("11", "北京市", "", "province", ""), Area("110101", "东城区", "", "county", "11")])
    assert city.judge("110101", NOW) == ""
    assert city.judge("110102", NOW) == "area-unknown"


def test_the_table_laid_over_wins() -> None:
    renamed = Area("6207", "新张掖", "", "prefecture", "62")
    merged = TABLE.merge(AreaTable([renamed, Area("99", "衡省", "", "province", "")]))
    assert merged.find("6207", date(1990, 1, 1)) == renamed
    assert merged.codes == ("62", "6207", "620702", "6222", "622201", "99")
    assert TABLE.find("6207") == ZHANGYE


def test_the_last_day_is_the_earliest_end_above() -> None:
    assert TABLE.last_day("622201001") == date(2002, 6, 30)
    assert TABLE.last_day("620702001") is None
    with pytest.raises(KeyError, match="999999"):
        TABLE.last_day("999999")
