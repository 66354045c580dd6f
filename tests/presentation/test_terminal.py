"""The terminal: every width, every figure, no markup and no escape from a file."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from evenborn.presentation import numbers, report_tables
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.terminal import TerminalTable, joined, render_terminal
from presentation import reports


def printed(report: RatioReport, language: Language, width: int, most_rows: int = 1000) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=False).print(
        render_terminal(report, language, most_rows=most_rows)
    )
    return stream.getvalue()


@pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_births_and_interval_stay_at_every_width(width: int, language: Language) -> None:
    report = reports.published()
    text = "".join(printed(report, language, width).split())
    for figure in report.figures:
        if figure.births is not None:
            assert numbers.count(figure.births, language) in text
        if figure.lower is not None:
            assert numbers.interval(figure.lower, figure.upper, language) in text


@pytest.mark.parametrize("width", [30, 80, 140])
@pytest.mark.parametrize("make", [reports.townships, reports.london, reports.no_girls])
def test_no_line_is_wider_than_the_window(make: Callable[[], RatioReport], width: int) -> None:
    from rich.cells import cell_len

    assert max(cell_len(line) for line in printed(make(), "zh", width, 20).splitlines()) <= width


def test_eighty_columns_hold_a_table() -> None:
    lines = printed(reports.published(), "en", 80).splitlines()
    assert any(line.split()[:3] == ["Township", "1", "2020"] and "98.8–120.6" in line for line in lines)


def test_a_file_cannot_style_or_steer() -> None:
    text = printed(reports.hostile(), "en", 120)
    assert "\x1b" not in text
    assert "�[31mred" in text


def test_rows_that_are_left_out_are_counted() -> None:
    assert "78 more rows" in printed(reports.districts(80), "en", 120, most_rows=2)
    assert "另有78行" in printed(reports.districts(80), "zh", 120, most_rows=2)


def test_an_interval_stands_in_one_cell() -> None:
    table = report_tables.headline_table(reports.no_girls(), "en")
    one = joined(table, "en")
    place = [column.title for column in one.columns].index("95% interval")
    assert one.rows[0][place].text.endswith("– no limit")


def test_a_table_prints_by_itself() -> None:
    stream = io.StringIO()
    table = report_tables.headline_table(reports.london(), "en")
    Console(file=stream, width=120).print(TerminalTable(table, "en"))
    assert table.rows[0][1].text in stream.getvalue()
