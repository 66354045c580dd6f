"""Areas followed month by month: alarms, their start, and the budget of false alarms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from evenborn.sexratio.cusum import Shift, expected_alarms, monitor, thresholds

counts = arrays.arrays(
    np.int64, st.tuples(st.integers(1, 4), st.integers(1, 12)), elements=st.integers(0, 500)
)


def test_an_area_that_rises_is_found_with_its_month_and_the_other_is_not() -> None:
    male = np.array([[516] * 36, [516] * 20 + [560] * 16])
    found = monitor(male, 1_000 - male)
    assert found.alarmed.tolist() == [False, True]
    assert found.start[1] == 20
    assert 21 <= found.first_alarm[1] <= 24
    assert found.last_alarm[1] > found.first_alarm[1]  # it goes on, and so do its alarms
    assert found.end[1] == -1
    assert (found.since.male[1], found.since.female[1]) == (560 * 16, 440 * 16)
    assert found.after.births[1] == 1_000 * (35 - found.first_alarm[1])
    assert found.since.births[0] == found.after.births[0] == 0
    assert found.start[0] == found.first_alarm[0] == found.last_alarm[0] == -1


def test_a_shift_that_ended_and_one_that_came_later_are_two() -> None:
    high, low = [560] * 6, [480] * 12
    male = np.array([[516] * 4 + high + low + high + low])
    found = monitor(male, 1_000 - male)
    assert found.alarm[0, 4:10].any()
    assert found.start[0] == 22
    assert 22 < found.first_alarm[0] <= found.last_alarm[0] < 28 <= found.end[0] < 36
    assert not found.ongoing[0]
    assert found.since.births[0] == 1_000 * (found.end[0] - 22 + 1)
    assert found.after.births[0] == 1_000 * (found.end[0] - found.first_alarm[0])


def test_a_shift_that_pauses_for_a_month_is_one_and_goes_on() -> None:
    male = np.array([[516] * 10 + [560] * 8 + [516] + [560] * 8])
    found = monitor(male, 1_000 - male)
    assert (found.start[0], found.end[0]) == (10, -1)
    assert found.ongoing[0]
    assert found.first_alarm[0] < 18 < found.last_alarm[0]


def test_a_fall_is_watched_for_as_a_rise_is() -> None:
    male = np.array([[516] * 6 + [460] * 12])
    assert monitor(male, 1_000 - male, Shift(102, 95)).alarmed.all()
    assert not monitor(1_000 - male, male, Shift(102, 95)).alarm[:, 6:].any()


@settings(max_examples=40, deadline=None)
@given(male=counts, seed=st.integers(0, 9))
def test_the_path_by_its_recursion(male: np.ndarray, seed: int) -> None:
    female = np.random.default_rng(seed).integers(0, 500, male.shape)
    shift = Shift(107, 120)
    found = monitor(male, female, shift, threshold=np.full(len(male), 2.0), head_start=0.25)
    for area in range(len(male)):
        level = 0.5
        for month in range(male.shape[1]):
            level = max(0.0, level + male[area, month] * shift.boy + female[area, month] * shift.girl)
            assert found.path[area, month] == pytest.approx(level, abs=1e-9)
            assert bool(found.alarm[area, month]) == (level >= 2.0)
            level = 0.5 if level >= 2.0 else level
    assert (found.path >= 0).all()


@settings(max_examples=40, deadline=None)
@given(male=counts, area=st.integers(0, 3), month=st.integers(0, 11), more=st.integers(1, 200))
def test_more_boys_bring_the_first_alarm_no_later(male: np.ndarray, area: int, month: int, more: int) -> None:
    limit = np.full(len(male), 1.5)
    female = np.full_like(male, 240)
    before = monitor(male, female, threshold=limit).alarm
    raised = male.copy()
    raised[area % len(male), month % male.shape[1]] += more
    after = monitor(raised, female, threshold=limit).alarm
    late = male.shape[1]
    first = [np.where(alarm.any(axis=1), alarm.argmax(axis=1), late) for alarm in (before, after)]
    assert (first[1] <= first[0]).all()


@settings(max_examples=15, deadline=None)
@given(male=counts, seed=st.integers(0, 9))
def test_the_order_of_areas_changes_nothing(male: np.ndarray, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(male))
    female = np.full_like(male, 230)
    found, turned = monitor(male, female), monitor(male[order], female[order])
    for name in ("threshold", "path", "alarm", "start", "first_alarm", "last_alarm", "end", "delay"):
        assert (getattr(found, name)[order] == getattr(turned, name)).all()
    assert turned.expected_false_alarms == pytest.approx(found.expected_false_alarms)


def test_months_without_births_leave_the_statistic_as_it_is() -> None:
    male, female = np.array([[60, 0, 0, 62]]), np.array([[50, 0, 0, 50]])
    path = monitor(male, female).path[0]
    assert path[0] == path[1] == path[2] < path[3]


def test_no_births_one_month_one_area_and_an_enormous_month() -> None:
    nothing = monitor([[0, 0]], [[0, 0]])
    assert not nothing.alarm.any()
    assert nothing.threshold[0] == nothing.delay[0] == np.inf
    assert nothing.expected_false_alarms == 0
    assert monitor([[5]], [[4]]).path.shape == (1, 1)
    huge = monitor([[10, 5_200_000, 12]], [[10, 4_800_000, 10]])  # 108.3: nearer to 107 than to 115
    assert np.isfinite(huge.path).all()
    assert not huge.alarm.any()
    assert monitor([[10, 5_400_000, 12]], [[10, 4_600_000, 10]]).alarm[0, 1]


def test_every_area_has_the_same_share_of_the_budget_and_more_areas_a_higher_threshold() -> None:
    births = [[40] * 6, [400] * 6, [4_000] * 6]
    together, alone = thresholds(births, Shift(), 10), thresholds(births[:1], Shift(), 10)
    assert together[0] > alone[0]
    months = 12_000
    rates = [
        expected_alarms([row[0]] * months, limit, 107, Shift())
        for row, limit in zip(births, together, strict=True)
    ]
    assert rates == pytest.approx([months / (10 * 12 * 3)] * 3, rel=0.02)


def test_false_alarms_are_as_stated_and_fewer_below_the_reference() -> None:
    rng = np.random.default_rng(5)
    births = rng.poisson(np.geomspace(20, 2_000, 24)[:, None], (24, 240))
    seen = {}
    for ratio in (107, 105):
        tables = [rng.binomial(births, ratio / (100 + ratio)) for _ in range(12)]
        limit = thresholds(births, Shift(), 2)
        long = np.concatenate(tables, axis=1)  # one after the other: areas in control for 240 years
        found = monitor(long, np.tile(births, 12) - long, years=2, threshold=limit)
        seen[ratio] = found.alarm.sum()
    assert found.expected_false_alarms == pytest.approx(240 / 2, rel=0.02)
    assert abs(seen[107] - found.expected_false_alarms) < 3.5 * found.expected_false_alarms**0.5
    assert seen[105] < seen[107] / 3


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    monitor([[50] * 4] * 5, [[48] * 4] * 5, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)


def test_births_behind_the_first_alarm_are_not_chosen_by_it() -> None:
    rng = np.random.default_rng(8)
    male = np.column_stack([rng.binomial(300, 107 / 207, (400, 24)), rng.binomial(300, 118 / 218, (400, 36))])
    found = monitor(male, 300 - male, threshold=np.full(400, 5.0))
    kept = found.ongoing & (found.start >= 20)
    assert kept.mean() > 0.7
    chosen, free = (
        100 * ratio.male[kept].sum() / ratio.female[kept].sum() for ratio in (found.since, found.after)
    )
    assert free == pytest.approx(118, abs=1)
    assert chosen > free


def test_counts_that_are_none() -> None:
    with pytest.raises(ValueError, match="areas by months"):
        monitor([1, 2], [1, 2])
    with pytest.raises(ValueError, match="whole numbers"):
        monitor([[-1]], [[2]])
    with pytest.raises(ValueError, match="years"):
        monitor([[1]], [[2]], years=0)
