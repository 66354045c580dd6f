"""A grid that is too wide for a sheet of paper, cut into parts that repeat the headings of its rows."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from evenborn.apps.documents.grid import Box, Grid

FITS_UPRIGHT: Final = 96
"""Characters of a row that can be read on A4 upright."""

FITS: Final = 205
"""Characters of a row that can be read on A4 landscape, in the smallest type."""

MOST_COLUMNS: Final = 60
"""Word draws no more than 63 columns."""


def panels(grid: Grid) -> tuple[Grid, ...]:
    """Cut a grid between columns, so that every part fits a sheet of A4 landscape.

    Columns under one lowest common heading stay together where they fit.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    tuple of Grid
        The grid itself where it fits.
    """
    if grid.width <= FITS and grid.columns <= MOST_COLUMNS:
        return (grid,)
    kept = list(range(grid.sides))
    return tuple(_part(grid, [*kept, *columns]) for columns in _runs(grid))


def _runs(grid: Grid) -> Iterator[list[int]]:
    """Columns that go together onto one sheet, cut where a group of headings begins if one does."""
    free = FITS - sum(grid.widths[: grid.sides]) - 2 * grid.sides
    bounds = {box.column for box in grid.boxes if box.role == "head" and box.row == 0}
    run: list[int] = []
    for column in range(grid.sides, grid.columns):
        if run and (_room(grid, [*run, column]) > free or len(run) + grid.sides >= MOST_COLUMNS):
            cut = _last_bound(run, column, bounds)
            yield [one for one in run if one < cut]
            run = [one for one in run if one >= cut]
        run.append(column)
    yield run


def _last_bound(run: list[int], column: int, bounds: set[int]) -> int:
    """Where to cut: before the last group that would be broken, unless it began with the run."""
    inside = [bound for bound in bounds if run[0] < bound <= column]
    return max(inside, default=column)


def _room(grid: Grid, columns: list[int]) -> int:
    return sum(grid.widths[column] + 2 for column in columns)


def _part(grid: Grid, columns: list[int]) -> Grid:
    new = {column: place for place, column in enumerate(columns)}
    boxes = tuple(shown for box in grid.boxes if (shown := _clipped(box, new)) is not None)
    widths = tuple(grid.widths[column] for column in columns)
    return replace(grid, columns=len(columns), boxes=boxes, widths=widths)


def _clipped(box: Box, new: dict[int, int]) -> Box | None:
    covered = [new[column] for column in range(box.column, box.column + box.columns) if column in new]
    return replace(box, column=covered[0], columns=len(covered)) if covered else None
