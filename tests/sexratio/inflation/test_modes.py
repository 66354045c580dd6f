"""Where the draws of a start are divided, and where they are not."""

import numpy as np
import pytest

from evenborn.sexratio.inflation.modes import modes_of_start

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("spread", [0.2, 1.0, 6.0])
def test_one_hill_is_one_mode(spread: float) -> None:
    (mode,) = modes_of_start(RNG.normal(1985, spread, 3_000), np.ones(3_000))
    assert mode.weight == 1
    assert mode.start == pytest.approx(1985, abs=spread / 5)


def test_three_hills_with_their_weights_and_heights() -> None:
    sizes, places = (600, 1_800, 600), (1972, 1984, 1998)
    start = np.concatenate([RNG.normal(at, 1, size) for at, size in zip(places, sizes, strict=True)])
    height = np.repeat([3.0, 6.0, 9.0], sizes)
    found = modes_of_start(start, height)
    assert found[0].start == pytest.approx(1984, abs=0.3)
    assert sorted(round(mode.weight, 1) for mode in found) == [0.2, 0.2, 0.6]
    assert {mode.height for mode in found} == {3, 6, 9}


def test_a_hill_under_five_percent_is_no_mode() -> None:
    start = np.concatenate([RNG.normal(1984, 1, 2_950), RNG.normal(1998, 0.5, 50)])
    assert len(modes_of_start(start, np.ones(3_000))) == 1
