"""Assessment, decomposition and missing births as they are answered."""

from datetime import date

import pytest

from evenborn.presentation.assessment import AssessedFigure, assessed, assessment_as_json
from evenborn.presentation.assessment_words import assessment_sentences, four_places
from evenborn.presentation.decomposition import explain_change
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.missing import DEFINITIONS, missing_answer, missing_as_json
from evenborn.presentation.period_births import births_of_period, holds_all_months
from evenborn.registers.codes.periods import read_period
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.ratio import sex_ratio_of_figure
from presentation.births_tables import births_table, year

MONTHS = births_table(
    "month,male,female",
    [(f"{number}-{month:02}", 520, 480) for number in (2010, 2011) for month in range(1, 13)][:-3],
    "as-given",
)


def test_births_of_a_part_of_a_year_and_whether_all_of_it_is_there() -> None:
    part = read_period("2011-01/2011-09", "calendar")
    (count,) = births_of_period(MONTHS, part, ())
    assert (count.male, holds_all_months(MONTHS, part)) == (9 * 520, True)
    assert holds_all_months(MONTHS, year(2011)) is False
    assert holds_all_months(MONTHS, year(2010)) is True


def test_a_file_of_years_does_not_say_whether_months_are_missing() -> None:
    years = births_table("year,male,female", [(2010, 10, 9)], "as-given")
    assert holds_all_months(years, year(2010)) is None


def test_a_period_that_the_file_lacks_is_refused_with_those_it_holds() -> None:
    with pytest.raises(Refusal) as refusal:
        births_of_period(MONTHS, year(1999), ())
    assert refusal.value.code == "no-such-period"
    assert "2010-01" in str(refusal.value.facts["held"])


def test_what_is_not_comparable_is_never_shown_as_progress() -> None:
    base = AssessedFigure(sex_ratio_of_figure(130.63, 14_400), year(2010), date(2011, 1, 20), True, "reports")
    part = read_period("2011-01/2011-09", "calendar")
    now = AssessedFigure(sex_ratio_of_figure(117.42, 10_800), part, date(2011, 9, 17), False, "hospitals")
    answer = assessed(base, now, reference=107, required=0.1)
    plain = assessment_as_json(answer)
    assert plain["verdict"] == "not comparable"
    assert [plain[key] for key in ("fall", "achieved_share_of_excess", "probability_met")] == [None] * 3
    for language in ("en", "zh"):
        text = "\n".join(assessment_sentences(answer, language))
        assert "55.9" not in text
        assert "13.21" not in text
        assert "hospitals" in text


def test_a_probability_is_never_rounded_to_nought_or_one() -> None:
    assert [four_places(value) for value in (0.99996, 0.9998, 0.00004)] == ["> 0.9999", "0.9998", "< 0.0001"]


def test_the_effects_of_a_file_sum_to_its_change() -> None:
    rows = [
        ("A", 2000, 1, 5150, 5000),
        ("A", 2000, 2, 1060, 1000),
        ("A", 2010, 1, 5150, 5000),
        ("A", 2010, 2, 2600, 2000),
    ]
    table = births_table("area,year,order,male,female", rows, "as-given")
    before, after = (births_of_period(table, year(number), ("order",)) for number in (2000, 2010))
    change = explain_change(before, after, ("order",), (year(2000), year(2010)), "births.csv")
    assert sum(sum(values) for values in change.effects.values()) == pytest.approx(change.change, abs=1e-12)
    assert change.births_after == (7750, 7000)


def test_an_infinite_ratio_is_refused_by_its_place() -> None:
    table = births_table(
        "year,order,male,female", [(2000, 1, 10, 9), (2000, 2, 3, 0), (2010, 1, 9, 9)], "as-given"
    )
    before, after = (births_of_period(table, year(number), ("order",)) for number in (2000, 2010))
    with pytest.raises(Refusal) as refusal:
        explain_change(before, after, ("order",), (year(2000), year(2010)), "births.csv")
    assert (refusal.value.code, refusal.value.facts["place"]) == ("no-ratio-possible", "2")


def test_missing_births_are_named_by_definition_and_not_given_for_few_births() -> None:
    table = births_table("area,male,female", [("A", 110_000, 100_000), ("B", 90, 70)])
    from evenborn.presentation.counts import counts_by

    answer = missing_answer(counts_by(table.cells, ("area",)), FigureRules(), DEFINITIONS, 100, 0, "example")
    first, second = missing_as_json(answer)["figures"]
    assert first["missing"]["sen"]["estimate"] == pytest.approx(10_000)
    assert first["missing"]["fixed-births"]["estimate"] == pytest.approx(5_000)
    assert second["missing"] == {"sen": None, "fixed-births": None}
