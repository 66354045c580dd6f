"""Axes hold what they are given."""

from hypothesis import assume, given
from hypothesis import strategies as st

from evenborn.presentation.charts.axis import births, linear

values = st.lists(st.floats(0, 1e6), min_size=1, max_size=20)


@given(values)
def test_a_linear_axis_holds_every_value_between_round_marks(found: list[float]) -> None:
    axis = linear(found)
    assert axis.low <= min(found) + 1e-6
    assert axis.high >= max(found) - 1e-6 * max(1.0, *found)
    assert 2 <= len(axis.ticks) <= 14
    assert axis.place(axis.low) == 0
    assert axis.place(axis.high) == 1


@given(st.lists(st.integers(1, 10**8), min_size=3, max_size=20))
def test_an_axis_of_births_holds_every_area_inside(found: list[int]) -> None:
    assume(max(found) > 10)
    axis = births(found)
    assert all(0 <= axis.place(value) <= 1 for value in found)
    assert axis.ticks
    assert axis.logarithmic == (max(found) / min(found) >= 20)
