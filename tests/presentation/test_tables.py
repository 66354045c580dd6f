"""Tables before they are drawn."""

import pytest

from evenborn.presentation import tables
from evenborn.presentation.tables import Cell, Column, Table, groupings


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table("t", "", (Column("a", "A"), Column("b", "B")), ((Cell("1"),),))


def test_drawn_columns_are_left_out_of_what_cannot_draw() -> None:
    table = Table("t", "", (Column("a", "A"), Column("s", "S", "strip")), ((Cell("1"), Cell("")),))
    assert [column.key for column in table.printed().columns] == ["a"]
    assert table.printed().rows == ((Cell("1"),),)


def test_a_cell_holds_the_number_that_it_shows() -> None:
    assert tables.ratio(106.7291, 1).number == 106.7
    assert tables.ratio(106.7291, 3).number_format == "#,##0.000"
    assert tables.probability(0.9783).number == 0.98
    assert tables.probability(0.99999).number is None
    assert tables.ratio(float("inf"), 1).number is None
    assert tables.count(None, "en").text == ""


def test_text_from_a_file_is_made_printable() -> None:
    assert tables.text("a\x07b\nc").text == "a�b c"


def test_headings_over_neighbours_are_gathered() -> None:
    columns = [Column("a", "A"), Column("b", "B", over="x"), Column("c", "C", over="x"), Column("d", "D")]
    assert [(run.over, len(run.columns)) for run in groupings(columns)] == [("", 1), ("x", 2), ("", 1)]
