"""Some families have moved when later registers see them; twins move together."""

import numpy as np
import pytest

from evenborn.simulation.later_residence import later_residence
from simulation.world import DEFAULT, births_of_each, world


def test_a_stated_share_has_moved_within_the_city() -> None:
    births, table = births_of_each(DEFAULT), world(DEFAULT)[0]
    later = np.asarray(later_residence(DEFAULT, table["delivery"], table["residence"]).to_pylist())
    moved = later != births["residence"]
    assert moved.mean() == pytest.approx(0.08, abs=4 * np.sqrt(0.08 * 0.92 / len(moved)))
    assert set(later) <= set(births["residence"])
    pairs = set(zip(births["delivery"].tolist(), later.tolist(), strict=True))
    assert len(pairs) == len(set(births["delivery"].tolist()))


def test_it_does_not_depend_on_the_batch() -> None:
    table = world(DEFAULT)[0]
    whole = later_residence(DEFAULT, table["delivery"], table["residence"])
    part = table.slice(777, 100)
    assert later_residence(DEFAULT, part["delivery"], part["residence"]).equals(whole.slice(777, 100))
