"""A sheet of differences, read back with the owner's replies, whichever language it is in."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from evenborn.comparison.commission import PURPOSES, Commission
from evenborn.comparison.difference_list import DifferenceList, Listed
from evenborn.comparison.differences import KINDS, REPLIES
from evenborn.presentation.difference_sheet import FORMAT, KEPT, MARK, headings, kind_word, reply_word
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.registers.definition import REGISTERS
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.workbook_cells import workbook_cells

Rows = Sequence[Sequence[str]]
_SHOWN: Final = 80


def read_difference_sheet(path: Path) -> tuple[DifferenceList, Language]:
    """Read a sheet of differences.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    DifferenceList, {"en", "zh"}
        With replies, and the language of the sheet.

    Raises
    ------
    Refusal
        ``no-difference-sheet``, ``newer-sheet``, ``unknown-reply``, ``unknown-kind``, and those of reading
        workbooks.
    """
    sheets = workbook_cells(path)
    kept = kept_of(sheets.get(KEPT, ()))
    if MARK not in kept:
        raise Refusal("no-difference-sheet", file=path.name)
    try:
        if int(kept[MARK]) > FORMAT:
            raise Refusal("newer-sheet", file=path.name)
        listed = [one for name, rows in sheets.items() if name != KEPT for one in _listed(rows, path.name)]
        return _list(kept, tuple(listed)), _language(kept["language"])
    except (KeyError, ValueError) as error:
        raise Refusal("no-difference-sheet", file=path.name) from error


def kept_of(rows: Rows) -> dict[str, str]:
    """Keys and values of the hidden sheet.

    Examples
    --------
    >>> kept_of([["run", "20250101-ab"], ["other"]])
    {'run': '20250101-ab'}
    """
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[0]}


def _language(text: str) -> Language:
    return next(language for language in LANGUAGES if language == text)


def _list(kept: Mapping[str, str], rows: tuple[Listed, ...]) -> DifferenceList:
    if (
        kept["register"] not in REGISTERS
        or kept["purpose"] not in PURPOSES
        or kept["language"] not in LANGUAGES
    ):
        raise ValueError("The hidden sheet was changed.")
    on, deadline = (date.fromisoformat(kept[name]) for name in ("on", "deadline"))
    births, elsewhere, still_differs = (int(kept[name]) for name in ("births", "elsewhere", "still_differs"))
    return DifferenceList(
        kept["run"],
        kept["register"],
        kept["sha256"],
        kept["encoded"] == "1",
        Commission(kept["purpose"], kept["legal_basis"], on, deadline),
        _month(kept["first_month"]),
        _month(kept["last_month"]),
        births,
        elsewhere,
        still_differs,
        rows,
        kept["own"] == "1",
    )


def _month(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _places() -> dict[str, str]:
    """What stands below a heading, in either language."""
    return {title: name for language in LANGUAGES for name, title in headings(True, language).items()}


@cache
def _kinds() -> dict[str, str]:
    return {kind_word(kind, language): kind for language in LANGUAGES for kind in KINDS}


@cache
def reply_words() -> dict[str, str]:
    """Replies by how they are said, in either language, and by their codes."""
    said = {reply_word(reply, language).casefold(): reply for language in LANGUAGES for reply in REPLIES}
    return said | {reply: reply for reply in REPLIES} | {"": ""}


def _listed(rows: Rows, file: str) -> list[Listed]:
    """Records below the header of a list; a sheet without one is none."""
    if not rows:
        return []
    places = {_places()[title]: at for at, title in enumerate(rows[0]) if title in _places()}
    if not {"number", "row", "kind", "reply"} <= set(places):
        return []
    found = []
    for row, cells in enumerate(rows[1:], start=2):
        own = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        if not any(own.values()):
            continue
        kind, reply = _kinds().get(own["kind"]), reply_words().get(own["reply"].casefold())
        if kind is None:
            raise Refusal("unknown-kind", file=file, row=row, value=own["kind"][:_SHOWN])
        if reply is None:
            raise Refusal("unknown-reply", file=file, row=row, value=own["reply"][:_SHOWN])
        if not own["row"].isdecimal():
            raise Refusal("unknown-row", file=file, row=row, value=own["row"][:_SHOWN])
        found.append(Listed(own["number"] or None, int(own["row"]), kind, reply, own.get("own") or None))
    return found
