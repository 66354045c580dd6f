"""Kitagawa and Das Gupta: effects sum to the change, and mean what they say."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from evenborn.sexratio.decomposition import (
    das_gupta_effects,
    decompose_by_order,
    decompose_by_order_and_area,
)

ORDERS = ("total", "first", "second", "third_plus")
births = st.integers(1, 10**6)


def table(shape: tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    return arrays.arrays(np.int64, shape, elements=births)


def largest_term(cells: np.ndarray) -> float:
    """The largest ratio of any cell: what the sums are rounded against."""
    return float((100 * cells[[0, 2]] / cells[[1, 3]]).max())


@given(table((4, 5, 3)))
def test_kitagawa_sums_to_the_change_to_machine_precision(cells: np.ndarray) -> None:
    result = decompose_by_order(*cells)
    total = result.total("ratio") + result.total("order")
    assert np.allclose(total, result.change, rtol=0, atol=1e-13 * largest_term(cells))


@given(table((4, 4, 3)))
def test_das_gupta_sums_to_the_change_to_machine_precision(cells: np.ndarray) -> None:
    result = decompose_by_order_and_area(*cells)
    total = sum(float(result.total(factor)) for factor in ("area", "order", "ratio"))
    scale = max(
        float(result.before), float(result.after), *(np.abs(e).max() for e in result.effects.values())
    )
    assert total == pytest.approx(float(result.change), rel=0, abs=1e-11 * scale)


@given(table((4, 4, 3)))
def test_going_back_turns_every_effect_round(cells: np.ndarray) -> None:
    there = decompose_by_order_and_area(*cells)
    back = decompose_by_order_and_area(*cells[[2, 3, 0, 1]])
    for factor in ("area", "order", "ratio"):
        assert np.allclose(there.effects[factor], -back.effects[factor], rtol=1e-9, atol=1e-9)


def test_three_factors_equal_das_guptas_printed_formula() -> None:
    a, b, c = (np.array(x) for x in (0.2, 0.6, 105.0))
    A, B, C = (np.array(x) for x in (0.3, 0.5, 118.0))  # noqa: N806 (capitals are the formula's)
    first, second, third = das_gupta_effects((a, b, c), (A, B, C))
    assert float(first) == pytest.approx(((b * c + B * C) / 3 + (b * C + B * c) / 6) * (A - a))
    assert float(second) == pytest.approx(((a * c + A * C) / 3 + (a * C + A * c) / 6) * (B - b))
    assert float(third) == pytest.approx(((a * b + A * B) / 3 + (a * B + A * b) / 6) * (C - c))


def test_kitagawa_is_the_printed_formula() -> None:
    male, female = np.array([5_150, 1_060, 300]), np.array([5_000, 1_000, 250])
    male_after, female_after = np.array([5_250, 2_600, 900]), np.array([5_000, 2_000, 500])
    result = decompose_by_order(male, female, male_after, female_after)
    share, share_after = female / female.sum(), female_after / female_after.sum()
    ratio, ratio_after = 100 * male / female, 100 * male_after / female_after
    assert np.allclose(result.effects["ratio"], (share + share_after) / 2 * (ratio_after - ratio))
    assert float(result.total("order")) == pytest.approx(
        ((ratio + ratio_after) / 2 * (share_after - share)).sum()
    )
    middle = float(result.before + result.after) / 2
    from_middle = ((ratio + ratio_after) / 2 - middle) * (share_after - share)
    assert np.allclose(result.effects["order"], from_middle)
    assert float(result.before) == pytest.approx(100 * male.sum() / female.sum())


def test_korea_is_the_mean_of_its_birth_orders_weighted_by_girls(shared_data: Callable[[str], Path]) -> None:
    with shared_data("korea_sex_ratio_by_birth_order_1990_2025.csv").open(encoding="utf-8") as file:
        rows = {row["year"]: [float(row[name]) for name in ORDERS] for row in csv.DictReader(file)}
    total, *by_order = rows["1990"]
    assert (total, by_order) == (116.5, [108.5, 117.1, 193.7])
    assert rows["1993"][3] == 209.7
    first, second, third = by_order
    # The file gives ratios only: with 39 % second births the other shares of girls follow from the total.
    share_third = (total - 0.39 * second - 0.61 * first) / (third - first)
    girls = np.round(1e7 * np.array([0.61 - share_third, 0.39, share_third]))
    assert (girls > 0).all()
    boys = np.round(girls * by_order / 100)
    result = decompose_by_order(boys, girls, boys, girls)
    assert round(float(result.before), 1) == total
    assert float(result.change) == 0


def test_only_what_changed_has_an_effect() -> None:
    male, female = np.array([[1_070, 560], [1_100, 700]]), np.array([[1_000, 500], [1_000, 500]])
    doubled = decompose_by_order_and_area(male, female, 2 * male, 2 * female)
    assert all(float(doubled.total(factor)) == 0 for factor in ("area", "order", "ratio"))
    moved = decompose_by_order_and_area(male, female, male * [[1], [3]], female * [[1], [3]])
    assert float(moved.total("area")) == pytest.approx(float(moved.change))
    assert float(moved.total("ratio")) == pytest.approx(0, abs=1e-12)
    assert float(moved.total("order")) == pytest.approx(0, abs=1e-12)


def test_an_order_or_area_that_appears_is_composition() -> None:
    order = decompose_by_order([107, 0], [100, 0], [107, 150], [100, 100])
    assert float(order.total("ratio")) == pytest.approx(0, abs=1e-12)
    assert float(order.total("order")) == pytest.approx(float(order.change))
    area = decompose_by_order_and_area([[107], [0]], [[100], [0]], [[107], [150]], [[100], [100]])
    assert float(area.total("area")) == pytest.approx(float(area.change))


def test_what_cannot_be_decomposed_is_refused() -> None:
    with pytest.raises(ValueError, match=r"cell \(1,\) has boys but no girls"):
        decompose_by_order([107, 3], [100, 0], [107, 3], [100, 2])
    with pytest.raises(ValueError, match="no female births"):
        decompose_by_order([[1, 1], [0, 0]], [[1, 1], [0, 0]], [[1, 1], [1, 1]], [[1, 1], [1, 1]])
    with pytest.raises(ValueError, match="same areas and birth orders"):
        decompose_by_order([1, 1], [1, 1], [1], [1])
    with pytest.raises(ValueError, match="same factors"):
        das_gupta_effects((), ())
