"""Words, numbers, days, statuses and ratios in templates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Engine
from django.utils import translation

from evenborn.presentation.counts import Count
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.registers.period import Period
from evenborn.web.components_sample import report
from evenborn.web.drawings import trend_drawing

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "calendar-year", "2025")


def figure(male: int = 5218, female: int = 4683) -> Figure:
    (made,) = figures_of([Count("霓坞区", None, None, YEAR, male, female, 0)], FigureRules())
    return made


def written(template: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Engine.get_default().from_string(template).render(Context(context))


@pytest.mark.parametrize(
    ("template", "value", "en", "zh"),
    [
        ("{{ v|count }}", 1234567, "1,234,567", "1,234,567"),
        ("{{ v|rounded }}", 1234567, "1.2M", "123.5万"),
        ("{{ v|day }}", date(2026, 11, 28), "2026-11-28", "2026-11-28"),
        ("{{ v|day }}", None, "—", "—"),
        ("{{ v|day }}", datetime(2026, 11, 28, 17, tzinfo=UTC), "2026-11-29", "2026-11-29"),
        ("{{ v|moment }}", datetime(2026, 11, 28, 17, 5, 9, tzinfo=UTC), "2026-11-29 01:05:09",
         "2026-11-29 01:05:09"),
        ("{{ v|prose_day }}", date(2026, 11, 28), "2026-11-28", "2026年11月28日"),
        ("{{ v|period }}", YEAR, "2025", "2025年"),
        ("{{ v|said:'components.status' }}", "late", "overdue", "已逾期"),
    ],
)  # fmt: skip
def test_values_are_written_in_the_language_of_the_page(
    template: str, value: object, en: str, zh: str
) -> None:
    assert (written(template, v=value), written(template, "zh-hans", v=value)) == (en, zh)


RATIO = "{% load figures %}{% ratio f source=s %}"


def test_a_ratio_stands_with_births_interval_period_and_source() -> None:
    # London 1629 (Arbuthnot 1710): 5218 boys, 4683 girls; the ratio is 111.42.
    html = written(RATIO, f=figure(), s="Arbuthnot <1710>")
    assert "<b>111.4</b>" in html
    for beside in ("95% interval 107.1–115.9", "9,901 births", "2025", "source: Arbuthnot &lt;1710&gt;"):
        assert beside in html
    assert "出生 9,901 例" in written(RATIO, "zh-hans", f=figure(), s="x")


@pytest.mark.parametrize("lacking", [{"births": None}, {"period": None}, {"lower": None, "upper": None}, {}])
def test_a_ratio_without_them_is_refused(lacking: dict[str, None]) -> None:
    source = "x" if lacking else ""
    with pytest.raises(ValueError, match="or not at all"):
        written(RATIO, f=replace(figure(), **lacking), s=source)


@pytest.mark.parametrize(("male", "female", "words"), [(60, 50, "too few births"), (0, 0, "no births")])
def test_no_ratio_is_said_so(male: int, female: int, words: str) -> None:
    html = written(RATIO, f=figure(male, female), s="x")
    assert words in html
    assert "<b>" not in html


def test_a_reading_has_words_and_its_own_look() -> None:
    reading = "{% load figures %}{% reading f 107 %}"
    assert 'look-indeterminate">不能判定' in written(reading, "zh-hans", f=figure(1060, 1000))
    assert 'look-high">above' in written(reading, f=figure())


def test_a_chart_has_its_table_and_hides_nothing_in_a_script() -> None:
    with translation.override("en"):
        drawn = trend_drawing(report(), "en")
    html = written("{% load figures %}{% chart c %}", c=drawn)
    assert html.count("<svg") >= 1
    assert '<table class="trend">' in html
    assert '<script id="trend-option" type="application/json">' in html
    assert html.count("<script") == 1
    assert "style=" not in html


def test_a_name_in_a_chart_cannot_end_its_data() -> None:
    drawn = trend_drawing(report(), "en")
    assert drawn is not None
    html = written("{% load figures %}{% chart c %}", c=replace(drawn, option={"name": "</script><b>"}))
    assert "</script><b>" not in html
