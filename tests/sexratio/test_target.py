"""The target rule: the reference case, the verdict, and the probability against simulation."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from evenborn.sexratio.comparability import Basis, compare_bases
from evenborn.sexratio.ratio import sex_ratio, sex_ratio_of_figure
from evenborn.sexratio.target import assess, probability_target_met

BASE, NOW = sex_ratio_of_figure(130.63, 14_400), sex_ratio_of_figure(117.42, 10_800)


def test_the_reference_case_with_comparable_figures() -> None:
    case = assess(BASE, NOW, reference=107, required=0.10)
    assert round(float(case.excess), 2) == 23.63
    assert round(float(case.fall), 2) == 13.21
    assert round(100 * float(case.achieved), 2) == 55.90
    assert round(float(case.target), 3) == 128.267
    assert round(float(case.times_over), 1) == 5.6
    assert round(float(case.probability_met), 4) == 0.9998
    assert str(case.verdict) == "met"


def test_the_reference_case_as_it_was_published_is_not_comparable() -> None:
    base = Basis(source="family planning reports", period_kind="statistical-year", period_complete=True)
    now = Basis(source="hospital deliveries", period_kind="part-year 01-01/09-30", period_complete=False)
    held = compare_bases(base, now)
    case = assess(BASE, NOW, comparable=held)
    assert str(case.verdict) == "not comparable"
    assert np.isnan(case.probability_met)
    assert [difference.trait for difference in held.differences] == [
        "source",
        "period kind",
        "period complete",
    ]


def test_nothing_stated_is_no_difference_but_said() -> None:
    held = compare_bases(Basis(), Basis())
    assert held.comparable
    assert held.unstated == ("source", "coverage", "period kind", "period complete", "completeness")


@pytest.mark.parametrize(
    ("base", "now", "comparable"),
    [
        (Basis(source="a"), Basis(source="a"), True),
        (Basis(source="a"), Basis(source="b"), False),
        (Basis(source="a"), Basis(), False),
        (Basis(coverage="hospital births"), Basis(coverage="all births"), False),
        (Basis(period_kind="part-year 01-01/09-30"), Basis(period_kind="part-year 01-01/09-30"), True),
        (Basis(period_kind="calendar-year"), Basis(period_kind="statistical-year"), False),
        (Basis(period_complete=False), Basis(period_complete=False), False),
        (Basis(completeness=0.98), Basis(completeness=0.97), True),
        (Basis(completeness=0.98), Basis(completeness=0.96), False),
        (Basis(completeness=0.98), Basis(), False),
    ],
)
def test_comparability(base: Basis, now: Basis, comparable: bool) -> None:
    assert compare_bases(base, now).comparable is comparable


def test_a_completeness_is_a_share() -> None:
    with pytest.raises(ValueError, match="completeness"):
        Basis(completeness=98)


def test_verdicts_over_an_array_of_areas() -> None:
    base = sex_ratio_of_figure([130, 130, 130, 106, 130], [1e5, 1e5, 800, 1e5, 1e5])
    now = sex_ratio_of_figure([110, 130, 126, 100, 110], [1e5, 1e5, 800, 1e5, 1e5])
    comparable = [True, True, True, True, False]
    case = assess(base, now, comparable=comparable)
    assert list(case.verdict) == ["met", "not met", "indeterminate", "undefined", "not comparable"]
    assert np.isnan(case.achieved[3])
    assert np.isnan(case.target[3])


def exact_probability(base: tuple[int, int], now: tuple[int, int], level: float, share: float) -> float:
    """The same integral by adaptive quadrature over the logit of the base's share."""
    prior_base = stats.beta(base[0] + 0.5, base[1] + 0.5)
    prior_now = stats.beta(now[0] + 0.5, now[1] + 0.5)

    def integrand(p: float) -> float:
        ratio = 100 * p / (1 - p)
        goal = ratio - share * (ratio - level) if ratio > level else level
        return float(prior_base.pdf(p) * prior_now.cdf(goal / (100 + goal)))

    cuts = np.unique(
        np.clip(prior_base.ppf([1e-12, 1e-4, 0.05, 0.3, 0.5, 0.7, 0.95, 1 - 1e-4, 1 - 1e-12]), 0, 1)
    )
    kink = level / (100 + level)
    cuts = np.unique(np.r_[cuts, kink if cuts[0] < kink < cuts[-1] else cuts[0]])
    return sum(integrate.quad(integrand, a, b, limit=200)[0] for a, b in pairwise(cuts))


@settings(max_examples=30, deadline=None)
@given(
    base=st.tuples(st.integers(5, 10**5), st.integers(5, 10**5)),
    now=st.tuples(st.integers(5, 10**5), st.integers(5, 10**5)),
    share=st.sampled_from([0.0, 0.1, 0.5, 0.9]),
)
def test_the_probability_is_the_integral(base: tuple[int, int], now: tuple[int, int], share: float) -> None:
    ours = float(probability_target_met(sex_ratio(*base), sex_ratio(*now), 107, share))
    assert ours == pytest.approx(exact_probability(base, now, 107, share), abs=1e-5)


@pytest.mark.parametrize(
    ("base", "now", "probability"),
    [((108, 2_000), (107.2, 200_000), 0.69538), ((106.5, 2_000), (104, 3_000), 0.84424)],
)
def test_the_corner_of_the_rule_at_the_level_costs_no_accuracy(
    base: tuple[float, float], now: tuple[float, float], probability: float
) -> None:
    ours = probability_target_met(sex_ratio_of_figure(*base), sex_ratio_of_figure(*now), 107, 0.1)
    assert float(ours) == pytest.approx(probability, abs=1e-5)


def test_the_probability_agrees_with_draws() -> None:
    generator = np.random.default_rng(107)
    shares = [generator.beta(figure.male + 0.5, figure.female + 0.5, 400_000) for figure in (BASE, NOW)]
    base, now = (100 * share / (1 - share) for share in shares)
    for required in (0.10, 0.5, 0.6):
        met = float((now <= base - required * (base - 107)).mean())
        ours = float(probability_target_met(BASE, NOW, 107, required))
        assert ours == pytest.approx(met, abs=4 * (met * (1 - met) / 400_000) ** 0.5 + 1e-4)


def test_a_fall_of_the_whole_excess_is_met_at_the_reference() -> None:
    base = sex_ratio_of_figure(130, 1e6)
    now = sex_ratio_of_figure([106, 107, 108], 1e6)
    probability = probability_target_met(base, now, 107, 1.0)
    assert probability[0] > 0.99
    assert probability[1] == pytest.approx(0.5, abs=0.001)
    assert probability[2] < 0.01


@pytest.mark.parametrize(
    ("options", "words"),
    [({"required": 10}, "10 % is 0.10"), ({"reference": 0}, "reference"), ({"met_from": 0.3}, "between 0.5")],
)
def test_impossible_options_are_refused(options: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        assess(BASE, NOW, **options)  # type: ignore[arg-type]
