"""The scan beside its definition, on maps small enough for that; what it finds, and what it does not."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenborn.sexratio.scan import NoWindow, TooManyWindows, log_likelihood_ratio, scan
from evenborn.sexratio.scan import windows as window_module
from evenborn.sexratio.scan.replications import Map, drawn, maxima
from evenborn.sexratio.scan.spans import spans
from evenborn.sexratio.scan.totals import folded, running_totals
from evenborn.sexratio.scan.windows import all_windows
from sexratio.scan import plainly


def seed(number: int) -> np.random.Generator:
    return np.random.default_rng(number)


@st.composite
def maps(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Boys, births, points: some areas empty, some at one point, some on a grid with equal distances."""
    areas, periods = draw(st.integers(2, 9)), draw(st.integers(2, 5))
    rng = seed(draw(st.integers(0, 10**6)))
    births = rng.integers(0, draw(st.sampled_from([4, 60, 3_000])), (areas, periods))
    births[0, 0] += 1
    male = rng.binomial(births, rng.uniform(0.4, 0.6, (areas, 1)))
    grid = draw(st.booleans())
    points = rng.integers(0, 3, (areas, 2)) if grid else rng.uniform(-60, 60, (areas, 2))
    return male, births, points.astype(float)


@settings(max_examples=40, deadline=None)
@given(
    maps(),
    st.sampled_from(["high", "low", "both"]),
    st.sampled_from(["none", "any", "latest"]),
    st.sampled_from([(False, 0.0), (True, 0.0), (True, 1.0)]),
    st.sampled_from([0.5, 0.3]),
    st.sampled_from([None, 150.0]),
)
def test_it_agrees_with_the_definition(
    drawn_map: tuple[np.ndarray, np.ndarray, np.ndarray],
    direction: str, times: str, form: tuple[bool, float], share: float, radius: float | None,
) -> None:  # fmt: skip
    male, births, points = drawn_map
    elliptic, penalty = form
    asked = {"elliptic": elliptic, "penalty": penalty, "times": times}
    limits = {"share": share, "radius": radius or np.inf}
    every = plainly.weighed(male, births, points, direction, **asked, **limits)
    right = plainly.clusters(every)
    try:
        ours = scan(
            male, births - male, points, generator=seed(5), direction=direction, **asked,
            largest_share=share, largest_radius=radius, replications=9, most=20, workers=2,
        )  # fmt: skip
    except NoWindow:
        assert not every
        return
    ratios, members = [one.log_likelihood_ratio for one in ours.clusters], [
        frozenset(one.members.tolist()) for one in ours.clusters
    ]  # fmt: skip
    assert ratios[:1] == pytest.approx([one for one, _ in right[:1]], abs=1e-7)
    assert sum(map(len, members)) == len(frozenset().union(*members))
    if plainly.in_one_order(every):
        assert ratios == pytest.approx([one for one, _ in right], abs=1e-7)
        assert members == [one for _, one in right]


@settings(max_examples=25, deadline=None)
@given(maps(), st.sampled_from(["high", "low", "both"]), st.booleans())
def test_maxima_agree_with_the_definition(
    drawn_map: tuple[np.ndarray, np.ndarray, np.ndarray], direction: str, elliptic: bool
) -> None:
    male, births, points = drawn_map
    births = births.sum(axis=1, keepdims=True)
    try:
        windows = all_windows(points, births[:, 0], elliptic=elliptic)
    except NoWindow:
        return
    of = Map(births, int(male.sum()), windows, ((0, 1),), direction, 1.0)
    every = drawn(of, seed(5).spawn(7))
    asked = {"elliptic": elliptic, "penalty": 1.0}
    tops = [plainly.weighed(one, births, points, direction, **asked)[0][0] for one in every]
    assert maxima(of, seed(5).spawn(7), 2) == pytest.approx(tops, abs=1e-7)


def test_space_time_maxima_agree_with_the_definition() -> None:
    rng = seed(3)
    births = rng.integers(0, 400, (7, 5))
    male = rng.binomial(births, 0.52)
    points = rng.uniform(0, 20, (7, 2))
    for times in ("any", "latest"):
        ours = scan(male, births - male, points, generator=seed(8), times=times, replications=25)
        windows = all_windows(points, births.sum(axis=1))
        of = Map(births, int(male.sum()), windows, spans(5, times), "high", 0.0)
        every = drawn(of, seed(8).spawn(25))
        tops = [plainly.weighed(one, births, points, "high", times=times)[0][0] for one in every]
        assert ours.maxima == pytest.approx(tops, abs=1e-8)


