"""The report as data: whole, plain, with stable names."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_json import SCHEMA, as_json
from presentation import reports

FIGURE_KEYS = {
    "area", "order", "facility", "period", "cut_off", "complete", "male", "female", "births", "unclear",
    "ratio", "interval", "probability_above", "reading", "reliability", "pooled", "source",
}  # fmt: skip


def figures(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "probability_above" in data:
            yield data
        for value in data.values():
            yield from figures(value)
    elif isinstance(data, list):
        for value in data:
            yield from figures(value)


@pytest.mark.parametrize(
    "make", [reports.london, reports.townships, reports.no_girls, reports.published, reports.hostile]
)
def test_every_figure_is_whole(make: Callable[[], RatioReport]) -> None:
    report = make()
    data = json.loads(json.dumps(as_json(report), allow_nan=False))
    assert data["schema"] == SCHEMA
    found = list(figures(data))
    assert len(found) >= 2 + len(report.figures) + len(report.trend) + len(report.ranking)
    for figure in found:
        assert set(figure) == FIGURE_KEYS
        assert set(figure["interval"]) == {"lower", "upper", "sides"}
        assert figure["source"] == report.source.name


def test_the_period_has_its_days() -> None:
    headline = as_json(reports.townships())["headline"]
    assert headline["period"] == {
        "label": "2010",
        "kind": "statistical-year",
        "start": "2009-10-01",
        "end": "2010-09-30",
    }
    assert headline["complete"] is True


def test_the_office_gets_every_digit_and_the_public_those_of_the_report() -> None:
    office, public = as_json(reports.townships())["headline"], as_json(reports.published())["headline"]
    assert office["ratio"] == pytest.approx(100 * office["male"] / office["female"])
    assert public["ratio"] == 106.4
    assert public["interval"]["lower"] == 100.8


def test_a_suppressed_figure_holds_nothing() -> None:
    hidden = [
        figure for figure in as_json(reports.published())["figures"] if figure["reliability"] == "suppressed"
    ]
    assert hidden
    for figure in hidden:
        assert {figure[name] for name in ("male", "female", "births", "ratio", "probability_above")} == {None}
        assert figure["interval"] == {"lower": None, "upper": None, "sides": "none"}
