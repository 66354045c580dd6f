"""What a report says in words, and what it must not say."""

from dataclasses import replace
from datetime import date

import pytest

from evenborn.presentation.figure import Figure
from evenborn.presentation.findings import Findings, findings
from presentation.reports import Births, figure, no_girls, report, townships, year


def said(one: Figure) -> Findings:
    return findings(report(one), "en")


def of(male: int, female: int, *, complete: bool | None = None, cut_off: date | None = None) -> Figure:
    return figure(Births(male, female, period=year(2011), complete=complete, cut_off=cut_off))


@pytest.mark.parametrize(
    ("male", "female", "verdict", "look"),
    [
        (13_500, 10_000, "Above the reference level", "high"),
        (10_000, 10_000, "Below the reference level", "low"),
        (2_140, 2_000, "Indeterminate", "indeterminate"),
        (310, 290, "Unreliable: too few births to judge", "unreliable"),
        (31, 29, "Too few births", "too-few"),
        (0, 0, "No births", "no-births"),
    ],
)
def test_verdicts(male: int, female: int, verdict: str, look: str) -> None:
    found = said(of(male, female))
    assert (found.verdict, found.look) == (verdict, look)


def test_the_sentence_holds_ratio_births_interval_reference_and_probability() -> None:
    text = " ".join(said(of(5_400, 5_000)).statements)
    for part in ("2011", "108.0", "10,400", "103.9–112.2", "107", "0.68"):
        assert part in text


def test_a_small_excess_of_one_year_is_not_called_an_imbalance() -> None:
    small, large = said(of(5_425_000, 5_000_000)), said(of(5_600_000, 5_000_000))
    assert any("1.5 points" in sentence for sentence in small.cannot)
    assert not any("points" in sentence for sentence in large.cannot)


def test_an_indeterminate_ratio_leaves_both_sides_open() -> None:
    assert (
        "Whether the ratio is above or below 107: 4,140 births leave both open."
        in said(of(2_140, 2_000)).cannot
    )


def test_an_incomplete_period_is_named_with_its_days() -> None:
    found = said(of(5_400, 5_000, complete=False, cut_off=date(2011, 9, 17)))
    assert (
        "The ratio of the whole period: it runs to 2011-12-31, and births are counted to 2011-09-17."
        in found.cannot
    )
    undated = said(of(5_400, 5_000, complete=False))
    assert "The ratio of the whole period: its births are stated to be not complete." in undated.cannot


def test_a_complete_period_needs_no_excuse() -> None:
    assert not any("complete" in sentence for sentence in said(of(5_400, 5_000, complete=True)).cannot)


def test_without_girls_there_is_no_ratio() -> None:
    found = findings(no_girls(), "en")
    assert "240 live births, all of them boys" in found.statements[0]
    assert "∞" not in " ".join(found.statements)


def test_no_highest_area_is_said_and_a_highest_one_is_not_denied() -> None:
    none = townships()
    assert any("no area can be named as the highest" in sentence for sentence in findings(none, "en").cannot)
    one = replace(none, highest=none.ranking[0].figure.area)
    assert not any("highest" in sentence for sentence in findings(one, "en").cannot)


def test_why_is_never_said() -> None:
    for male in (10_000, 10_700, 13_500):
        assert "Why the ratio is what it is" in said(of(male, 10_000)).cannot[-1]


def test_unclear_sex_is_counted_beside() -> None:
    assert "Births of unclear sex: 7. They" in said(figure(Births(540, 500, unclear=7))).statements[-1]
