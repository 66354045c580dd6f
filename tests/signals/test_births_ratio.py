"""Births ratios: standardised by order and residence, funnel with over-dispersion, never from few."""

import numpy as np
from scipy import stats

from evenborn.signals.births_ratio import births_ratios
from evenborn.signals.counts import BirthCounts
from evenborn.signals.evidence import Evidence, Unassessed
from signals.facilities import MONTHS, births, codes


def found(counts: BirthCounts) -> dict[str, Evidence]:
    return {one.facility: one for one in births_ratios(counts) if isinstance(one, Evidence)}


def test_a_facility_with_many_boys_stands_out() -> None:
    result = found(births(1, share={"F07": 0.60}))
    assert min(result, key=lambda code: result[code].p_value) == "F07"
    assert result["F07"].p_value < 1e-6
    assert abs(result["F07"].expected - 106.6) < 3
    assert result["F07"].lower < result["F07"].observed < result["F07"].upper
    assert result["F07"].facts["months"] == 36


def test_p_is_even_where_facilities_are_alike() -> None:
    values = [one.p_value for seed in range(40) for one in found(births(seed)).values()]
    assert len(values) == 800
    assert 0.02 < np.mean(np.array(values) <= 0.05) < 0.08
    assert stats.kstest(values, "uniform").pvalue > 1e-3


def test_a_mix_of_third_children_is_no_signal() -> None:
    """Third births have 140 boys for 100 girls everywhere; one facility has many third births."""
    rng = np.random.default_rng(5)
    rows = []
    for code in codes(20).tolist():
        for month in MONTHS:
            third = 32 if code == "F03" else 8
            for order, number, boys in ((1, 40 - third, 0.512), (3, third, 0.583)):
                rows.append((code, month, order, number, rng.binomial(number, boys)))
    code, month, order, number, male = (np.array(part) for part in zip(*rows, strict=True))
    same = np.full(len(rows), "990101")
    result = found(BirthCounts(code, month.astype("datetime64[M]"), order, same, male, number - male))
    assert result["F03"].observed > 122
    assert abs(result["F03"].observed - result["F03"].expected) < 9
    assert result["F03"].p_value > 0.05


def test_an_area_with_a_high_ratio_is_no_signal_about_its_hospitals() -> None:
    one, other = births(2), births(3, share=dict.fromkeys(codes(20).tolist(), 0.56))
    far = np.char.replace(other.facility, "F", "G")
    both = BirthCounts(
        np.concatenate([one.facility, far]),
        np.concatenate([one.month, other.month]),
        np.concatenate([one.order, other.order]),
        np.concatenate([one.residence, np.full(len(far), "990102")]),
        np.concatenate([one.male, other.male]),
        np.concatenate([one.female, other.female]),
    )
    assert min(result.p_value for result in found(both).values()) > 1e-4


def test_empirical_bayes_shrinks_towards_what_is_expected() -> None:
    result = found(births(4, share={"F00": 0.62}))
    one = result["F00"]
    assert one.expected < float(one.facts["shrunk"]) < one.observed


def test_few_births_and_few_months_are_not_assessed() -> None:
    small = births_ratios(births(1, each=10))
    assert {one.reason for one in small if isinstance(one, Unassessed)} == {"few-births"}
    whole = births(1)
    year = whole.month < np.datetime64("2024-06")
    short = BirthCounts(*(getattr(whole, name)[year] for name in BirthCounts.__slots__))
    assert {one.reason for one in births_ratios(short) if isinstance(one, Unassessed)} == {"few-months"}


def test_four_facilities_are_too_few_to_compare() -> None:
    assert {one.reason for one in births_ratios(births(1, 4)) if isinstance(one, Unassessed)} == {"few-peers"}


def test_counts_that_were_split_by_residence_give_the_same_ratio() -> None:
    whole = births(9, share={"F01": 0.58})
    order = np.random.default_rng(1).permutation(len(whole.facility))
    mixed = BirthCounts(*(getattr(whole, name)[order] for name in BirthCounts.__slots__))
    for code, one in found(whole).items():
        assert np.isclose(one.p_value, found(mixed)[code].p_value)


def test_what_is_expected_says_how_many_births_it_rests_on_and_how_far_chance_reaches() -> None:
    counts = births(1, share={"F07": 0.60})
    result = found(counts)["F07"]
    elsewhere = counts.facility != "F07"
    assert result.facts["others"] == int((counts.male + counts.female)[elsewhere].sum())
    lower, upper = result.facts["expected_lower"], result.facts["expected_upper"]
    assert lower < result.expected < upper
    # 27,360 births elsewhere: 2 × 1.96 ÷ √(27,360 × ¼) on the logit, of about 106
    assert 4.5 < upper - lower < 5.5
    covered = [
        one.facts["expected_lower"] < 100 * 0.516 / 0.484 < one.facts["expected_upper"]
        for seed in range(20, 60) for one in list(found(births(seed)).values())[:1]
    ]  # fmt: skip
    assert sum(covered) >= 34
