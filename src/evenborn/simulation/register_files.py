"""The registers' files of a city or a country, open together and growing year by year."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final

from evenborn.simulation.entries import Entries
from evenborn.simulation.facility_records import FacilityRecords
from evenborn.simulation.office_files import OfficeFile, office_file
from evenborn.simulation.offices import OFFICES, Office
from evenborn.simulation.text_columns import Texts, repeated
from evenborn.simulation.truth_files import TruthFiles

MOST_BIRTHS_IN_WORKBOOKS: Final = 550_000
"""Births of all years up to which every register fits into one sheet of a workbook."""


class RegisterFiles:
    """All files that the offices send.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are written.
    births : int
        Expected in all years; above :data:`MOST_BIRTHS_IN_WORKBOOKS` there is one file a register and
        year, and no workbook.
    truth : TruthFiles
        Takes down where each birth stands, and what is wrong.
    stack : contextlib.ExitStack
        Closes the files.
    """

    def __init__(self, folder: Path, births: int, truth: TruthFiles, stack: ExitStack) -> None:
        self._folder, self._truth, self._stack = folder, truth, stack
        self._large = births > MOST_BIRTHS_IN_WORKBOOKS
        self._files: dict[str, OfficeFile] = {}
        self._first: dict[str, int] = {}

    @property
    def rows(self) -> dict[str, int]:
        """Records written so far by file."""
        return {name: file.next_row - self._first[name] for name, file in self._files.items()}

    def add_entries(self, entries: Entries, year: int) -> None:
        """Append rows of a register of births, and what the truth says of them."""
        sheet = entries.sheet
        register = sheet.definition.name
        records = next(iter(sheet.columns.values()))
        file, row = self._append(register, year, sheet.columns)
        self._truth.add_links(register, file, row, records, sheet.births)
        self._truth.add_errors(register, file, row, entries.truth, records, sheet.births)

    def add_records(self, records: FacilityRecords, year: int) -> None:
        """Append rows of a register of facilities."""
        count = len(next(iter(records.columns.values())))
        file, row = self._append(records.register, year, records.columns)
        self._truth.add_errors(records.register, file, row, records.planted, repeated(None, count), None)

    def _append(self, register: str, year: int, columns: dict[str, Texts]) -> tuple[str, int]:
        """Name of the file, and the row in which the first of the new records stands."""
        office = self._office(register)
        name = f"{register}-{year}.{office.suffix}" if self._large else f"{register}.{office.suffix}"
        if name not in self._files:
            opened = office_file(self._folder / name, office, list(columns))
            self._files[name] = self._stack.enter_context(opened)
            self._first[name] = self._files[name].next_row
        row = self._files[name].next_row
        self._files[name].write(columns)
        return name, row

    def _office(self, register: str) -> Office:
        office = OFFICES[register]
        return replace(office, suffix="csv") if self._large and office.suffix == "xlsx" else office
