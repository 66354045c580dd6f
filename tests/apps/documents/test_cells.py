"""Cells: the number of a worksheet shows the text of the page, and what cannot be judged is refused."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents.reading_back import shown
from evenborn.apps.documents.cells import (
    LARGEST,
    Count,
    Day,
    Entry,
    Missing,
    Ratio,
    Share,
    Suppressed,
    Text,
    write,
    write_ratio_column,
)
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.ratio import sex_ratio


def agrees(entry: Entry, language: Language) -> None:
    for cell in write(entry, language):
        if cell.number is not None:
            assert shown(cell.number, cell.number_format) == cell.text


@given(st.integers(0, LARGEST), st.sampled_from(LANGUAGES))
def test_counts_show_the_same_in_a_worksheet(value: int, language: Language) -> None:
    agrees(Count(value), language)


@given(st.floats(-1e4, 1e4), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_shares_show_the_same_in_a_worksheet(value: float, places: int, language: Language) -> None:
    agrees(Share(value, places), language)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 3), st.sampled_from(LANGUAGES))
def test_ratios_show_the_same_in_a_worksheet(male: int, female: int, places: int, language: Language) -> None:
    if male + female:
        agrees(Ratio.of(male, female, places=places), language)


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_days_are_true_days_in_a_worksheet(value: date, language: Language) -> None:
    (cell,) = write(Day(value), language)
    if value < date(1900, 3, 1):
        assert cell.number is None
    else:
        again = datetime(1899, 12, 30) + timedelta(days=cell.number or 0)  # noqa: DTZ001 -- has no time zone
        assert shown(again, cell.number_format) == cell.text


def test_the_ratio_of_london_with_its_births_and_interval() -> None:
    """Arbuthnot's christenings of 1629 to 1710, as sexratio.ratio has them."""
    texts = [cell.text for cell in write(Ratio.of(484_382, 453_841, places=3), "en")]
    assert texts == ["938,223", "106.729", "106.298", "107.162"]


def test_a_ratio_is_the_one_of_sexratio() -> None:
    found, interval = Ratio.of(520, 480), sex_ratio(520, 480).interval(0.95)
    assert (found.lower, found.upper) == (float(interval.lower), float(interval.upper))


def test_no_girls_leave_the_interval_open() -> None:
    texts = [cell.text for cell in write(Ratio.of(30, 0), "zh")]
    assert texts == ["30", "∞", "1,155.0", "无界"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Ratio(117.4, None, 113.1, 121.9), "document-ratio-without-births"),
        (lambda: Ratio(117.4, 0, 113.1, 121.9), "document-ratio-without-births"),
        (lambda: Ratio(117.4, 10_800, None, None), "document-ratio-without-interval"),
        (lambda: Ratio(117.4, 10_800, 118.0, 121.9), "document-ratio-outside-interval"),
        (lambda: Ratio(117.4, 10_800, 113.1, 117.0), "document-ratio-outside-interval"),
        (lambda: Ratio(math.nan, 10_800, 113.1, 121.9), "document-ratio-outside-interval"),
        (lambda: Ratio(117.4, 10_800, math.nan, 121.9), "document-ratio-outside-interval"),
        (lambda: Ratio(117.4, 10_800, 113.1, 121.9, confidence=1.0), "document-ratio-outside-interval"),
        (lambda: Ratio(117.4, 10_800, 113.1, 121.9, places=0), "document-ratio-outside-interval"),
        (lambda: Count(-1), "document-bad-count"),
        (lambda: Count(LARGEST + 1), "document-bad-count"),
        (lambda: Count(True), "document-bad-count"),
        (lambda: Count(3.5), "document-bad-count"),  # type: ignore[arg-type]
        (lambda: Suppressed(1), "document-bad-count"),
        (lambda: Share(math.nan), "document-bad-share"),
        (lambda: Share(math.inf), "document-bad-share"),
        (lambda: Share(0.5, 7), "document-bad-share"),
        (lambda: Text("a" * 32_768), "document-text-too-long"),
        (lambda: Text("𠮷" * 16_384), "document-text-too-long"),
    ],
)
def test_what_cannot_be_shown_is_refused(make: Callable[[], Entry], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.code == code


def test_the_longest_text_is_as_long_as_a_cell_of_a_worksheet() -> None:
    assert len(write(Text("a" * 32_767), "en")[0].text) == 32_767


def test_nought_has_no_sign() -> None:
    (cell,) = write(Share(-0.0001), "en")
    assert (cell.text, cell.number) == ("0.0%", 0.0)
    assert math.copysign(1, cell.number) == 1


@pytest.mark.parametrize("entry", [Suppressed(), Missing()])
def test_a_column_of_ratios_says_why_there_is_none(entry: Entry) -> None:
    texts = [cell.text for cell in write_ratio_column(entry, "en")]
    assert texts == (["< 5", "×", "×", "×"] if isinstance(entry, Suppressed) else ["–"] * 4)
