"""Twins and their sex, outcomes, and the probability of a boy."""

import numpy as np
import pytest

from evenborn.simulation.families import Planned
from evenborn.simulation.newborns import (
    CHILDREN_A_DELIVERY,
    EARLY_DEATH,
    IDENTICAL_SHARE,
    SINGLE_SHARE,
    STILLBIRTH,
    Newborns,
    deliver,
)
from evenborn.simulation.selection import Selection

DELIVERIES = 400_000


@pytest.fixture(scope="module")
def newborns() -> Newborns:
    ones = np.ones(DELIVERIES, np.int64)
    planned = Planned(0 * ones, 2 * ones, np.arange(DELIVERIES) % 2, 19_358 * ones)
    chosen = Selection(np.array([[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]]), 0.7, 106.0)
    return deliver(np.random.default_rng(1), planned, 19_358 * 1440 * ones, chosen)


def test_three_in_a_hundred_children_are_twins(newborns: Newborns) -> None:
    assert len(newborns.male) / DELIVERIES == pytest.approx(CHILDREN_A_DELIVERY, abs=0.001)
    assert (newborns.plurality == 2).mean() == pytest.approx(0.0296, abs=0.001)
    assert 0 < (newborns.plurality == 3).mean() < 0.001
    assert (newborns.plurality == 1).mean() == pytest.approx(SINGLE_SHARE, abs=0.001)
    assert (np.bincount(newborns.delivery) == newborns.plurality[newborns.position == 1]).all()
    assert (newborns.position <= newborns.plurality).all()


def test_twins_of_one_egg_are_of_one_sex(newborns: Newborns) -> None:
    twins = newborns.plurality == 2
    first, second = (newborns.male[twins & (newborns.position == position)] for position in (1, 2))
    share = newborns.male_share[twins & (newborns.position == 1)]
    by_chance = share**2 + (1 - share) ** 2
    same = (first == second).mean()
    expected = (IDENTICAL_SHARE + (1 - IDENTICAL_SHARE) * by_chance).mean()
    assert same == pytest.approx(expected, abs=4 * np.sqrt(0.25 / len(first)))
    assert 3 <= np.diff(newborns.minute[twins].reshape(-1, 2)).min() <= 15


def test_a_boy_is_as_likely_as_stated(newborns: Newborns) -> None:
    son_before = newborns.delivery % 2 == 1
    natural, selected = 106 / 206, 106 / (106 + 100 * np.exp(-0.7))
    for whom, share in ((son_before, natural), (~son_before, selected)):
        assert newborns.male_share[whom] == pytest.approx(share)
        assert newborns.male[whom].mean() == pytest.approx(share, abs=4 * 0.5 / np.sqrt(whom.sum()))


def test_outcomes(newborns: Newborns) -> None:
    assert (newborns.outcome == STILLBIRTH).mean() == pytest.approx(0.005, abs=0.0005)
    assert (newborns.outcome == EARLY_DEATH).mean() == pytest.approx(0.002, abs=0.0003)
    assert newborns.alive.mean() == pytest.approx(0.995, abs=0.0005)
    assert newborns.week.min() >= 28
