"""Parts of a wide table: each fits, no column is lost or shown twice, headings of rows come with each."""

import pytest

from apps.documents.descriptions import wide
from evenborn.apps.documents.panels import FITS, MOST_COLUMNS, panels
from evenborn.apps.documents.table import table_grid
from evenborn.presentation.numbers import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [0, 3, 14, 40, 200])
def test_every_column_stands_in_one_part(columns: int, language: Language) -> None:
    grid = table_grid(wide(columns), language)
    parts = panels(grid)
    assert sum(part.columns - part.sides for part in parts) == grid.columns - grid.sides
    for part in parts:
        assert part.width <= FITS
        assert part.columns <= MOST_COLUMNS
        assert [box.cell.text for box in part.boxes if box.role in {"corner", "side"}] == [
            box.cell.text for box in grid.boxes if box.role in {"corner", "side"}
        ]
    cells = [box.cell.text for part in parts for box in part.boxes if box.role == "cell"]
    assert sorted(cells) == sorted(box.cell.text for box in grid.boxes if box.role == "cell")


def test_a_narrow_table_is_one_part() -> None:
    grid = table_grid(wide(0), "en")
    assert panels(grid) == (grid,)


def test_columns_under_one_heading_stay_together_where_they_fit() -> None:
    parts = panels(table_grid(wide(40), "en"))
    for part in parts:
        tops = [box for box in part.boxes if box.role == "head" and box.row == 0]
        assert {box.columns for box in tops if box.cell.text == "Sex ratio at birth"} <= {4}
