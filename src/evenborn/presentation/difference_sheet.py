"""The sheet of differences: what the owner of a register opens, answers from a list, and sends back.

It holds the owner's own record numbers and what differs. No name, no address, no area, and nothing of another
register: it is for correcting records, and no list of families.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.differences import KINDS, REPLIES
from evenborn.presentation import dates
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.register_template import sheet_name
from evenborn.presentation.sheets import Formats, Place, write_lines, write_table
from evenborn.presentation.tables import Column, Table, count, text
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

KEPT: Final = "evenborn"
"""Hidden sheet with what is needed to read the others back."""

MARK: Final = "evenborn differences"
FORMAT: Final = 1
ROWS_OF_SHEET: Final = 1_000_000

_FONT: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def kind_word(kind: str, language: Language) -> str:
    """A kind of difference in words."""
    return say(f"difference.kind.{kind}", language)


def reply_word(reply: str, language: Language) -> str:
    """A reply in words; empty where none was given."""
    return say(f"difference.reply.{reply}", language) if reply else ""


def months(first: date | None, last: date | None, language: Language) -> str:
    """Months of birth that a register covers.

    Examples
    --------
    >>> months(date(2025, 1, 1), date(2025, 12, 1), "en"), months(None, None, "zh")
    ('2025-01 – 2025-12', '不详')
    """
    if first is None or last is None:
        return say("cell.not-known", language)
    return f"{first:%Y-%m} – {last:%Y-%m}" if language == "en" else f"{first:%Y-%m}—{last:%Y-%m}"


def write_difference_sheet(path: Path, told: DifferenceList, language: Language) -> None:
    """Write the sheet of one owner.

    Parameters
    ----------
    path : pathlib.Path
    told : DifferenceList
    language : {"en", "zh"}
        Of headings, kinds and replies; sheets in either are read alike.
    """
    book = Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)})
    title = say("difference.title", language, register=register_name(told.register, language))
    created = datetime.combine(told.commission.on, datetime.min.time())
    book.set_properties({"title": title, "created": created})
    formats = Formats(book, _FONT[language])
    _write_first(book.add_worksheet(say("difference.sheet.about", language)), title, told, formats, language)
    for number, rows in enumerate(_parts(told.rows)):
        name = say("difference.sheet.list", language) + (f" {number + 1}" if number else "")
        _write_list(book, book.add_worksheet(sheet_name(name)), rows, told.with_own, formats, language)
    _write_kept(book.add_worksheet(KEPT), told, language)
    try:
        book.close()
    except OSError as error:
        raise Refusal("cannot-write", file=path.name, cause=str(error)) from error


def _parts(rows: tuple[Listed, ...]) -> Iterator[tuple[Listed, ...]]:
    for first in range(0, max(len(rows), 1), ROWS_OF_SHEET):
        yield rows[first : first + ROWS_OF_SHEET]


def _write_first(
    sheet: Worksheet, title: str, told: DifferenceList, formats: Formats, language: Language
) -> None:
    place = Place(sheet, formats, 6)
    write_lines(place, [title], formats.title)
    write_lines(place, list(_about(told, language)), formats.words)
    write_table(place, _counts_table(told, language), main=False)
    replies = [say(f"difference.reply-note.{reply}", language) for reply in REPLIES]
    how = "difference.how-encoded" if told.encoded and not told.with_own else "difference.how"
    write_lines(place, [say(how, language), *replies, say("difference.not-for", language)], formats.words)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 5, 14)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _about(told: DifferenceList, language: Language) -> Iterator[str]:
    commission = told.commission
    yield say("difference.run", language, run=told.run, on=dates.day(commission.on, language))
    yield say("difference.period", language, months=months(told.first_month, told.last_month, language))
    yield say("difference.deadline", language, day=dates.day(commission.deadline, language))
    yield say(
        "difference.purpose",
        language,
        purpose=say(f"compared.purpose.{commission.purpose}", language),
        basis=commission.legal_basis,
    )


def _counts_table(told: DifferenceList, language: Language) -> Table:
    columns = (
        Column("what", say("difference.column.what", language), width=46, names_row=True),
        Column("records", say("difference.column.records", language), "number", 14),
    )
    counts = told.counts()
    rows = [(text(say("difference.births", language)), count(told.births, language))]
    rows += [(text(kind_word(kind, language)), count(counts[kind], language)) for kind in KINDS]
    rows.append((text(say("difference.elsewhere", language)), count(told.elsewhere, language)))
    if told.still_differs:
        rows.append((text(say("difference.still-differs", language)), count(told.still_differs, language)))
    title = say("difference.counts", language)
    return Table("differences", title, columns, tuple(rows), (say("difference.elsewhere-note", language),))


def headings(with_own: bool, language: Language) -> dict[str, str]:
    """Headings of the list, by what stands below them, in their order."""
    names = ["number", *(["own"] if with_own else []), "row", "kind", "reply"]
    return {name: say(f"difference.column.{name}", language) for name in names}


def _write_list(
    book: Workbook,
    sheet: Worksheet,
    rows: tuple[Listed, ...],
    with_own: bool,
    formats: Formats,
    language: Language,
) -> None:
    as_text = book.add_format({"num_format": "@", "font_name": _FONT[language], "font_size": 10})
    titles = headings(with_own, language)
    for at, (name, title) in enumerate(titles.items()):
        sheet.set_column(at, at, 34 if name in {"kind", "reply"} else 24, as_text)
        sheet.write_string(0, at, title, formats.header)
    for place, listed in enumerate(rows, start=1):
        cells = _cells(listed, language)
        for at, name in enumerate(titles):
            _write_cell(sheet, place, at, cells[name], as_text)
    last = list(titles).index("reply")
    offered = f"='{KEPT}'!$D$1:$D${len(REPLIES)}"
    check = {"validate": "list", "source": offered, "error_message": say("difference.choose", language)}
    if rows:
        sheet.data_validation(1, last, len(rows), last, check)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _cells(listed: Listed, language: Language) -> dict[str, str | int]:
    return {
        "number": listed.number or "",
        "own": listed.own or "",
        "row": listed.row,
        "kind": kind_word(listed.kind, language),
        "reply": reply_word(listed.reply, language),
    }


def _write_cell(sheet: Worksheet, row: int, at: int, cell: str | int, look: Format) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif cell:
        sheet.write_string(row, at, cell, look)


def _write_kept(sheet: Worksheet, told: DifferenceList, language: Language) -> None:
    """Key and value in the first two columns, the replies of the drop-down in the fourth."""
    commission = told.commission
    kept: dict[str, str | int] = {
        MARK: FORMAT,
        "run": told.run,
        "register": told.register,
        "sha256": told.sha256,
        "encoded": int(told.encoded),
        "own": int(told.with_own),
        "language": language,
        "purpose": commission.purpose,
        "legal_basis": commission.legal_basis,
        "on": commission.on.isoformat(),
        "deadline": commission.deadline.isoformat(),
        "first_month": told.first_month.isoformat() if told.first_month else "",
        "last_month": told.last_month.isoformat() if told.last_month else "",
        "births": told.births,
        "elsewhere": told.elsewhere,
        "still_differs": told.still_differs,
    }
    replies = [reply_word(reply, language) for reply in REPLIES]
    for row, (key, value) in enumerate(kept.items()):  # row by row: those before are on the disk
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, str(value))
        if row < len(replies):
            sheet.write_string(row, 3, replies[row])
    sheet.hide()
