"""Weeks, weight and length go together, and no newborn is impossible."""

import numpy as np
import pytest

from evenborn.simulation.measures import weeks, weights_and_lengths


def measured(plurality: int, week: int | None = None, male: bool = True) -> tuple[np.ndarray, ...]:
    rng, many = np.random.default_rng(1), np.full(20_000, plurality)
    of_week = weeks(rng, many, np.zeros(20_000, bool)) if week is None else np.full(20_000, week)
    return of_week, *weights_and_lengths(rng, of_week, np.full(20_000, male), many)


def test_single_children_are_mostly_born_at_term() -> None:
    week, weight, length = measured(1)
    assert (week.min(), week.max()) == (28, 42)
    assert (week < 37).mean() == pytest.approx(0.05, abs=0.01)
    assert weight.mean() == pytest.approx(3_330, abs=60)
    assert length.mean() == pytest.approx(50, abs=0.5)
    assert np.corrcoef(week, weight)[0, 1] > 0.3
    assert np.corrcoef(weight, length)[0, 1] > 0.6


def test_twins_come_earlier_and_smaller() -> None:
    single, twins, triplets = (measured(plurality) for plurality in (1, 2, 3))
    assert single[0].mean() > twins[0].mean() + 2 > triplets[0].mean() + 3
    assert single[1].mean() > twins[1].mean() + 600 > triplets[1].mean() + 900


def test_boys_are_a_little_heavier() -> None:
    difference = measured(1, 39)[1].mean() - measured(1, 39, male=False)[1].mean()
    assert 90 < difference < 150


@pytest.mark.parametrize("week", range(28, 43))
@pytest.mark.parametrize("plurality", [1, 2, 3])
def test_no_newborn_is_impossible(week: int, plurality: int) -> None:
    _, weight, length = measured(plurality, week, male=plurality == 2)
    assert 600 <= weight.min() <= weight.max() < 5_200
    assert 26 <= length.min() <= length.max() < 60
    assert (weight % 10 == 0).all()
    assert (length % 0.5 == 0).all()


def test_stillborn_children_come_earlier() -> None:
    rng, one = np.random.default_rng(1), np.ones(20_000, int)
    alive, still = (weeks(rng, one, np.full(20_000, dead)) for dead in (False, True))
    assert still.mean() < alive.mean() - 3
