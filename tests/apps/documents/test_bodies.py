"""Groups of rows: none is lost, none is too long for a page, and merged headings end where a group does."""

from hypothesis import given
from hypothesis import strategies as st

from apps.documents.descriptions import long, of_rows
from evenborn.apps.documents.bodies import MOST_LINES, bodies
from evenborn.apps.documents.cells import Count, Text
from evenborn.apps.documents.heads import Head, depth, leaves
from evenborn.apps.documents.table import table_grid


def test_a_long_group_is_cut_where_an_inner_one_begins() -> None:
    found = bodies(table_grid(long(10), "en"))
    assert [len(body.lines) for body in found] == [12, 12, 6]
    assert [body.lines[0][0].cell.text for body in found] == ["district"] * 3
    assert [body.lines[0][1].cell.text for body in found] == ["town 0", "town 4", "town 8"]


def test_a_table_without_headings_beside_it_may_break_anywhere() -> None:
    (body,) = bodies(table_grid(of_rows(((Count(1),),) * 100), "en"))
    assert len(body.lines) == 100
    assert not body.whole


def test_a_row_longer_than_a_page_stands_alone_and_may_break() -> None:
    side = Head("both", (Head("a"), Head("b")))
    found = bodies(table_grid(of_rows(((Text("x" * 30_000),), (Count(1),)), (side,), 2), "en"))
    assert [body.whole for body in found] == [False, False]
    assert [body.lines[0][0].cell.text for body in found] == ["both", "both"]


HEADS = st.recursive(
    st.just(Head("x")),
    lambda inner: st.lists(inner, min_size=1, max_size=7).map(lambda under: Head("x", tuple(under))),
    max_leaves=40,
)


@given(st.lists(HEADS, min_size=1, max_size=6))
def test_every_place_is_covered_once_in_every_group(sides: list[Head]) -> None:
    rows = tuple((Count(row),) for row in range(len(leaves(sides))))
    levels = min(depth(sides), 8)
    if depth(sides) > 8:
        return
    grid = table_grid(of_rows(rows, tuple(sides), levels), "en")
    at = grid.heads
    for body in bodies(grid):
        covered = sorted(
            (row, column)
            for line in body.lines
            for box in line
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        )
        after = at + len(body.lines)
        assert covered == [(row, column) for row in range(at, after) for column in range(grid.columns)]
        assert len(body.lines) <= MOST_LINES or not body.whole
        at = after
    assert at == grid.rows
