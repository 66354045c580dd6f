"""Comparisons with peers: outliers do not hide, P keeps its promise, order does not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evenborn.signals.peers import between_variance, high_shares, rate_interval, share_interval, unusual_rates


def test_shares_that_are_alike_seldom_seem_high() -> None:
    rng = np.random.default_rng(1)
    values = []
    for _ in range(60):
        total = rng.integers(30, 3_000, 50)
        values += high_shares(rng.binomial(total, 0.02), total, 0.01)[1].tolist()
    values = np.array(values)
    assert (values <= 0.05).mean() < 0.055
    assert (values <= 0.001).mean() < 0.002


def test_shares_that_differ_by_more_than_chance_seldom_seem_high() -> None:
    rng = np.random.default_rng(2)
    values = []
    for _ in range(60):
        total = rng.integers(200, 3_000, 50)
        values += high_shares(rng.binomial(total, rng.beta(2, 98, 50)), total, 0.01)[1].tolist()
    assert (np.array(values) <= 0.05).mean() < 0.08
    assert (np.array(values) <= 0.001).mean() < 0.005


def test_three_outliers_do_not_hide_each_other() -> None:
    rng = np.random.default_rng(3)
    total = np.full(40, 800)
    events = rng.binomial(total, 0.02)
    events[:3] = 300
    expected, p_value = high_shares(events, total, 0.01)
    assert p_value[:3].max() < 1e-10
    assert p_value[3:].min() > 1e-3
    assert (np.abs(expected - 0.02) < 0.005).all()


def test_a_share_of_slips_is_expected_where_nobody_makes_any() -> None:
    expected, p_value = high_shares(np.array([3, 0, 0, 0, 0, 0]), np.full(6, 400), 0.01)
    assert expected[0] == 0.01
    assert p_value[0] > 0.3


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 400)), min_size=5, max_size=12), st.randoms())
def test_shares_do_not_depend_on_order(rows: list[tuple[int, int]], random: object) -> None:
    total = np.array([max(one, other) for one, other in rows])
    events = np.array([min(one, other) for one, other in rows])
    order = np.random.default_rng(0).permutation(len(rows))
    expected, p_value = high_shares(events, total, 0.01)
    mixed_expected, mixed = high_shares(events[order], total[order], 0.01)
    assert np.allclose(p_value[order], mixed)
    assert np.allclose(expected[order], mixed_expected)
    assert ((p_value >= 0) & (p_value <= 1)).all()


def test_rates_of_a_further_facility_lie_where_they_are_predicted() -> None:
    rng = np.random.default_rng(4)
    values = []
    for _ in range(300):
        mean = np.exp(rng.normal(0, 0.3, 12)) * 200
        number = rng.poisson(mean)
        values += unusual_rates(number / 10, 1 / number, high_only=False)[1].tolist()
    assert 0.03 < (np.array(values) <= 0.05).mean() < 0.07
    assert stats.kstest(values, "uniform").statistic < 0.05


def test_a_rate_three_times_as_high_stands_out() -> None:
    rate = np.array([10.0, 11.0, 9.0, 10.5, 9.5, 10.2, 30.0])
    _, p_value = unusual_rates(rate, np.full(7, 0.005), high_only=True)
    assert p_value.argmin() == 6
    assert p_value[6] < 1e-3
    assert unusual_rates(1 / rate, np.full(7, 0.005), high_only=True)[1][6] > 0.99


def test_four_rates_are_too_few() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        unusual_rates(np.ones(4), np.ones(4), high_only=True)


def test_no_variance_between_where_chance_explains_all() -> None:
    rng = np.random.default_rng(1)
    assert between_variance(rng.normal(0, 1, 500), np.ones(500)) < 0.1
    assert between_variance(np.zeros(9), np.ones(9)) == 0
    assert between_variance(np.zeros(0), np.ones(0)) == 0


@given(st.integers(0, 500), st.integers(1, 500))
def test_intervals_hold_what_they_are_about(events: int, more: int) -> None:
    total = events + more
    lower, upper = share_interval(events, total)
    assert 0 <= lower <= events / total <= upper <= 1
    low, high = rate_interval(events + 1.0, 0.1)
    assert low < events + 1 < high
