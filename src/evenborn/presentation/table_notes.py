"""What must be read with a table of figures: its marks, chance among many rows, completeness, source."""

from collections.abc import Sequence
from typing import Final

from evenborn.presentation import numbers
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.reading import read
from evenborn.presentation.words import say

_MARKS: Final = {
    "suppressed": "note.suppressed",
    "too-few": "note.too-few",
    "unreliable": "note.unreliable",
}

_MANY_ROWS: Final = 20


def figure_notes(figures: Sequence[Figure], report: RatioReport, language: Language) -> tuple[str, ...]:
    """Return the notes that these figures need: chance, marks, open intervals, unclear sex, completeness."""
    notes = []
    judged = sum(figure.reliability == "reliable" for figure in figures)
    if judged >= _MANY_ROWS:
        reference = numbers.level(report.reference)
        expected = round((1 - report.confidence) * judged)
        notes.append(say("note.chance", language, reference=reference, expected=expected, rows=judged))
    readings = {read(figure, report.reference) for figure in figures}
    notes += [say(key, language) for mark, key in _MARKS.items() if mark in readings]
    if any(figure.sides in {"lower", "upper"} for figure in figures):
        notes.append(say("note.one-sided", language))
    if any(figure.unclear for figure in figures):
        notes.append(say("note.unclear", language))
    return (*notes, *_completeness(figures, language))


def reading_note(report: RatioReport, language: Language) -> str:
    """Return what the readings of a figure against the reference level mean."""
    return say("note.reading", language, reference=numbers.level(report.reference))


def source_line(report: RatioReport, language: Language) -> str:
    """Return where the births come from, in one line."""
    source = report.source
    if source.name == source.file:
        return say("source.file-only", language, file=source.file, rows=source.rows)
    return say("source.line", language, name=source.name, file=source.file, rows=source.rows)


def _completeness(figures: Sequence[Figure], language: Language) -> tuple[str, ...]:
    if all(figure.period is None for figure in figures):
        return (say("note.no-period", language),)
    stated = {figure.complete for figure in figures}
    if stated == {None}:
        return (say("note.completeness-unknown", language),)
    return (say("note.all-complete", language),) if stated == {True} else ()
