"""What an import changes, as a decision about values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.areas.rules import Plan, may_end, may_replace, planned, require_short_names
from evenborn.registers.codes.area_table import Area
from evenborn.registers.refusal import Refusal

TODAY = date(2026, 11, 28)
YESTERDAY = TODAY - timedelta(days=1)


def area(code: str, name: str = "甲", first: date | None = None, last: date | None = None) -> Area:
    return Area(code, name, "", "county", code[:4], first, last)


def applied(existing: list[Area], plan: Plan) -> list[Area]:
    rows = {(row.code, row.valid_from): row for row in existing}
    rows |= {(row.code, row.valid_from): row for row in (*plan.added, *plan.changed)}
    return [row for key, row in rows.items() if key not in plan.removed]


def test_a_code_that_the_table_lacks_ends_yesterday_and_stays() -> None:
    plan = planned([area("620702"), area("620703")], [area("620702")], TODAY)
    assert plan.ended == ("620703",)
    assert plan.changed == (area("620703", last=YESTERDAY),)
    assert plan.removed == ()


def test_a_code_of_today_that_vanishes_the_same_day_was_never_there() -> None:
    plan = planned([area("620702", first=TODAY)], [], TODAY)
    assert plan.removed == (("620702", TODAY),)


def test_a_code_that_comes_back_begins_anew() -> None:
    ended = area("620702", last=date(2020, 12, 31))
    plan = planned([ended], [area("620702")], TODAY)
    assert plan.added == (area("620702", first=TODAY),)
    assert plan.changed == ()


def test_a_code_that_was_left_out_by_mistake_today_is_as_before() -> None:
    before = [area("620702"), area("620703")]
    wrong = applied(before, planned(before, [area("620702")], TODAY))
    assert applied(wrong, planned(wrong, before, TODAY)) == before


def test_days_of_the_table_take_the_place_of_what_was_there() -> None:
    dated = [area("620702", "甲", None, date(1994, 12, 31)), area("620702", "乙", date(1995, 1, 1))]
    plan = planned([area("620702", "丙", date(2001, 1, 1))], dated, TODAY)
    assert plan.added == tuple(dated)
    assert plan.removed == (("620702", date(2001, 1, 1)),)
    assert plan.dated == {"620702"}


def test_a_list_without_days_keeps_the_history() -> None:
    history = [area("620702", "甲", None, date(1994, 12, 31)), area("620702", "乙", date(1995, 1, 1))]
    plan = planned(history, [area("620702", "乙")], TODAY)
    assert (plan.added, plan.changed, plan.removed, plan.ended) == ((), (), (), ())


def test_an_english_name_that_a_list_lacks_stays() -> None:
    named = replace(area("620702"), name_en="Ganzhou")
    assert planned([named], [area("620702")], TODAY).changed == ()


CODES = st.sampled_from(["620702", "620703", "620704", "62"])
DAYS = st.none() | st.dates(date(2026, 11, 20), date(2026, 12, 5))


@st.composite
def tables(draw: st.DrawFn) -> list[Area]:
    """Rows whose times of one code do not overlap, as the reader of tables gives them."""
    rows: list[Area] = []
    for code in draw(st.sets(CODES)):
        days = sorted(set(draw(st.lists(st.dates(date(2026, 11, 20), date(2026, 12, 5)), max_size=4))))
        edges: list[date | None] = [*([None] if draw(st.booleans()) else []), *days] or [None]
        for place, first in enumerate(edges):
            later = edges[place + 1] if place + 1 < len(edges) else None
            last = later - timedelta(days=1) if later else draw(st.none() | st.just(date(2026, 12, 31)))
            rows.append(area(code, draw(st.sampled_from("甲乙")), first, last))
    return rows


@given(existing=tables(), told=tables())
def test_the_same_table_a_second_time_changes_nothing(existing: list[Area], told: list[Area]) -> None:
    once = applied(existing, planned(existing, told, TODAY))
    again = planned(once, told, TODAY)
    assert (again.added, again.changed, again.removed, again.ended) == ((), (), (), ())


@given(existing=tables(), told=tables())
def test_after_an_import_each_code_has_one_area_a_day_and_the_table_is_so(
    existing: list[Area], told: list[Area]
) -> None:
    rows = applied(existing, planned(existing, told, TODAY))
    for day in (date(2026, 11, 1) + timedelta(days=step) for step in range(50)):
        in_force = [row.code for row in rows if row.is_valid(day)]
        assert len(in_force) == len(set(in_force))
    of_today = {row.code: row.name_zh for row in rows if row.is_valid(TODAY)}
    assert of_today == {row.code: row.name_zh for row in told if row.is_valid(TODAY)}


def test_most_areas_do_not_end_by_mistake() -> None:
    before = [area(f"6207{place:02}") for place in range(1, 11)]
    may_replace(planned(before, before[:5], TODAY))
    with pytest.raises(Refusal, match="areas-mostly-gone"):
        may_replace(planned(before, before[:4], TODAY))
    may_replace(planned([], before, TODAY))


def test_an_area_with_an_appointment_ends_only_where_another_follows() -> None:
    may_end(["620702"], appointed=["620703"], followed=[])
    may_end(["620702"], appointed=["620702"], followed=["620702"])
    with pytest.raises(Refusal, match="areas-appointed"):
        may_end(["620702"], appointed=["620702"], followed=["620703"])


def test_a_name_has_its_length() -> None:
    require_short_names([area("62", "甲" * 100)])
    with pytest.raises(Refusal, match="area-name-too-long"):
        require_short_names([area("62", "甲" * 101)])