def test_the_same_generator_gives_the_same_answer_whatever_the_workers() -> None:
    rng = seed(1)
    births = rng.integers(100, 5_000, (14, 4))
    male, points = rng.binomial(births, 0.515), rng.uniform(0, 10, (14, 2))
    asked = {"times": "any", "elliptic": True, "direction": "both"}
    one, three = (
        scan(male, births - male, points, generator=seed(2), replications=40, workers=workers, **asked)
        for workers in (1, 3)
    )
    assert np.array_equal(one.maxima, three.maxima)
    told = [[(c.centre, c.members.tolist(), c.periods, c.p_value) for c in s.clusters] for s in (one, three)]
    assert told[0] == told[1]
    fewer = scan(male, births - male, points, generator=seed(2), replications=9, **asked)
    assert np.array_equal(fewer.maxima, one.maxima[:9])


def test_draws_hold_births_and_all_boys() -> None:
    births = seed(4).integers(0, 90, (12, 3))
    of = Map(births, 600, all_windows(seed(4).random((12, 2)), births.sum(axis=1)), ((0, 3),), "high", 0.0)
    every = drawn(of, seed(1).spawn(200))
    assert (every.sum(axis=(1, 2)) == 600).all()
    assert ((every >= 0) & (every <= births)).all()
    expected = births * 600 / births.sum()
    assert np.abs(every.mean(axis=0) - expected).max() < 5 * np.sqrt(90 / 4 / 200)


def test_a_planted_cluster_is_found_in_its_place_and_periods() -> None:
    rng = seed(8)
    points = np.array([[east, north] for east in range(12) for north in range(12)], float)
    births = rng.integers(800, 2_000, (144, 6))
    raised = np.hypot(*(points - (8, 4)).T) <= 1.5
    share = np.full((144, 6), 107 / 207)
    share[np.ix_(raised, [1, 2])] = 125 / 225
    male = rng.binomial(births, share)
    found = scan(male, births - male, points, generator=seed(1), times="any", replications=199, workers=2)
    first = found.clusters[0]
    assert (first.p_value, first.periods) == (1 / 200, (1, 2))
    assert set(first.members.tolist()) == set(np.flatnonzero(raised).tolist())
    assert all(one.p_value > 0.05 for one in found.clusters[1:])
    now = scan(male, births - male, points, generator=seed(1), times="latest", replications=99)
    assert not now.below(0.05)  # it is over


@pytest.mark.parametrize("number", [120, pytest.param(1_000, marks=pytest.mark.long)])
def test_p_is_uniform_on_maps_of_chance(number: int) -> None:
    rng = seed(11)
    points, p_values = rng.uniform(0, 5, (30, 2)), []
    births = rng.integers(50, 3_000, 30)
    for generator in rng.spawn(number):
        male = generator.binomial(births, 107 / 207)
        found = scan(male, births - male, points, generator=generator, replications=19, most=1)
        p_values.append(found.clusters[0].p_value)
    shares = [(np.array(p_values) <= level).mean() for level in (0.05, 0.25, 0.5, 0.75)]
    for share, level in zip(shares, (0.05, 0.25, 0.5, 0.75), strict=True):
        assert abs(share - level) < 3.3 * np.sqrt(level * (1 - level) / number)


