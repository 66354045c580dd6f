"""Rows of a grid in groups that stay on one page, so that no merged heading is broken between two.

A renderer of pages that breaks a cell over several rows puts the cells after it under other headings.
A heading beside many rows is therefore written again beside each group of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from evenborn.apps.documents.grid import Box, Grid, room

MOST_LINES: Final = 14
"""Lines of a group; it fits on a page of A4 landscape below any heading."""


@dataclass(frozen=True, slots=True)
class Body:
    """Neighbouring rows.

    Attributes
    ----------
    lines : tuple of tuple of Box
        The boxes that begin in each row.
    whole : bool
        Whether it must stay on one page.
    """

    lines: tuple[tuple[Box, ...], ...]
    whole: bool


def bodies(grid: Grid) -> tuple[Body, ...]:
    """Put the rows below the headings of columns into groups.

    Parameters
    ----------
    grid : Grid

    Returns
    -------
    tuple of Body
        All rows together where no heading stands beside several.
    """
    lines = grid.by_row()
    if not any(box.role == "side" and box.rows > 1 for box in grid.boxes):
        return (Body(tuple(map(tuple, lines[grid.heads :])), whole=False),)
    return tuple(_body(grid, lines, first, last) for first, last in _groups(grid, lines))


def _groups(grid: Grid, lines: list[list[Box]]) -> list[tuple[int, int]]:
    """First row and row after the last of each group."""
    heights = [_height(line, grid) for line in lines]

    def cut(first: int, last: int, level: int) -> Iterator[tuple[int, int]]:
        if sum(heights[first:last]) <= MOST_LINES or last == first + 1:
            yield first, last
            return
        starts = [box.row for box in grid.boxes if box.role == "side" and box.column == level]
        bounds = (
            [row for row in starts if first < row < last] if level < grid.sides else range(first + 1, last)
        )
        begin = first
        for end in (*bounds, last):
            yield from cut(begin, end, level + 1)
            begin = end

    found: list[tuple[int, int]] = []
    for first, last in cut(grid.heads, grid.rows, 0):
        owner = _outermost(grid, first)
        joined = found and _outermost(grid, found[-1][0]) == owner and _outermost(grid, first) is not None
        if joined and sum(heights[found[-1][0] : last]) <= MOST_LINES:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _outermost(grid: Grid, row: int) -> Box | None:
    """The heading over several rows that stands outermost beside a row."""
    return next(
        (
            box
            for box in grid.boxes
            if box.role == "side" and box.column == 0 and box.rows > 1 and box.row <= row < box.row + box.rows
        ),
        None,
    )


def _height(line: list[Box], grid: Grid) -> int:
    """Lines of type that a row needs, at least."""
    needed = [1]
    for box in line:
        if box.rows == 1:
            width = sum(grid.widths[box.column : box.column + box.columns]) + 2 * (box.columns - 1)
            needed.append(-(-room(box.cell.text) // max(width, 1)))
    return max(needed)


def _body(grid: Grid, lines: list[list[Box]], first: int, last: int) -> Body:
    """Write the rows of a group, the headings that reach into it written again and cut to it."""
    rows = [list(line) for line in lines[first:last]]
    above = [box for box in grid.boxes if box.role == "side" and box.row < first < box.row + box.rows]
    rows[0] = sorted([*rows[0], *above], key=lambda box: box.column)
    cut = tuple(
        tuple(replace(box, row=first + at, rows=min(box.row + box.rows, last) - (first + at)) for box in line)
        for at, line in enumerate(rows)
    )
    return Body(cut, whole=any(box.rows > 1 for line in cut for box in line))
