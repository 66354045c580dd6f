"""The sheet of a template that says how to fill it in: one line a column, and what happens to each."""

from collections.abc import Iterator
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evenborn.presentation.field_words import (
    heading,
    joined,
    kind,
    limits,
    note,
    picked,
    privacy,
    required,
    room,
)
from evenborn.presentation.numbers import Language
from evenborn.presentation.sheets import Formats
from evenborn.presentation.words import say
from evenborn.registers.definition import Definition, Field

_COLUMNS: Final = (
    ("field", 24),
    ("required", 24),
    ("kind", 30),
    ("limits", 24),
    ("accepted", 44),
    ("note", 44),
    ("class", 26),
    ("example", 24),
)
"""Columns of the table and their widths in characters."""

_LINE: Final = 14.5
"""Height of one line of text, in points."""


def write_instructions(
    book: Workbook, sheet: Worksheet, definition: Definition, language: Language, font: str
) -> None:
    """Write title, four sentences and the table of the columns."""
    formats = Formats(book, font)
    text = book.add_format(
        {"font_name": font, "font_size": 10, "valign": "top", "text_wrap": True, "bottom": 4}
    )
    sheet.write_string(0, 0, definition.book_en if language == "en" else definition.book_zh, formats.title)
    row = 1
    for row, line in enumerate(_lines(definition, language), start=1):
        sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, "", formats.words)
        sheet.write_string(row, 0, line, formats.words)
    header = row + 2
    for at, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(header, at, say(f"register.template.{name}", language), formats.header)
    for place, field in enumerate(definition.fields.values(), start=header + 1):
        cells = tuple(_cells(definition, field, language))
        sheet.set_row(place, _LINE * _lines_needed(cells))
        for at, cell in enumerate(cells):
            sheet.write_string(place, at, cell, text)
    sheet.freeze_panes(header + 1, 1)
    _set_up_print(sheet, header)


def _lines(definition: Definition, language: Language) -> Iterator[str]:
    yield definition.about_en if language == "en" else definition.about_zh
    for key in ("mark", "headings", "text"):
        yield say(f"register.template.{key}", language)


def _cells(definition: Definition, field: Field, language: Language) -> Iterator[str]:
    yield heading(field, language)
    yield required(definition, field, language)
    yield kind(field, language)
    yield limits(field, language)
    codes = definition.lists.get(field.name)
    yield joined(picked(codes, language), language) if codes else ""
    yield note(field, language)
    yield privacy(field, language)
    yield field.example


def _lines_needed(cells: tuple[str, ...]) -> int:
    """Lines that the fullest cell of a row takes."""
    return max(1 + room(cell) // width for cell, (_, width) in zip(cells, _COLUMNS, strict=True))


def _set_up_print(sheet: Worksheet, header: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&R&P / &N")
    sheet.hide_gridlines(2)
