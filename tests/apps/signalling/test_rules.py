"""Where a signal stands, how strong it is, what a contest may say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.apps.signalling import rules
from evenborn.apps.signalling.rules import (
    EXPLAINED_FOR,
    LISTED,
    SET_ASIDE,
    Answer,
    Ground,
    Standing,
    Strength,
)
from evenborn.registers.code_lists import code_lists
from evenborn.registers.refusal import Refusal
from evenborn.signals import KINDS

DAY = date(2025, 3, 8)


@given(q=st.floats(0, 0.1), more=st.floats(0, 0.1))
def test_the_groups_of_strength_follow_the_false_alarms(q: float, more: float) -> None:
    assert rules.strength_of(q) <= rules.strength_of(min(0.1, q + more))
    assert {rules.strength_of(one) for one in (0.001, 0.01, 0.1)} == set(Strength)


@given(answer=st.sampled_from(["", *Answer]), same=st.booleans(), days=st.integers(0, 800))
def test_every_standing_is_listed_or_set_aside(answer: str, same: bool, days: int) -> None:
    on = DAY + timedelta(days)
    found = rules.standing_after(answer, answered_on=DAY if answer else None, same_counts=same, on=on)
    assert found in LISTED + SET_ASIDE
    if answer in {"corrected", "withdrawn"}:
        assert (found == Standing.LISTED) is not same
    if answer == "explained":
        assert (found == Standing.LISTED) == (timedelta(days) >= EXPLAINED_FOR)


def test_an_open_contest_stays_one_whatever_the_counts() -> None:
    assert rules.standing_after("", answered_on=None, same_counts=False, on=DAY) == Standing.CONTESTED


@pytest.mark.parametrize(
    "text",
    [
        "身份证号 11010519491231002X 的孕妇",
        "call 13800138000", "王某，110105194912310021", "130503670401001",
        "1380 0138 000", "id 110105-19491231-002X",
    ],
)  # fmt: skip
def test_a_text_that_names_a_person_by_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.require_no_person(text)
    assert refused.value.code == "signalling-names-person"


@pytest.mark.parametrize(
    "text",
    ["", "Device US-2021-0007 came on 2025-03-08.", "批号 241107，数量 1200", "PDY00000199010111A1001"],
)
def test_numbers_of_records_are_not_persons(text: str) -> None:
    rules.require_no_person(text)


def test_who_loses_is_told_why() -> None:
    with pytest.raises(Refusal) as refused:
        rules.may_answer("", "", Answer.UPHELD)
    assert refused.value.code == "signalling-why-upheld"
    rules.may_answer("", "", Answer.WITHDRAWN)
    with pytest.raises(Refusal) as again:
        rules.may_answer("upheld", "", Answer.WITHDRAWN)
    assert again.value.code == "signalling-answered-already"


def test_the_lists_are_those_of_the_command() -> None:
    assert {one.name for one in code_lists()["contest_ground"].meanings} == set(Ground)
    assert set(rules.SOURCES) | {"scans-on-unknown-devices", "devices-sold"} == set(KINDS)
    assert set(rules.AGAINST) == set(rules.SOURCES)
