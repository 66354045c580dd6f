"""A sheet on which people said of pairs of records whether they are one birth, read back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from evenborn.comparison.review import ANSWERS
from evenborn.presentation.difference_reading import kept_of
from evenborn.presentation.difference_sheet import KEPT
from evenborn.presentation.numbers import LANGUAGES
from evenborn.presentation.review_sheet import FORMAT, MARK, Drawing, answer_word
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.workbook_cells import workbook_cells

__all__ = ["read_review_sheet"]

_SHOWN: Final = 80


def read_review_sheet(path: Path) -> tuple[Drawing, dict[int, str]]:
    """Read answers back, whichever language they are in.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Drawing, dict of int to str
        How the sample was drawn; answers by the number of the pair.

    Raises
    ------
    Refusal
        ``no-review-sheet``, ``unknown-answer``, ``unknown-pair``, and those of reading workbooks.
    """
    sheets = workbook_cells(path)
    kept = kept_of(sheets.get(KEPT, ()))
    try:
        if MARK not in kept:
            raise KeyError(MARK)
        if int(kept[MARK]) > FORMAT:
            raise Refusal("newer-sheet", file=path.name)
        drawing = Drawing(
            kept["run"], kept["register"], int(kept["size"]), int(kept["seed"]), kept.get("sheet", "")
        )
    except (KeyError, ValueError) as error:
        raise Refusal("no-review-sheet", file=path.name) from error
    answers: dict[int, str] = {}
    for name, rows in sheets.items():
        if name != KEPT:
            answers |= _answers(rows, path.name)
    return drawing, answers


def _answers(rows: Sequence[Sequence[str]], file: str) -> dict[int, str]:
    header = list(rows[0]) if rows else []
    places = {}
    for name in ("pair", "answer"):
        titles = {say(f"reviewed.column.{name}", language) for language in LANGUAGES}
        places[name] = next((at for at, title in enumerate(header) if title in titles), None)
    at_pair, at_answer = places["pair"], places["answer"]
    if at_pair is None or at_answer is None:
        return {}
    known = {
        answer_word(answer, language).casefold(): answer for language in LANGUAGES for answer in ANSWERS
    } | {answer: answer for answer in ANSWERS}
    found = {}
    for row, cells in enumerate(rows[1:], start=2):
        pair, said = (cells[at] if at < len(cells) else "" for at in (at_pair, at_answer))
        if not said:
            continue
        if said.casefold() not in known:
            raise Refusal("unknown-answer", file=file, row=row, value=said[:_SHOWN])
        if not pair.isdecimal():
            raise Refusal("unknown-pair", file=file, row=row, value=pair[:_SHOWN])
        found[int(pair)] = known[said.casefold()]
    return found
