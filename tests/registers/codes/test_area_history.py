"""Times of codes, put together from today's table and the changes of earlier years."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.registers.codes.area_changes import AreaChange, read_area_changes
from evenborn.registers.codes.area_files import load_area_table
from evenborn.registers.codes.area_history import AreaHistory, area_history
from evenborn.registers.codes.area_table import Area, AreaTable
from evenborn.registers.refusal import Refusal

GANSU = Area("62", "甘肃省", "", "province", "")


def change(year: int, old: str, new: str, *, reassigned: bool = False, begins: bool = True) -> AreaChange:
    (old_code, _, old_name), (new_code, _, new_name) = old.partition(" "), new.partition(" ")
    return AreaChange(year, old_code, old_name, new_code, new_name, reassigned=reassigned, begins=begins)


def county(code: str, name: str) -> Area:
    return Area(code, name, "", "county", code[:4] if len(code) > 4 else "62")


def times(history: AreaHistory, code: str) -> list[tuple[str, int | None, int | None]]:
    return [
        (a.name_zh, a.valid_from and a.valid_from.year, a.valid_to and a.valid_to.year)
        for a in history.areas
        if a.code == code
    ]


def test_a_new_code_and_the_old_one_both_count_in_the_year_of_the_change() -> None:
    history = area_history(
        AreaTable([GANSU, county("620723", "临泽县")]), [change(2002, "622224 临泽县", "620723 临泽县")]
    )
    assert times(history, "622224") == [("临泽县", None, 2002)]
    assert times(history, "620723") == [("临泽县", 2002, None)]
    (step,) = history.successions
    assert (step.old, step.new, step.on, step.kind) == ("622224", "620723", date(2003, 1, 1), "recoded")


def test_a_new_name_under_the_same_code_counts_from_new_year() -> None:
    history = area_history(
        AreaTable([GANSU, county("620702", "乙")]), [change(1995, "620702 甲", "620702 乙")]
    )
    assert times(history, "620702") == [("甲", None, 1994), ("乙", 1995, None)]
    assert [(s.on, s.kind) for s in history.successions] == [(date(1995, 1, 1), "renamed")]


def test_a_code_given_to_another_area_is_no_succession() -> None:
    moved = [change(1982, "620702 甲", "620702 乙", reassigned=True)]
    history = area_history(AreaTable([GANSU, county("620702", "乙")]), moved)
    assert times(history, "620702") == [("甲", None, 1981), ("乙", 1982, None)]
    assert history.successions == ()


def test_what_merged_into_an_area_did_not_begin_it() -> None:
    table = AreaTable([GANSU, county("620702", "甲")])
    merged = [
        change(2001, "620703 乙", "620702 甲", begins=False),
        change(2001, "620704 丙", "620702 甲", begins=False),
    ]
    history = area_history(table, merged)
    assert times(history, "620702") == [("甲", None, None)]
    assert {s.kind for s in history.successions} == {"merged"}


def test_an_area_that_was_divided_has_several_successors() -> None:
    table = AreaTable([GANSU, county("620703", "乙"), county("620704", "丙")])
    history = area_history(
        table, [change(2001, "620702 甲", "620703 乙"), change(2001, "620702 甲", "620704 丙")]
    )
    assert [s.kind for s in history.successions] == ["divided", "divided"]


def test_a_county_that_went_up_into_a_city_is_merged_and_its_prefecture_recoded() -> None:
    table = AreaTable([GANSU, Area("6207", "张掖市", "", "prefecture", "62")])
    history = area_history(
        table, [change(2002, "6222 张掖地区", "6207 张掖市"), change(2002, "622201 张掖市", "6207 张掖市")]
    )
    assert {(s.old, s.kind) for s in history.successions} == {("6222", "recoded"), ("622201", "merged")}


def test_days_of_the_table_itself_stand() -> None:
    own = Area("620702", "甲", "", "county", "6207", date(2002, 6, 1))
    history = area_history(AreaTable([GANSU, own]), [change(2002, "622201 乙", "620702 甲")])
    assert own in history.areas


def test_areas_lie_in_the_longest_code_that_is_known() -> None:
    history = area_history(AreaTable([GANSU]), [change(2002, "622224 临泽县", "6222 张掖地区")])
    assert {a.code: a.parent for a in history.areas} == {"62": "", "6222": "62", "622224": "6222"}


def test_a_successor_without_a_row_is_refused() -> None:
    old = Area("6222", "张掖地区", "", "prefecture", "62", None, date(2002, 12, 31), ("6207",))
    with pytest.raises(Refusal, match="area-successor-unknown"):
        area_history(AreaTable([GANSU, old]))


@pytest.mark.parametrize("length", [2, 3, 5])
def test_codes_that_end_in_each_other_are_refused(length: int) -> None:
    codes = [f"6207{place:02}" for place in range(1, length + 1)]
    ended = date(2002, 12, 31)
    rows = [
        Area(code, code, "", "county", "62", None, ended, (codes[(place + 1) % length],))
        for place, code in enumerate(codes)
    ]
    with pytest.raises(Refusal, match="area-successor-circle"):
        area_history(AreaTable([GANSU, *rows]))


def test_codes_that_change_places_are_no_circle() -> None:
    table = AreaTable([GANSU, county("620701", "乙"), county("620702", "甲")])
    swapped = [change(1990, "620701 甲", "620702 甲"), change(1990, "620702 乙", "620701 乙")]
    history = area_history(table, swapped)
    assert times(history, "620701") == [("甲", None, 1989), ("乙", 1990, None)]
    assert {(s.old, s.new, s.on) for s in history.successions} == {
        ("620701", "620702", date(1990, 1, 1)), ("620702", "620701", date(1990, 1, 1)),
    }  # fmt: skip


SIDE = st.sampled_from(["", *(f"62070{digit} {name}" for digit in range(3) for name in "甲乙丙")])


@given(
    now=st.dictionaries(st.sampled_from(["620700", "620701", "620702"]), st.sampled_from("甲乙丙")),
    rows=st.lists(st.tuples(st.integers(1981, 1990), SIDE, SIDE, st.booleans(), st.booleans()), max_size=12),
)
def test_times_of_a_code_never_overlap_nor_run_backwards(
    now: dict[str, str], rows: list[tuple[int, str, str, bool, bool]]
) -> None:
    changes = [change(y, old, new, reassigned=r, begins=b) for y, old, new, r, b in rows if old or new]
    try:
        history = area_history(AreaTable([GANSU, *(county(*one) for one in now.items())]), changes)
    except Refusal:  # codes that end in each other, or a successor that never was
        return
    for code in {area.code for area in history.areas}:
        own = [area for area in history.areas if area.code == code]
        assert all(a.valid_from is None or a.valid_to is None or a.valid_from <= a.valid_to for a in own)
        for one, other in pairwise(own):
            assert one.valid_to is not None
            assert other.valid_from is not None
            assert one.valid_to < other.valid_from
        if code in now:
            assert own[-1].name_zh == now[code]
            assert own[-1].valid_to is None


def test_the_country_is_put_together(shared_data: Callable[[str], Path]) -> None:
    table = load_area_table(shared_data("china_areas_2026.csv"))
    history = area_history(table, read_area_changes(shared_data("china_area_changes_1981_2026.csv")))
    assert len(table) == 41_963
    assert {area.code for area in history.areas if area.valid_to is None} >= set(table.codes)
    assert times(history, "6222") == [("张掖地区", None, 2002)]
    assert times(history, "142121")[:2] == [("大同县", None, 1981), ("阳高县", 1982, 1993)]
    into = {s.old for s in history.successions if s.new == "6207"}
    assert into == {"6222", "622201"}
