"""From a births table to everything that a report says."""

import numpy as np
import pytest

from evenborn.presentation.figures import FigureRules
from evenborn.presentation.ratio_contents import RatioRequest, ratio_report
from evenborn.presentation.report_sentences import groups_sentences
from evenborn.registers.births import BirthsTable
from evenborn.registers.refusal import Refusal
from presentation.births_tables import births_table


def counties(
    ratios: dict[str, float], births: int = 10_000, years: tuple[int, ...] = (2009, 2010, 2011)
) -> BirthsTable:
    rows = []
    for name, ratio in ratios.items():
        male = round(births * ratio / (100 + ratio))
        rows += [(name, number, male, births - male) for number in years]
    return births_table("area,year,male,female", rows)


NINE_AND_ONE = {**{f"County {number}": 107.0 for number in range(9)}, "County 9": 130.0}


def test_every_combination_has_a_figure_and_pooled_ones_follow() -> None:
    report = ratio_report(counties(NINE_AND_ONE), RatioRequest(("year", "area"), pool=3))
    single = [figure for figure in report.figures if not figure.pooled]
    together = [figure for figure in report.figures if figure.pooled]
    assert (len(single), len(together)) == (30, 10)
    assert all(figure.births == 10_000 for figure in single)
    assert all(
        figure.births == 30_000 and figure.period.label == "2009–2011" for figure in together if figure.period
    )
    assert [figure.births for figure in report.trend] == [100_000] * 3
    assert [figure.births for figure in report.pooled_trend] == [300_000]
    assert report.whole.births == 300_000


def test_the_highest_is_named_only_where_it_can_be_told_apart() -> None:
    assert ratio_report(counties(NINE_AND_ONE), RatioRequest(("area", "year"))).highest == "County 9"
    alike = dict.fromkeys(NINE_AND_ONE, 107.0)
    report = ratio_report(counties(alike), RatioRequest(("area", "year")))
    assert report.highest is None
    assert {row.group for row in report.ranking} == {1}


def test_the_funnel_is_of_the_last_window_and_flags_the_planted_county() -> None:
    report = ratio_report(counties(NINE_AND_ONE), RatioRequest(("area", "year"), pool=2))
    assert report.funnel is not None
    assert report.funnel.period_label == "2010–2011"
    high = [point.figure.area for point in report.funnel.points if point.flag == "high"]
    assert high == ["County 9"]
    assert all(point.figure.births == 20_000 for point in report.funnel.points)


def test_two_areas_have_groups_but_no_funnel_and_one_has_neither() -> None:
    two = ratio_report(counties({"A": 107, "B": 108}), RatioRequest(("area",)))
    assert two.funnel is None
    assert len(two.ranking) == 2
    one = ratio_report(counties({"A": 107}), RatioRequest(("area",)))
    assert (one.funnel, one.ranking) == (None, ())


def test_figures_without_a_division_by_year_still_say_their_period() -> None:
    report = ratio_report(counties({"A": 107, "B": 108}), RatioRequest(("area",)))
    assert {figure.period.label for figure in report.figures if figure.period} == {"2009–2011"}
    assert all(figure.births == 30_000 for figure in report.figures)


def test_an_unfinished_last_year_is_no_headline() -> None:
    rows = [(f"{number}-{month:02}", 520, 480) for number in (2010, 2011) for month in range(1, 13)]
    table = births_table("month,male,female", rows[:-3])
    report = ratio_report(table, RatioRequest(("year",)))
    assert [figure.complete for figure in report.trend] == [None, False]
    assert report.headline.period is not None
    assert report.headline.period.label == "2010"


def test_small_numbers_at_the_office() -> None:
    rows = [("A", 2010, 60, 50), ("B", 2010, 300, 280), ("C", 2010, 600, 590), ("D", 2010, 40, 0)]
    report = ratio_report(births_table("area,year,male,female", rows), RatioRequest(("area", "year")))
    shown = {
        figure.area: (figure.reliability, figure.ratio is None, figure.sides) for figure in report.figures
    }
    assert shown == {
        "A": ("too-few", True, "two-sided"),
        "B": ("unreliable", False, "two-sided"),
        "C": ("reliable", False, "two-sided"),
        "D": ("too-few", True, "lower"),
    }


def test_nothing_small_leaves_a_public_report() -> None:
    generator = np.random.default_rng(4)
    rows = []
    for area in range(25):
        for number in (2009, 2010, 2011):
            births = int(generator.integers(4, 1_800))
            male = int(generator.binomial(births, 0.52))
            rows.append((f"Town {area}", number, male, births - male, int(generator.integers(0, 2))))
    table = births_table("area,year,male,female,unclear", rows)
    report = ratio_report(table, RatioRequest(("area", "year"), pool=3, audience="public"))
    figures = [report.headline, report.whole, *report.trend, *report.pooled_trend, *report.figures]
    figures += [point.figure for point in report.funnel.points] if report.funnel else []
    figures += [row.figure for row in report.ranking]
    assert any(figure.reliability == "suppressed" or figure.male is None for figure in figures)
    for figure in figures:
        for count in (figure.male, figure.female, figure.births):
            assert count is None or count >= 5
        assert figure.unclear is None
        if figure.ratio is not None or figure.lower is not None or figure.probability_above is not None:
            assert figure.births is not None
            assert figure.births >= 1_000
            assert None not in (figure.male, figure.female)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (RatioRequest(("order",)), "no-dimension"),
        (RatioRequest(("facility", "year")), "no-dimension"),
        (RatioRequest(("year",), pool=4), "pool-too-long"),
    ],
)
def test_what_the_file_cannot_give_is_refused(request_: RatioRequest, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        ratio_report(counties({"A": 107}), request_)
    assert refusal.value.code == code


def test_the_rules_reach_every_figure() -> None:
    rules = FigureRules(reference=105, confidence=0.8, method="wilson")
    report = ratio_report(counties({"A": 107}), RatioRequest(("year",), rules=rules))
    narrow, wide = report.headline, ratio_report(counties({"A": 107}), RatioRequest(("year",))).headline
    assert None not in (narrow.lower, narrow.upper, wide.lower, wide.upper)
    assert narrow.lower > wide.lower  # type: ignore[operator]
    assert narrow.upper < wide.upper  # type: ignore[operator]
    assert narrow.probability_above > wide.probability_above  # type: ignore[operator]


def test_an_area_of_few_births_is_neither_ranked_nor_named() -> None:
    rows = [("A", 2010, 30, 0), ("B", 2010, 520, 480), ("C", 2010, 515, 485)]
    report = ratio_report(births_table("area,year,male,female", rows), RatioRequest(("area", "year")))
    assert report.highest is None
    assert {row.figure.area for row in report.ranking} == {"B", "C"}
    assert "Areas left out because no ratio is shown for them: 1." in groups_sentences(report, "en")
