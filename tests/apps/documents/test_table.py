"""A statutory table is whole, or it is refused with a sentence in both languages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from apps.documents.descriptions import HEADS, of_rows, statutory
from evenborn.apps.documents.cells import Count, Entry, Missing, Ratio, Text
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.table import StatutoryTable, draw_table
from evenborn.apps.documents.wording import Both
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.words import sentence
from evenborn.registers.refusal import Refusal


def nested(levels: int) -> Head:
    return Head("leaf") if levels == 1 else Head("level", (nested(levels - 1),))


def changed(row: int, column: int, entry: object) -> StatutoryTable:
    """The table with another cell."""
    table = statutory()
    rows: list[tuple[Entry, ...]] = list(table.rows)
    rows[row] = (*rows[row][:column], entry, *rows[row][column + 1 :])  # type: ignore[assignment]
    return replace(table, rows=tuple(rows))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: replace(statutory(), title=" "), "document-without"),
        (lambda: replace(statutory(), source=""), "document-without"),
        (lambda: replace(statutory(), unit=Both("births", "")), "document-without"),
        (lambda: replace(statutory(), heads=()), "document-empty-table"),
        (lambda: replace(statutory(), rows=(), sides=(), corner=()), "document-empty-table"),
        (lambda: replace(statutory(), corner=("Area",)), "document-corner"),
        (lambda: replace(statutory(), sides=statutory().sides[:1]), "document-ragged-sides"),
        (lambda: replace(statutory(), rows=(*statutory().rows[:2], (Count(1),))), "document-ragged-row"),
        (lambda: replace(statutory(), heads=HEADS[:2]), "document-ragged-row"),
        (lambda: replace(statutory(), heads=(Head(""), *HEADS[1:])), "document-without"),
        (lambda: replace(statutory(), heads=(Head("x" * 201), *HEADS[1:])), "document-heading-too-long"),
        (lambda: replace(statutory(), notes=("x" * 40_000,)), "document-text-too-long"),
        (lambda: replace(of_rows(((Count(1),),)), heads=(nested(9),)), "document-too-deep"),
        (lambda: changed(0, 0, 5200), "document-unknown-cell"),
        (lambda: changed(0, 0, "5200"), "document-unknown-cell"),
        (lambda: changed(0, 0, None), "document-unknown-cell"),
        (lambda: changed(0, 0, Ratio.of(10, 9)), "document-ratio-column"),
        (lambda: changed(0, 2, Count(117)), "document-ratio-column"),
        (lambda: changed(0, 2, Text("117.4")), "document-ratio-column"),
        (lambda: changed(0, 2, Ratio.of(10, 9, confidence=0.9)), "document-confidence"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(make: Callable[[], StatutoryTable], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "{" not in sentence(refused.value, language)


def test_where_it_is_wrong_is_said() -> None:
    with pytest.raises(Refusal) as refused:
        changed(1, 2, Count(3))
    assert "Row 2, column 3" in sentence(refused.value, "en")
    assert "第2行第3栏" in sentence(refused.value, "zh")


@pytest.mark.parametrize("levels", [1, 2, 5, 7])
def test_headings_of_any_depth_fill_the_rectangle(levels: int) -> None:
    heads = (nested(levels), Head("flat"), Head("ratio", kind="ratio"))
    sides = (Head("two", (nested(levels), Head("second"))), Head("last"))
    row = (Count(1), Missing(), Ratio.of(5, 4))
    table = replace(statutory(), heads=heads, sides=sides, corner=("k",) * (levels + 1), rows=(row, row, row))
    grid = draw_table(table, "en").sheets[0].grid
    covered = [
        (row, column)
        for box in grid.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    assert len(covered) == len(set(covered))


def test_the_notes_explain_only_the_marks_that_stand_there() -> None:
    notes = draw_table(of_rows(((Count(1),),)), "zh").sheets[0].notes
    assert not [note for note in notes if "“" in note or "性别比" in note]
    assert len([note for note in draw_table(statutory(), "zh").sheets[0].notes if "“" in note]) == 2


def test_period_source_and_cut_off_are_always_said() -> None:
    sheet = draw_table(statutory(), "en").sheets[0]
    assert sheet.middle == "2025"
    assert sheet.notes[:2] == ("Source: Delivery registers", "Records that had come in by 2026-01-03.")