def test_haryana_and_punjab_are_the_first_cluster(shared_data: Callable[[str], Path]) -> None:
    with shared_data("india_2011_districts_children_0_6.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["longitude"]]
    male, female = (np.array([int(row[sex]) for row in rows]) for sex in ("male", "female"))
    points = np.array([[float(row["longitude"]), float(row["latitude"])] for row in rows])
    states = np.array([int(row["state"]) for row in rows])
    asked = {"generator": seed(1), "replications": 99, "most": 2, "workers": 2}
    widest = scan(male, female, points, **asked).clusters[0]
    core = np.isin(states, (3, 6))  # Punjab, Haryana
    assert set(np.flatnonzero(core)) <= set(widest.members.tolist())
    near = scan(male, female, points, largest_share=0.05, **asked).clusters[0]
    assert np.isin(states[near.members], (3, 6)).mean() > 0.6
    assert states[near.centre] in (3, 6)
    assert near.p_value == 0.01
    assert float(near.inside.estimate) > 118
    assert float(near.outside.estimate) < 109


def test_answers_where_there_is_little_to_scan() -> None:
    boys_only = scan([5, 5], [0, 0], [[0, 0], [1, 1]], generator=seed(1), replications=9)
    assert (boys_only.clusters, boys_only.maxima.max()) == ((), 0)
    alike = scan([10, 10, 10], [10, 10, 10], [[0, 0], [1, 1], [2, 0]], generator=seed(1), replications=9)
    assert alike.clusters == ()
    empty = scan([52, 0, 50], [48, 0, 50], [[0, 0], [0, 0], [2, 0]], generator=seed(1), replications=99)
    assert empty.clusters[0].members.tolist() == [0, 1]  # the empty one lies at the same point
    assert empty.clusters[0].p_value > 0.05


@pytest.mark.parametrize(
    ("male", "points", "asked", "said"),
    [
        ([5], [[0, 0]], {}, "two areas"),
        ([0, 0], [[0, 0], [1, 1]], {"girls": 0}, "needs births"),
        ([5, 5], [[0, 0]], {}, "as many points"),
        ([5, 5], [[0, 0], [np.nan, 1]], {}, "needs a point"),
        ([5, 5], [[0, 0], [500_000.0, 4e6]], {}, "degrees"),
        ([5, 5], [[0, 0], [1, 1]], {"times": "any"}, "two periods"),
        ([5, 5], [[0, 0], [1, 1]], {"largest_share": 0.6}, "one half"),
        ([5, 5], [[0, 0], [1, 1]], {"largest_radius": 0.0}, "radius"),
        ([5, 5], [[0, 0], [1, 1]], {"penalty": -1.0}, "penalty"),
        ([5, 5], [[0, 0], [1, 1]], {"replications": 0}, "replication"),
        ([6e8, 6e8], [[0, 0], [1, 1]], {}, "at most"),
        ([5, -5], [[0, 0], [1, 1]], {}, "whole numbers"),
        ([5, 5], [[0, 0], [1, 1]], {"largest_share": 0.2}, "alone"),
    ],
)
def test_what_cannot_be_scanned_is_refused(
    male: list[float], points: list[list[float]], asked: dict[str, object], said: str
) -> None:
    girls = [asked.pop("girls", 5)] * len(male)
    with pytest.raises(ValueError, match=said):
        scan(male, girls, points, generator=seed(1), **asked)


def test_too_many_windows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_module, "LARGEST_WINDOWS", 20)
    with pytest.raises(TooManyWindows):
        all_windows(seed(1).random((20, 2)), np.ones(20))


def test_ratio_of_the_formula_and_of_the_sexes_swapped() -> None:
    rng = seed(9)
    n = rng.integers(1, 5_000, 200)
    c = rng.binomial(n, 0.55)
    ours = log_likelihood_ratio(c, n, 5_200, 10_000)
    right = [plainly.ratio(int(a), int(b), 5_200, 10_000, "high") for a, b in zip(c, n, strict=True)]
    assert ours == pytest.approx(right, abs=1e-8)
    assert log_likelihood_ratio(n - c, n, 4_800, 10_000, "low") == pytest.approx(right, abs=1e-8)
    with pytest.raises(ValueError, match="more boys than births"):
        log_likelihood_ratio(6, 5, 10, 20)


@pytest.mark.parametrize("number", [1, 31, 32, 33, 100])
def test_running_totals_are_running_totals(number: int) -> None:
    counts, members = seed(1).integers(0, 99, (120, 8)).astype(np.int32), seed(2).permutation(120)[:number]
    found = running_totals(counts, members, np.empty((160, 8), np.int32))
    order = folded(number)
    assert np.array_equal(found[order < number], np.cumsum(counts[members], axis=0)[order[order < number]])


def test_progress_is_told_and_an_interruption_ends_the_threads() -> None:
    rng = seed(6)
    births = rng.integers(50, 500, (40, 1))
    of = Map(births, 5_000, all_windows(rng.random((40, 2)), births[:, 0]), ((0, 1),), "high", 0.0)
    told: list[float] = []
    maxima(of, seed(1).spawn(40), 4, told.append)
    assert told == [0.25, 0.5, 0.75, 1]

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        maxima(of, seed(1).spawn(40), 2, interrupt)


def test_maxima_of_one_sex_are_zero() -> None:
    births = np.full((3, 1), 10)
    of = Map(births, 30, all_windows([[0, 0], [1, 0], [2, 0]], births[:, 0]), ((0, 1),), "high", 0.0)
    assert maxima(of, seed(1).spawn(4), 1).tolist() == [0, 0, 0, 0]


def test_a_window_that_differs_by_rounding_only_is_no_cluster() -> None:
    male = np.array([[3, 0, 0], [0, 0, 1], [1, 0, 0]])
    births = np.array([[4, 1, 0], [1, 1, 3], [1, 0, 1]])
    points = np.array([(16.0, 56.1), (22.0, -13.0), (-37.5, -18.5)])
    found = scan(male, births - male, points, generator=seed(5), direction="both", times="latest", most=20)
    assert [round(one.log_likelihood_ratio, 4) for one in found.clusters] == [0.5712, 0.0581]
