"""The template of a register: filled in as it stands, it is read without a fault."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from evenborn.presentation.field_words import picked, privacy
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.register_template import ROWS, marked, render_template, sheet_name
from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.codes.writing import header_key
from evenborn.registers.definition import REGISTERS, Definition, Field, register

EVERY = [(name, language) for name in REGISTERS for language in LANGUAGES]


def opened(name: str, language: Language) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_template(register(name), language)))


def columns(name: str, language: Language) -> Iterator[tuple[Field, str, Worksheet]]:
    sheet = opened(name, language).worksheets[0]
    for at, field in enumerate(register(name).fields.values(), start=1):
        yield field, sheet.cell(1, at).column_letter, sheet


def check_of(sheet: Worksheet, letter: str) -> DataValidation:
    found = [
        one for one in sheet.data_validations.dataValidation if f"{letter}2" in str(one.sqref).split(":")
    ]
    assert len(found) == 1
    assert str(found[0].sqref) == f"{letter}2:{letter}{ROWS + 1}"
    return found[0]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_heading_is_recognised(name: str, language: Language) -> None:
    definition = register(name)
    headings = [cell.value for cell in opened(name, language).worksheets[0][1]]
    assert [definition.field_of[header_key(heading)] for heading in headings] == list(definition.fields)


def filled(definition: Definition, language: Language, path: Path) -> str:
    """The template with the example of every field typed into it; returns the name of the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(render_template(definition, language)))
    sheet = book.worksheets[0]
    typed = {"day": date.fromisoformat, "moment": datetime.fromisoformat, "count": int, "quantity": float}
    for at, field in enumerate(definition.fields.values(), start=1):
        sheet.cell(2, at).value = typed.get(field.type, str)(field.example)
    book.save(path)
    return sheet.title


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_template_filled_in_is_read_without_a_fault(name: str, language: Language, tmp_path: Path) -> None:
    definition, path = register(name), tmp_path / "filled.xlsx"
    sheet = filled(definition, language, path)
    with checking(path, definition, CheckOptions(date(2026, 1, 1), sheet=sheet)) as checked:
        wrong = [
            (one.field, one.rule) for one in checked.first_issues(99) if one.rule != "ledger-out-of-balance"
        ]
        assert wrong == []
        assert (checked.summary.rows, checked.summary.rejected) == (1, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_has_to_name_the_sheet(language: Language, tmp_path: Path) -> None:
    """The instructions name every field too, and are no records."""
    definition, path = register("device"), tmp_path / "filled.xlsx"
    sheet = filled(definition, language, path)
    with checking(path, definition, CheckOptions(date(2026, 1, 1))) as checked:
        assert checked.summary.sheet == sheet


@pytest.mark.parametrize("name", REGISTERS)
def test_texts_are_text_and_dates_are_dates(name: str) -> None:
    shown = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "count": "0", "quantity": "General"}
    for at, (field, _, sheet) in enumerate(columns(name, "zh"), start=1):
        alike = [one for one in sheet.column_dimensions.values() if one.min <= at <= one.max]
        assert [one.number_format for one in alike] == [shown.get(field.type, "@")], field.name
        assert alike[0].width >= field.width


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_codes_are_picked_from_a_hidden_sheet(name: str, language: Language) -> None:
    book, definition = opened(name, language), register(name)
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    for field, letter, sheet in columns(name, language):
        if field.type != "code":
            continue
        check = check_of(sheet, letter)
        assert check.type == "list"
        place, _, cells = check.formula1.partition("!")
        offered = [cell.value for (cell,) in book[place.strip("'")][cells.replace("$", "")]]
        assert tuple(offered) == picked(definition.lists[field.name], language)


def test_numbers_and_dates_have_limits_and_a_message() -> None:
    checks = {field.name: check_of(sheet, letter) for field, letter, sheet in columns("delivery", "zh")}
    weight, parity, weeks, birth = (
        checks[name] for name in ("weight", "parity", "gestational_weeks", "birth_time")
    )
    assert (weight.type, weight.formula1, weight.formula2, weight.errorStyle) == (
        "decimal",
        "200",
        "7000",
        None,
    )
    assert weight.error == "取值范围：200～7,000。"
    assert (parity.type, parity.formula1, parity.formula2) == ("whole", "1", "15")
    assert weeks.errorStyle == "warning"
    assert birth.type == "date"
    assert checks["mother_name"].type is None
    assert "文本格式" in checks["mother_id_number"].prompt


@pytest.mark.parametrize("name", REGISTERS)
def test_required_columns_are_marked_by_more_than_colour(name: str) -> None:
    for field, letter, sheet in columns(name, "en"):
        cell = sheet[f"{letter}1"]
        assert cell.value == marked(field, "en")
        assert cell.value.endswith(" *") == field.required
        assert cell.value.endswith(" (*)") == bool(field.required_if or field.required_unless)
        assert bool(cell.font.bold) == field.required
        assert privacy(field, "en") in cell.comment.text


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_instructions_name_every_column_and_what_happens_to_it(name: str, language: Language) -> None:
    rows = [[str(cell) for cell in row if cell] for row in opened(name, language).worksheets[1].values]
    for field in register(name).fields.values():
        row = next(row for row in rows if row[:1] == [field.en if language == "en" else field.zh])
        assert privacy(field, language) in row
        assert row[-1] == field.example


@pytest.mark.parametrize("name", REGISTERS)
def test_it_prints_with_its_header_on_every_sheet(name: str) -> None:
    sheet = opened(name, "zh").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize in (8, 9)
    assert sheet.page_setup.fitToHeight == 0
    assert register(name).book_zh in sheet.oddHeader.center.text


def test_the_same_definition_gives_the_same_bytes() -> None:
    assert render_template(register("delivery"), "zh") == render_template(register("delivery"), "zh")


@pytest.mark.parametrize("name", ["a/b: [c]?*\\'d", "x" * 50])
def test_a_sheet_name_is_one_that_a_workbook_may_have(name: str) -> None:
    made = sheet_name(name)
    assert 1 <= len(made) <= 31
    assert not set(made) & set("[]:*?/\\'")
