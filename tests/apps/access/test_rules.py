"""Who may hold what together, for how long; each rule with its border."""

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evenborn.apps.access import rules
from evenborn.apps.access.login.rules import Count, Limits, counted, may_try, one_less
from evenborn.apps.access.models import Appointment
from evenborn.apps.access.roles import ADMINISTRATORS, RoleCode
from evenborn.registers.refusal import Refusal

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ENDS = st.none() | DAYS
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - pure rules take any clock


@pytest.mark.parametrize(("one", "other"), list(combinations(RoleCode, 2)))
def test_every_pair_of_roles(one: RoleCode, other: RoleCode) -> None:
    apart = one in ADMINISTRATORS or other in ADMINISTRATORS
    assert rules.may_hold_together([one, other]) is not apart
    assert rules.may_hold_together([other, one]) is not apart


@given(st.lists(st.sampled_from(list(RoleCode)), max_size=5))
def test_an_administrator_stands_alone(roles: list[RoleCode]) -> None:
    expected = len(set(roles)) <= 1 or not set(roles) & ADMINISTRATORS
    assert rules.may_hold_together(roles) is expected


@pytest.mark.parametrize("role", RoleCode)
def test_a_role_may_be_held_over_several_areas(role: RoleCode) -> None:
    assert rules.may_hold_together([role, role])


@given(DAYS, ENDS, DAYS, ENDS)
def test_two_periods_overlap_when_they_share_a_day(
    since: date, until: date | None, other: date, ends: date | None
) -> None:
    assume(until is None or until >= since)
    assume(ends is None or ends >= other)
    held = Appointment(since=since, until=until)
    last, end = until or date.max, ends or date.max
    assert held.overlaps(other, ends) is (max(since, other) <= min(last, end))


@given(DAYS, st.integers(0, 400), DAYS)
def test_an_appointment_counts_on_its_first_and_last_day(since: date, length: int, day: date) -> None:
    held = Appointment(since=since, until=since + timedelta(length))
    assert held.is_in_force(since)
    assert held.is_in_force(since + timedelta(length))
    assert held.is_in_force(day) is (0 <= (day - since).days <= length)


@given(DAYS, DAYS, DAYS, ENDS)
def test_an_appointment_ends_from_today_to_the_day_planned(
    since: date, until: date, today: date, planned: date | None
) -> None:
    sound = until >= today and until >= since and (planned is None or until <= planned)
    try:
        rules.may_end(since, until=until, today=today, planned=planned)
    except Refusal:
        assert not sound
    else:
        assert sound


@given(
    st.sampled_from(list(RoleCode)), DAYS, ENDS, st.lists(st.sampled_from(list(RoleCode)), max_size=2), ENDS,
    st.booleans(),
)  # fmt: skip
def test_an_appointment_is_made_only_within_every_rule(
    role: RoleCode, since: date, until: date | None, held: list[RoleCode], left: date | None, own: bool
) -> None:
    sound = (
        not own
        and (until is None or until >= since)
        and (left is None or (until is not None and until < left))
        and rules.may_hold_together([role, *held])
    )
    try:
        rules.may_appoint(role, since=since, until=until, held=held, left_on=left, own=own)
    except Refusal:
        assert not sound
    else:
        assert sound


@pytest.mark.parametrize(
    ("area", "office", "code"),
    [
        ("620702", "6207", ""), ("6207", "6207", ""), ("", "6207", ""), ("62", "", ""),
        ("62", "6207", "area-outside"), ("6208", "6207", "area-outside"), ("62070x", "6207", "area-code"),
        ("6207 02", "6207", "area-code"), ("６２", "", "area-code"), ("6" * 13, "6", "area-code"),
    ],
)  # fmt: skip
def test_an_area_lies_in_that_of_the_office(area: str, office: str, code: str) -> None:
    if not code:
        rules.may_cover(area, office)
        return
    with pytest.raises(Refusal) as refused:
        rules.may_cover(area, office)
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["", "Chen", "chen li", "chen.", ".chen", "chen..li", "陈", "chen\n", "a@b"])
def test_what_cannot_be_a_login_name(name: str) -> None:
    with pytest.raises(Refusal, match="login-name"):
        rules.may_be_login_name(name)


@pytest.mark.parametrize("role", RoleCode)
def test_only_the_roles_that_must_never_be_empty_need_a_successor(role: RoleCode) -> None:
    rules.may_leave(role, day=TODAY, successors=1)
    if role in (RoleCode.SYSTEM_ADMINISTRATOR, RoleCode.SECURITY_ADMINISTRATOR):
        with pytest.raises(Refusal, match="last-administrator"):
            rules.may_leave(role, day=TODAY, successors=0)
    else:
        rules.may_leave(role, day=TODAY, successors=0)


@pytest.mark.parametrize(("work", "reason", "sound"), [(0, "", 1), (3, "sorted out", 1), (1, " ", 0)])
def test_work_is_handed_over_or_a_reason_given(work: int, reason: str, sound: int) -> None:
    if sound:
        rules.may_note_left(day=TODAY, today=TODAY, open_work=work, reason=reason)
        return
    with pytest.raises(Refusal, match="work-not-handed-over"):
        rules.may_note_left(day=TODAY, today=TODAY, open_work=work, reason=reason)


GAPS = st.lists(st.integers(0, 20 * 60), min_size=1, max_size=60)


MINUTES = st.integers(1, 1440)


@given(GAPS, st.integers(1, 100), MINUTES, MINUTES)
def test_never_more_attempts_than_allowed_in_any_window(
    gaps: list[int], allowed: int, window: int, lock: int
) -> None:
    limits = Limits(allowed, timedelta(minutes=window), timedelta(minutes=lock))
    count, now, tried = Count(0, NOW), NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        try:
            may_try(count, now=now, shown_until="")
        except Refusal:
            assert count.locked_until is not None
            assert now < count.locked_until
            continue
        count = counted(count, limits, now=now)
        tried.append(now)
    for first, beyond in zip(tried, tried[max(2 * allowed - 1, 1) :], strict=False):
        assert beyond - first >= min(limits.window, limits.locked_for)


def test_a_lock_ends_on_time_and_the_count_begins_anew() -> None:
    count, limits = Count(0, NOW), Limits(5, timedelta(minutes=10), timedelta(minutes=20))
    for _ in range(5):
        count = counted(count, limits, now=NOW)
    end = NOW + timedelta(minutes=20)
    with pytest.raises(Refusal, match="locked-out"):
        may_try(count, now=end - timedelta(microseconds=1), shown_until="09:15")
    may_try(count, now=end, shown_until="")
    assert counted(count, limits, now=end) == Count(1, end)
    assert one_less(count).locked_until is None
