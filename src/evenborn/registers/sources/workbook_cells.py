"""All cells of a workbook that this program wrote and a person filled in, as text."""

from pathlib import Path

from evenborn.registers.limits import Limits
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.content import kind_of, readable_file
from evenborn.registers.sources.excel import opened_sheet, opened_workbook
from evenborn.registers.sources.excel_rows import cell_text
from evenborn.registers.sources.workbook_parts import inspect_workbook

Rows = list[list[str]]


def workbook_cells(path: Path, limits: Limits | None = None) -> dict[str, Rows]:
    """Cells of every sheet, hidden ones too, by the name of the sheet.

    Parameters
    ----------
    path : pathlib.Path
    limits : Limits, optional
        How much of the machine the workbook may take.

    Returns
    -------
    dict
        Rows from the first of the sheet on, each from the first column on.

    Raises
    ------
    Refusal
        ``no-such-file``, ``not-a-workbook``, ``unreadable-sheet`` and those of inspecting a workbook.
    """
    allowed = limits or Limits()
    with working_folder() as folder:
        found = readable_file(path, folder, allowed, lambda _: None)
        if kind_of(found, path.name) != "xlsx":
            raise Refusal("not-a-workbook", file=path.name)
        inspect_workbook(found, path.name, allowed)
        book = opened_workbook(found, path.name)
        cells = {}
        for name in book.sheet_names:
            sheet = opened_sheet(book, name, path.name)
            _, left = sheet.start or (0, 0)
            cells[name] = [
                [""] * left + [cell_text(value).strip() for value in row] for row in sheet.iter_rows()
            ]
        return cells
