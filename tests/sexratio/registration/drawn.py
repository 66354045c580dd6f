"""Registers whose truth is known: births fall into capture patterns with given completeness."""

from collections.abc import Sequence

import numpy as np

from evenborn.sexratio.counts import FloatArray
from evenborn.sexratio.registration import capture_patterns


def expected_patterns(births: float, completeness: Sequence[float]) -> FloatArray:
    """Expected births by capture pattern of independent registers."""
    patterns, share = capture_patterns(len(completeness)), np.asarray(completeness)
    return births * np.where(patterns == 1, share, 1 - share).prod(axis=1)


def drawn_patterns(
    generator: np.random.Generator, births: float, completeness: Sequence[float], areas: int
) -> FloatArray:
    """Births of many areas, as chance has them."""
    expected = expected_patterns(births, completeness)
    return generator.poisson(expected, (areas, len(expected))).astype(np.float64)


def of_sex(births: float, ratio: float) -> tuple[float, float]:
    """Boys and girls of so many births at a ratio."""
    return births * ratio / (100 + ratio), births * 100 / (100 + ratio)
