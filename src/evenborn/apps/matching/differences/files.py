"""The sheet of differences as a file: taken away by its owner, and read back with the answers."""

from collections.abc import Iterable
from io import BytesIO

from evenborn.apps.access.actor import Actor
from evenborn.apps.matching.returned_files import returned_file
from evenborn.apps.vault.actions.replies import AnsweredSheet, answer_sheet, exported
from evenborn.apps.vault.models import DifferenceSheet
from evenborn.comparison.commission import Commission
from evenborn.comparison.difference_list import DifferenceList
from evenborn.presentation.difference_reading import read_difference_sheet
from evenborn.presentation.difference_sheet import write_difference_sheet
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.web.language import page_language

__all__ = ["answered_by_file", "workbook"]


def workbook(sheet: DifferenceSheet, *, by: Actor) -> BytesIO:
    """The sheet as the command line writes it, with what was answered already."""
    commission = Commission(sheet.purpose, sheet.legal_basis, sheet.on, sheet.deadline)
    told = DifferenceList(
        sheet.code, sheet.register, sheet.sha256, sheet.encoded, commission, sheet.first_month,
        sheet.last_month, sheet.births, sheet.elsewhere or 0, sheet.still_differs,
        tuple(exported(sheet, by=by)),
    )  # fmt: skip
    with working_folder() as folder:
        path = folder / "differences.xlsx"
        write_difference_sheet(path, told, page_language())
        return BytesIO(path.read_bytes())


def answered_by_file(
    sheet: DifferenceSheet, pieces: Iterable[bytes], name: str, *, by: Actor
) -> AnsweredSheet:
    """Answer by the sheet that was filled in.

    Raises
    ------
    Refusal
        ``matching-other-sheet``; ``replies-with-own-numbers`` where numbers are in it that stay with the
        owner; those of reading the sheet, and of the answer.
    """
    with returned_file(pieces, name, ".xlsx") as path:
        told, _ = read_difference_sheet(path)
    if told.with_own:
        raise Refusal("replies-with-own-numbers", file=name)
    if (told.run, told.register, told.sha256) != (sheet.code, sheet.register, sheet.sha256):
        raise Refusal("matching-other-sheet", file=name)
    return answer_sheet(sheet, by=by, rows=told.rows)
