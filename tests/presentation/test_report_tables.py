"""Tables of a report: their columns, notes and cells."""

from dataclasses import replace

import pytest

from evenborn.presentation import report_tables
from evenborn.presentation.tables import Table
from presentation import reports
from presentation.reports import Births, figure, report, year


def column(table: Table | None, key: str) -> list[str]:
    assert table is not None
    place = [one.key for one in table.columns].index(key)
    return [row[place].text for row in table.rows]


def test_columns_that_no_figure_needs_are_left_out() -> None:
    keys = [one.key for one in report_tables.figures_table(reports.london(), "en").columns]
    assert keys == [
        "period", "male", "female", "births", "ratio", "lower", "upper", "strip", "probability", "reading",
    ]  # fmt: skip


def test_unclear_sex_and_completeness_have_columns_where_they_occur() -> None:
    table = report_tables.figures_table(reports.townships(), "en")
    keys = {one.key for one in table.columns}
    assert {"area", "period", "unclear", "complete"} <= keys
    assert set(column(table, "complete")) == {"complete", "not complete: to 2011-09-17"}


def test_orders_and_facilities_name_their_rows() -> None:
    births = figure(Births(600, 560, period=year(2011), order="2"))
    table = report_tables.figures_table(report(births, figures=[replace(births, facility="县医院")]), "zh")
    assert column(table, "order") == ["2"]
    assert column(table, "facility") == ["县医院"]


def test_one_sided_intervals_say_so() -> None:
    boys, girls = figure(Births(240, 0)), figure(Births(0, 240))
    table = report_tables.figures_table(report(boys, figures=[boys, girls]), "en")
    assert column(table, "ratio") == ["no girls", "0.0"]
    assert column(table, "upper")[0] == "no limit"
    assert column(table, "lower")[1] == "no limit"
    assert "Where there are no girls or no boys the interval has one end only." in table.notes


def test_many_rows_bring_the_note_on_chance() -> None:
    many = report_tables.figures_table(reports.districts(80), "en")
    few = report_tables.figures_table(reports.published(), "en")
    assert any("about 4 of these 80 intervals" in note for note in many.notes)
    assert not any("by chance" in note for note in few.notes)


def test_the_funnel_table_begins_with_the_least_likely_area() -> None:
    table = report_tables.funnel_table(reports.townships(), "en")
    assert column(table, "area")[0] == "北湾1镇"
    assert column(table, "flag")[0] == "high"
    assert set(column(table, "flag")[1:]) == {"not flagged"}


def test_groups_come_with_the_ranks_that_an_area_may_hold() -> None:
    table = report_tables.groups_table(reports.published(), "en")
    assert column(table, "group") == ["1", "1", "1"]
    assert column(table, "ranks") == ["1–3"] * 3
    assert table is not None
    assert "within a group the order means nothing" in table.notes[0]


def test_the_headline_table_gives_each_figure_its_own_decimals() -> None:
    whole = figure(Births(118_792_776, 113_016_646))
    made = report(figure(Births(2_057_979, 1_963_747, period=year(2002))), whole=whole)
    table = report_tables.headline_table(made, "en")
    assert column(table, "ratio") == ["104.8", "105.11"]
    assert column(table, "lower")[1] == "105.08"


@pytest.mark.parametrize("make", [reports.london, reports.townships, reports.published])
def test_every_table_names_its_source(make: object) -> None:
    assert callable(make)
    table = report_tables.headline_table(make(), "en")
    assert table.source.startswith("Source: ")
    assert "rows" in table.source
