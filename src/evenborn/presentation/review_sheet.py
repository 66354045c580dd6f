"""The sheet on which people say of pairs of records whether they are one birth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from evenborn.comparison.levels import COMPARISONS
from evenborn.comparison.review import ANSWERS, SampledPair
from evenborn.comparison.run_record import RunRecord
from evenborn.presentation.compared import pair_name
from evenborn.presentation.difference_sheet import KEPT
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.register_template import sheet_name
from evenborn.presentation.sheets import Formats, Place, write_lines
from evenborn.presentation.words import say

MARK: Final = "evenborn review"
FORMAT: Final = 1
_FONT: Final[dict[Language, str]] = {"en": "Calibri", "zh": "微软雅黑"}
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a sample was drawn, so that it can be drawn again when it is read back.

    Attributes
    ----------
    run : str
    register : str
        Whose records are shown; empty where both registers are in one hand.
    size, seed : int
    sheet : str
        Whose pairs of an office they are; empty where they were drawn from a folder.
    """

    run: str
    register: str
    size: int
    seed: int
    sheet: str = ""


_COMPARISON: Final = {one.name: one for one in COMPARISONS}


def level_word(comparison: str, level: int, language: Language, *, encoded: bool = False) -> str:
    """How alike two births are in one respect; encoded ones do not show that one does not state it.

    Examples
    --------
    >>> level_word("birth_day", 1, "en"), level_word("mother_name", -1, "zh")
    ('a day apart', '未填')
    >>> level_word("sex", 1, "en", encoded=True)
    'different or not stated'
    """
    if level < 0:
        return say("reviewed.level.not-stated", language)
    if encoded and level == len(_COMPARISON[comparison].levels) - 1:
        return say("reviewed.level.different-or-not-stated", language)
    name = _COMPARISON[comparison].levels[level].name
    return say(f"reviewed.level.{name.replace(' ', '-').replace(chr(39), '')}", language)


def write_review_sheet(
    path: Path, pairs: Sequence[SampledPair], record: RunRecord, drawing: Drawing, language: Language
) -> None:
    """Write pairs to be looked at.

    Parameters
    ----------
    path : pathlib.Path
    pairs : sequence of SampledPair
    record : RunRecord
    drawing : Drawing
        With a register, only the numbers of that register's records are shown.
    language : {"en", "zh"}
    """
    keys = ("reviewed.blind", *(["reviewed.own-only"] if drawing.register else []), "reviewed.with-care")
    lines = [say("reviewed.about", language, run=record.run), *(say(key, language) for key in keys)]
    fields = [one.name for one in COMPARISONS if any(one.name in pair.levels for pair in pairs)]
    rows = [
        [
            *_numbers(pair, record, drawing, language),
            *(
                level_word(name, pair.levels.get(name, -1), language, encoded=record.encoded)
                for name in fields
            ),
        ]
        for pair in pairs
    ]
    write_pairs(path, lines, [*_titles(record, drawing, language), *field_titles(fields, language)], rows,
                drawing, language)  # fmt: skip


def field_titles(fields: Sequence[str], language: Language) -> list[str]:
    """What two births are held against each other by, as headings."""
    return [say(f"reviewed.field.{name.replace('_', '-')}", language) for name in fields]


def write_pairs(
    path: Path,
    lines: Sequence[str],
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    drawing: Drawing,
    language: Language,
    answers: Sequence[str] = (),
) -> None:
    """Write a workbook with one row a pair, and a list of answers to choose from behind each.

    Parameters
    ----------
    path : pathlib.Path
    lines : sequence of str
        What it is about.
    titles : sequence of str
        Headings; the first is that of the pair's number.
    rows : sequence of sequence of str
    drawing : Drawing
        What it must say when it is read back.
    language : {"en", "zh"}
    answers : sequence of str
        Codes of what was answered already; empty where nothing was.
    """
    book = Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)})
    book.set_properties({"title": say("reviewed.title", language), "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    formats = Formats(book, _FONT[language])
    first = book.add_worksheet(say("difference.sheet.about", language))
    place = Place(first, formats, 6)
    write_lines(place, [say("reviewed.title", language)], formats.title)
    write_lines(place, list(lines), formats.words)
    first.set_column(0, 5, 16)
    words = [answer_word(one, language) if one else "" for one in answers or [""] * len(rows)]
    filled = [[*row, word] for row, word in zip(rows, words, strict=True)]
    _write_rows(book, [*titles, say("reviewed.column.answer", language)], filled, language, formats)
    kept = book.add_worksheet(KEPT)
    said = {MARK: FORMAT, "run": drawing.run, "register": drawing.register, "size": drawing.size}
    said |= {"seed": drawing.seed} | ({"sheet": drawing.sheet} if drawing.sheet else {})
    for row, (key, value) in enumerate(said.items()):
        kept.write_string(row, 0, key)
        kept.write_string(row, 1, str(value))
    kept.write_column(0, 3, [answer_word(answer, language) for answer in ANSWERS])
    kept.hide()
    book.close()


def answer_word(answer: str, language: Language) -> str:
    """An answer in words."""
    return say(f"reviewed.answer.{answer}", language)


def _write_rows(
    book: Workbook,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    language: Language,
    formats: Formats,
) -> None:
    sheet = book.add_worksheet(sheet_name(say("reviewed.sheet", language)))
    as_text = book.add_format({"num_format": "@", "font_name": _FONT[language], "font_size": 10})
    for at, title in enumerate(titles):
        sheet.set_column(at, at, 18, as_text)
        sheet.write_string(0, at, title, formats.header)
    for row, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, at, cell, as_text)
    if rows:
        offered = {"validate": "list", "source": f"='{KEPT}'!$D$1:$D${len(ANSWERS)}"}
        sheet.data_validation(1, len(titles) - 1, len(rows), len(titles) - 1, offered)
    sheet.freeze_panes(1, 1)


def _titles(record: RunRecord, drawing: Drawing, language: Language) -> list[str]:
    titles = [say("reviewed.column.pair", language), say("reviewed.column.registers", language)]
    if drawing.register:
        return [*titles, say("reviewed.column.own", language), say("reviewed.column.row", language)]
    if len(record.pairs) > 1:
        sides = ["1", "2"]
    else:
        sides = [register_name(record.pairs[0][side], language) for side in ("left", "right")]
    for side in sides:
        titles.append(say("reviewed.column.number", language, register=side))
        titles.append(say("reviewed.column.row-of", language, register=side))
    return titles


def _numbers(pair: SampledPair, record: RunRecord, drawing: Drawing, language: Language) -> list[str]:
    """Own record number and row of the reviewer; of both registers only where both are in one hand."""
    of = record.pairs[pair.of]
    cells = [str(pair.place), pair_name(of, language)]
    sides = [0, 1] if not drawing.register else [0 if of["left"] == drawing.register else 1]
    for side in sides:
        cells += [pair.numbers[side] or "", str(pair.rows[side])]
    return cells
