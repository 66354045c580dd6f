"""Small tables for the tests of disclosure: issues with any numbers withheld, and strategies for counts."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from evenborn.sexratio.disclosure import Issue, Thresholds
from evenborn.sexratio.disclosure.design import SEX, Design, axis
from evenborn.sexratio.disclosure.protection import Draft

SMALL = Thresholds(count=2, ratio=8, width=2)
"""A rule that brings every branch into the reach of enumeration."""


def design(
    areas: int, periods: int = 0, windows: Sequence[int] = (), totals: Sequence[str] = ("area",)
) -> Design:
    """Areas, by periods where there are any."""
    axes = [axis("area", range(areas), "area" in totals)]
    if periods:
        axes.append(axis("period", range(periods), "period" in totals, windows))
    return Design((*axes, SEX))


def draft(shape: Design, counts: np.ndarray, rule: Thresholds = SMALL) -> Draft:
    """Counts of shape (…, 2) to be published under the small rule."""
    return Draft(shape, np.asarray(counts, dtype=np.int64), np.zeros(shape.shape, dtype=bool), rule, "grow")


def issue(
    counts: np.ndarray, withheld: Sequence[tuple[int, ...]], shape: Design, rule: Thresholds = SMALL
) -> Issue:
    """An issue that withholds exactly these numbers, wise or not."""
    mask = np.zeros(shape.published_shape, dtype=bool)
    for place in withheld:
        mask[place] = True
    return draft(shape, counts, rule).issue(mask)


@st.composite
def births(draw: st.DrawFn, areas: int, periods: int = 0, most: int = 5) -> np.ndarray:
    """Counts by sex, most of them small."""
    shape = (areas, periods, 2) if periods else (areas, 2)
    size = int(np.prod(shape))
    cells = st.one_of(st.integers(0, 2), st.integers(0, most))
    return np.array(draw(st.lists(cells, min_size=size, max_size=size)), dtype=np.int64).reshape(shape)
