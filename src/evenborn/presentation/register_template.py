"""The Excel template of a register: what a clerk opens, fills in and sends, made from the definition."""

import io
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evenborn.presentation.field_words import heading, kind, limits, note, picked, privacy, required
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_paper import paper
from evenborn.presentation.template_cells import cell_check, cell_format
from evenborn.presentation.template_instructions import write_instructions
from evenborn.presentation.tokens import colour
from evenborn.presentation.words import say
from evenborn.presentation.workbook import CREATED
from evenborn.registers.definition import Definition, Field

ROWS: Final = 5000
"""Rows below the header that are checked while they are typed."""

_PAPER_NUMBER: Final = {"A3": 8, "A4": 9}

_FONT: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}


def render_template(definition: Definition, language: Language) -> bytes:
    """Make the Excel template of a register.

    The first sheet has the header, in which required columns are marked, and nothing else: columns of
    text are text, dates are dates, codes have drop-downs, numbers have limits. The second says how to
    fill it in; a hidden third holds what the drop-downs offer.

    Parameters
    ----------
    definition : Definition
    language : {"en", "zh"}
        Of headings, drop-downs and instructions; files in either are read alike.

    Returns
    -------
    bytes
        An .xlsx workbook. The same definition gives the same bytes.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> render_template(register("device"), "zh")[:2]
    b'PK'
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    name = definition.en if language == "en" else definition.zh
    book.set_properties({"title": say("register.template.file", language, register=name), "created": CREATED})
    records = book.add_worksheet(sheet_name(name))
    instructions = book.add_worksheet(say("register.template.instructions", language))
    codes = book.add_worksheet(say("register.template.codes", language))
    ranges = _write_codes(codes, definition, language)
    _write_records(book, records, definition, language, ranges)
    write_instructions(book, instructions, definition, language, _FONT[language])
    _set_up_print(records, definition, language)
    codes.hide()
    records.activate()
    book.close()
    return buffer.getvalue()


def sheet_name(name: str) -> str:
    """A name that a worksheet may have: at most 31 characters, none of them reserved.

    Examples
    --------
    >>> sheet_name("household registration of births: all")
    'household registration of birth'
    """
    return "".join(character for character in name if character not in "[]:*?/\\'")[:31].strip()


def marked(field: Field, language: Language) -> str:
    """Heading with its mark: ``*`` where it is required, ``(*)`` where it is under a condition.

    Examples
    --------
    >>> from evenborn.registers.definition import register
    >>> fields = register("birth_certificate").fields
    >>> [marked(fields[name], "zh") for name in ("event", "sex", "weight")]
    ['办理类型 *', '性别 (*)', '出生体重（克）']
    """
    mark = " *" if field.required else " (*)" if field.required_if or field.required_unless else ""
    return heading(field, language) + mark


def _write_codes(sheet: Worksheet, definition: Definition, language: Language) -> dict[str, str]:
    """Write what each drop-down offers into a column of its own; return its range by list."""
    ranges = {}
    lists = {codes.name: codes for codes in definition.lists.values()}
    for at, (name, codes) in enumerate(lists.items()):
        words = picked(codes, language)
        sheet.write_string(0, at, name)
        sheet.write_column(1, at, words)
        letter = chr(ord("A") + at)
        ranges[name] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(words) + 1}"
    return ranges


def _write_records(
    book: Workbook, sheet: Worksheet, definition: Definition, language: Language, ranges: dict[str, str]
) -> None:
    header = _header_formats(book, language)
    formats: dict[str, Format] = {}
    sheet.set_row(0, 33)
    for at, field in enumerate(definition.fields.values()):
        number_format = cell_format(field)
        if number_format not in formats:
            formats[number_format] = book.add_format(
                {"num_format": number_format, "font_name": _FONT[language], "font_size": 10}
            )
        sheet.set_column(at, at, field.width, formats[number_format])
        sheet.write_string(0, at, marked(field, language), header[field.required])
        sheet.write_comment(0, at, _comment(definition, field, language), _comment_look(language))
        sheet.data_validation(1, at, ROWS, at, cell_check(field, language, ranges.get(field.codes, "")))
    sheet.freeze_panes(1, 0)


def _header_formats(book: Workbook, language: Language) -> dict[bool, Format]:
    """Format of a heading by whether it is required: required ones are bold with a heavy line under them."""
    look = {
        "font_name": _FONT[language],
        "font_size": 10,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": colour("ground"),
        "border_color": colour("line-strong"),
        "right": 1,
    }
    return {
        True: book.add_format({**look, "bold": True, "bottom": 5}),
        False: book.add_format({**look, "bottom": 1}),
    }


def _comment(definition: Definition, field: Field, language: Language) -> str:
    said = [
        required(definition, field, language),
        kind(field, language),
        limits(field, language),
        note(field, language),
        privacy(field, language),
    ]
    return "\n".join(filter(None, said))


def _comment_look(language: Language) -> dict[str, object]:
    return {"author": "", "font_name": _FONT[language], "font_size": 9, "x_scale": 1.8, "y_scale": 1.4}


def _set_up_print(sheet: Worksheet, definition: Definition, language: Language) -> None:
    sheet.set_landscape()
    sheet.set_paper(_PAPER_NUMBER[paper(definition)])
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    title = definition.book_en if language == "en" else definition.book_zh
    sheet.set_header("&C" + title.replace("&", "&&"))
    sheet.set_footer("&R&P / &N")
