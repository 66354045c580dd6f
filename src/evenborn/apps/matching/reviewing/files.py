"""The pairs of a sheet as a workbook: taken away by its reviewer, and read back with the answers."""

from collections.abc import Iterable
from io import BytesIO

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.returned_files import returned_file
from evenborn.apps.matching.reviewing.pair_words import compared_by, words_of
from evenborn.apps.vault.actions.reviews import AnsweredPairs, ShownPair, answer_pairs, exported_pairs
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.presentation.numbers import Language
from evenborn.presentation.review_reading import read_review_sheet
from evenborn.presentation.review_sheet import Drawing, field_titles, write_pairs
from evenborn.presentation.words import say
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["judged_by_file", "workbook"]


def workbook(sheet: DifferenceSheet, *, by: Actor) -> BytesIO:
    """All pairs of a sheet as the page shows them, with what was answered already."""
    shown, language = exported_pairs(sheet, by=by), page_language()
    names = compared_by(shown)
    lines = [
        say("reviewed.about", language, run=sheet.code),
        *(say(f"reviewed.{key}", language) for key in ("blind", "own-only", "with-care")),
    ]
    titles = [
        say("reviewed.column.pair", language), say("matching.review.other", language),
        say("reviewed.column.own", language), *field_titles(names, language),
    ]  # fmt: skip
    rows = [_row(one, names, language) for one in shown]
    drawing = Drawing(sheet.code, sheet.register, len(shown), sheet.run, sheet.token)
    with working_folder() as folder:
        path = folder / "pairs.xlsx"
        write_pairs(path, lines, titles, rows, drawing, language, [one.pair.answer for one in shown])
        return BytesIO(path.read_bytes())


def _row(one: ShownPair, names: list[str], language: Language) -> list[str]:
    """Its number, the other register, the own record number; by field the own record and the agreement."""
    cells = [" · ".join(filter(None, words)) for words in words_of(one, names, language)]
    return [str(one.pair.place_on_sheet), register_name(one.pair.other), one.number, *cells]


def judged_by_file(sheet: DifferenceSheet, pieces: Iterable[bytes], name: str, *, by: Actor) -> AnsweredPairs:
    """Answer by the workbook that was filled in; what is blank in it stays as it is.

    Raises
    ------
    Refusal
        ``matching-other-pairs`` where it is of another sheet; those of reading it, and of the answer.
    """
    with returned_file(pieces, name, ".xlsx") as path:
        drawing, answers = read_review_sheet(path)
    if drawing.sheet != sheet.token:
        raise Refusal("matching-other-pairs", file=name)
    return answer_pairs(sheet, by=by, answers=answers)
