"""Smoothed ratios: against NUTS, the districts of India, refits, known maps; and hard maps."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evenborn.sexratio.funnel import funnel
from evenborn.sexratio.smoothing import beta_binomial_log_score, raw_log_score, smooth
from evenborn.sexratio.smoothing.leave_one_out import _log_binomial
from sexratio.smoothing.hundred_areas import hundred_areas
from sexratio.smoothing.maps import pairs_of_points, two_parts_and_an_island

NUTS = Path(__file__).parent / "nuts_100_areas.csv"
"""Four chains of 4,000 draws, seed 1, at least 12,634 effective draws of a ratio and 3,082 of a parameter."""


ALL = {"sd_area", "structured_share", "sd_time", "correlation", "sd_interaction"}


def drawn_map(seed: int, *, spread: float = 0.03, areas: int = 60) -> tuple[np.ndarray, ...]:
    """Male, female, neighbours and true log R of areas that differ along the map and on their own."""
    rng = np.random.default_rng(seed)
    pairs = pairs_of_points(areas, seed)
    smooth_part = rng.normal(0, 1, areas)
    for _ in range(4):
        mean = np.bincount(pairs.ravel(), smooth_part[pairs[:, ::-1]].ravel(), areas)
        smooth_part = mean / np.bincount(pairs.ravel(), minlength=areas)
    smooth_part /= max(smooth_part.std(), 1e-12)
    truth = np.log(1.07) + spread * (0.8 * smooth_part + 0.6 * rng.normal(0, 1, areas))
    births = rng.integers(200, 6_000, areas)
    male = rng.binomial(births, 1 / (1 + np.exp(-truth)))
    return male, births - male, pairs, truth


def test_hundred_areas_agree_with_nuts() -> None:
    male, female, pairs = hundred_areas()
    ours = smooth(male, female, neighbours=pairs)
    with NUTS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells = [row for row in rows if row["name"] == "log_ratio"]
    sd = np.array([float(row["sd"]) for row in cells]).reshape(100, 5)
    for name, limit in (("median", 0.1), ("lower", 0.2), ("upper", 0.2)):
        known = np.array([float(row[name]) for row in cells]).reshape(100, 5)
        found = np.log({"median": ours.ratio, "lower": ours.lower, "upper": ours.upper}[name] / 100)
        assert np.abs((found - known) / sd).max() < limit
    for row in rows[:5]:
        assert abs(ours.parameters[row["name"]].median - float(row["median"])) < 0.1 * float(row["sd"])


def test_the_districts_of_india(shared_data: Callable[[str], Path]) -> None:
    with shared_data("india_2011_districts_children_0_6.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    place = {row["district"]: number for number, row in enumerate(rows)}
    with shared_data("india_2011_districts_adjacency.csv").open(encoding="utf-8") as file:
        pairs = [(place[row["district"]], place[row["neighbour"]]) for row in csv.DictReader(file)]
    male, female = (np.array([int(row[sex]) for row in rows]) for sex in ("male", "female"))
    assert round(funnel(male, female).dispersion, 1) == 115.9
    result = smooth(male, female, neighbours=pairs)
    alone = {rows[area]["name"] for area in result.islands}
    assert alone == {"Lakshadweep", "Nicobars", "Diu", "Yanam"}  # the last two have no point and no outline
    assert result.parts == 2
    score = result.log_score.sum()
    assert score > beta_binomial_log_score(male, female).sum() + 400
    assert score > raw_log_score(male, female).sum() + 2_000
    assert 0.040 < result.parameters["sd_area"].median < 0.046  # between districts: 0.0423
    assert result.parameters["structured_share"].lower > 0.9


def test_leave_one_out_scores_are_those_of_refits() -> None:
    male, female, pairs, _ = drawn_map(4, areas=25)
    male, female = np.stack([male, male // 2], axis=1), np.stack([female, female // 2], axis=1)
    full = smooth(male, female, neighbours=pairs, time="rw1")
    for area in range(0, 25, 12):
        boys, girls = male.copy(), female.copy()
        boys[area, 0] = girls[area, 0] = 0
        refit = smooth(boys, girls, neighbours=pairs, time="rw1")
        chances = (np.arange(60) + 0.5) / 60
        at = np.array([refit.distribution.quantile(chance)[area, 0] for chance in chances])
        births = float(male[area, 0] + female[area, 0])
        known = np.log(np.exp(_log_binomial(np.full(60, male[area, 0]), np.full(60, births), at)).mean())
        assert full.log_score[area, 0] == pytest.approx(known, abs=0.04)


@pytest.mark.parametrize(
    ("maps", "least", "most"), [(4, 0.90, 0.99), pytest.param(20, 0.93, 0.97, marks=pytest.mark.long)]
)
def test_intervals_hold_the_truth_of_known_maps(maps: int, least: float, most: float) -> None:
    held, width = [], []
    for seed in range(maps):
        male, female, pairs, truth = drawn_map(seed)
        result = smooth(male, female, neighbours=pairs)
        ratio = 100 * np.exp(truth)
        held.append((result.lower[:, 0] <= ratio) & (ratio <= result.upper[:, 0]))
        width.append(np.mean(result.upper - result.lower))
    assert least <= np.mean(held) <= most
    assert np.mean(width) < 12  # a single county of 3,000 births has 15


@pytest.mark.parametrize(("maps", "most"), [(3, 1), pytest.param(20, 3, marks=pytest.mark.long)])
def test_where_areas_differ_by_chance_alone_few_are_called(maps: int, most: int) -> None:
    called = []
    for seed in range(maps):
        male, female, pairs, _ = drawn_map(100 + seed, spread=0.0)
        result = smooth(male, female, neighbours=pairs)
        called.append(result.exceeding(107).any())
        assert not result.exceeding(109).any()
    assert sum(called) <= most  # each is a false discovery; 1 in 20 is stated


def test_swapping_the_sexes_inverts_the_ratio() -> None:
    male, female, pairs, _ = drawn_map(7)
    one, other = smooth(male, female, neighbours=pairs), smooth(female, male, neighbours=pairs)
    assert one.ratio == pytest.approx(1e4 / other.ratio, rel=2e-4)
    assert one.lower == pytest.approx(1e4 / other.upper, rel=5e-4)


def test_the_order_of_the_areas_does_not_matter() -> None:
    male, female, pairs, _ = drawn_map(8)
    order = np.random.default_rng(1).permutation(60)
    where = np.argsort(order)
    one = smooth(male, female, neighbours=pairs)
    other = smooth(male[order], female[order], neighbours=where[pairs][:, ::-1])
    assert other.ratio == pytest.approx(one.ratio[order], rel=1e-6)
    assert other.log_score == pytest.approx(one.log_score[order], abs=1e-5)
    assert (smooth(male, female, neighbours=pairs).ratio == one.ratio).all()  # nothing is left to chance


def test_a_forecast_widens_and_holds_the_chance_of_the_births() -> None:
    rng = np.random.default_rng(2)
    births = np.full((30, 12), 900)
    male = rng.binomial(births, 0.53)
    for time in ("ar1", "rw1"):
        result = smooth(male, births - male, neighbours=pairs_of_points(30, 1), time=time, forecast=6)
        assert result.ratio.shape == (30, 18)
        median, low, high = result.course()
        assert (low < median).all()
        assert (median < high).all()
        assert median[:12] == pytest.approx(result.ratio[:, :12].mean(axis=0), abs=0.7)
        width = np.log(result.upper / result.lower)
        assert (np.diff(width[:, 12:], axis=1) > -1e-3).all()
        assert (width[:, 12] > width[:, :12].mean(axis=1)).all()
        lower, upper = result.observed_interval(900)
        assert (lower < result.lower).all()
        assert (upper > result.upper).all()
        seen = 100 * male / (births - male)
        assert np.mean((lower[:, :12] <= seen) & (seen <= upper[:, :12])) > 0.93


def test_missing_periods_and_areas_without_births_have_an_answer() -> None:
    pairs, areas = two_parts_and_an_island()
    rng = np.random.default_rng(3)
    births = rng.integers(500, 3_000, (areas, 6))
    births[20:29], births[4, 1:4], births[:, 2] = 0, 0, 0  # a whole part, three periods of one area, a period
    male = rng.binomial(births, 0.52)
    result = smooth(male, births - male, neighbours=pairs)
    assert np.isfinite(result.ratio).all()
    assert (result.log_score[births == 0] == 0).all()
    wide, narrow = result.upper[22, 0] - result.lower[22, 0], result.upper[0, 0] - result.lower[0, 0]
    assert wide > narrow
    assert result.upper[4, 2] - result.lower[4, 2] > result.upper[4, 0] - result.lower[4, 0]


@pytest.mark.parametrize(
    ("shape", "pairs", "names"),
    [
        ((1, 1), [], set()),
        ((1, 8), [], {"sd_time", "correlation"}),
        ((5, 1), [], {"sd_area"}),
        ((5, 1), [(0, 1)], {"sd_area", "structured_share"}),
        ((2, 2), [(0, 1), (1, 0)], ALL),
    ],
)
def test_terms_that_the_data_cannot_hold_are_left_out(
    shape: tuple[int, int], pairs: list[tuple[int, int]], names: set[str]
) -> None:
    births = np.full(shape, 2_000)
    male = np.random.default_rng(1).binomial(births, 0.52)
    result = smooth(male, births - male, neighbours=pairs)
    assert set(result.parameters) == names
    assert ((result.lower < result.ratio) & (result.ratio < result.upper)).all()
    assert (result.ratio > 100).all()


def test_one_area_and_period_is_its_own_ratio() -> None:
    result = smooth([5_170], [4_830])
    assert result.ratio[0, 0] == pytest.approx(100 * 5_170 / 4_830, abs=0.01)
    assert result.exceedance(107.0391)[0, 0] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("boys", [0, 3])
def test_areas_with_one_sex_only_are_drawn_in(boys: int) -> None:
    male, female = np.full(12, 520), np.full(12, 480)
    male[0], female[0] = boys, 3 - boys
    result = smooth(male, female, neighbours=[(area, area + 1) for area in range(11)])
    assert 95 < result.ratio[0, 0] < 120


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="no births"):
        smooth([[0, 0]], [[0, 0]])
    with pytest.raises(ValueError, match="whole numbers"):
        smooth([1.5], [2])
    with pytest.raises(ValueError, match="forecast"):
        smooth([5], [5], forecast=3)
    with pytest.raises(ValueError, match="forecast"):
        smooth([[5, 6]], [[5, 6]], time=None, forecast=3)
    with pytest.raises(ValueError, match="level"):
        smooth([5], [5], level=95)
    with pytest.raises(ValueError, match="two dimensions"):
        smooth(np.ones((2, 2, 2)), np.ones((2, 2, 2)))
    with pytest.raises(ValueError, match="neighbours"):
        smooth([5, 6], [5, 6], neighbours=[(0, 2)])


@settings(max_examples=20, derandomize=True)
@given(data=st.data(), areas=st.integers(1, 6), periods=st.integers(1, 4))
def test_whatever_the_births_every_ratio_lies_inside_its_interval(
    data: st.DataObject, areas: int, periods: int
) -> None:
    counts = st.sampled_from([0, 0, 1, 2, 7, 60, 900, 40_000, 2_000_000])
    table = st.lists(counts, min_size=areas * periods, max_size=areas * periods)
    male, female = (np.reshape(data.draw(table), (areas, periods)) for _ in range(2))
    assume((male + female).any())
    place = st.integers(0, areas - 1)
    pairs = data.draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] != pair[1]), max_size=8))
    time = data.draw(st.sampled_from(["ar1", "rw1", None]))
    result = smooth(male, female, neighbours=pairs, time=time, interaction=data.draw(st.booleans()))
    assert np.isfinite(result.ratio).all()
    assert ((result.lower > 0) & (result.lower < result.ratio) & (result.ratio < result.upper)).all()
    assert (result.log_score <= 0).all()
    chance = result.exceedance(107)
    assert ((chance >= 0) & (chance <= 1)).all()
    assert ((chance > 0.5) == (result.ratio > 107)).all()


@pytest.mark.parametrize("girls", [0, 1])
def test_a_map_of_one_sex_in_one_area_is_smoothed(girls: int) -> None:
    male, female = np.zeros((2, 6, 2), dtype=np.int64)
    male[1, 1], female[2, 1] = 2_000_000, girls
    result = smooth(male, female, neighbours=[(0, 1), (0, 2)], interaction=False)
    assert result.ratio[1, 1] > 1_000_000
    assert np.isfinite(result.upper).all()
