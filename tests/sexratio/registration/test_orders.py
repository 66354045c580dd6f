"""First against later births: an excess that does not grow with order is no ground to speak of selection."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenborn.sexratio.registration import (
    OrderGradient,
    corrected_ratio,
    order_gradient,
    registration_verdict,
)

COUNT = st.integers(1, 100_000)


def test_the_difference_and_its_variance() -> None:
    gradient = order_gradient(1060, 1000, 1500, 1000)
    assert float(gradient.difference) == pytest.approx(np.log(1.5 / 1.06))
    assert float(gradient.variance) == pytest.approx(1 / 1060 + 1 / 1000 + 1 / 1500 + 1 / 1000)
    assert bool(gradient.shown(1.96))


@given(COUNT, COUNT, COUNT, COUNT)
def test_exchanging_the_orders_changes_the_sign(one: int, two: int, three: int, four: int) -> None:
    there, back = order_gradient(one, two, three, four), order_gradient(three, four, one, two)
    assert float(there.difference) == pytest.approx(-float(back.difference), abs=1e-12)
    assert not (there.shown(1.96) and back.shown(1.96))


def test_a_sex_without_births_shows_nothing() -> None:
    gradient = order_gradient([10, 0], [0, 0], 30, 10)
    assert gradient.difference.tolist() == [0, 0]
    assert np.isinf(gradient.variance).all()
    assert not gradient.shown(1.96).any()


def test_girls_hidden_at_every_order_from_every_register_cannot_be_told_from_girls_never_born() -> None:
    """The same registers and the same excess: only the order at which girls lack can keep them apart."""
    boys, girls = [17_000, 600, 560], [14_000, 500, 470]
    ratio = corrected_ratio([boys, boys], [girls, girls])
    even, growing = (11_000, 9_000, 7_160, 5_900), (11_000, 10_300, 7_160, 4_600)
    gradient = order_gradient(*(list(pair) for pair in zip(even, growing, strict=True)))
    assert registration_verdict(ratio).verdict.tolist() == ["selection", "selection"]
    result = registration_verdict(ratio, gradient=gradient)
    assert result.verdict.tolist() == ["cannot tell", "selection"]
    assert (result.tipping_point > 1).all()


def test_birth_order_never_turns_another_verdict_into_selection() -> None:
    boys, girls = [[17_000, 600, 560]] * 2, [[16_000, 560, 540], [14_900, 550, 500]]
    ratio = corrected_ratio(boys, girls)
    growing = OrderGradient(np.full(2, 9.0), np.full(2, 0.01))
    assert (
        registration_verdict(ratio, gradient=growing).verdict == registration_verdict(ratio).verdict
    ).all()


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        order_gradient(-1, 1, 1, 1)
