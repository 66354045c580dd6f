"""What the commands on registers share: the file that is meant, what it is held against, and its sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evenborn.cli.amounts import named_file
from evenborn.cli.reading import chosen_one, named_columns, progress_bar, typed_date
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.registers.check import Checked
    from evenborn.registers.check_summary import CheckOptions, CheckSummary
    from evenborn.registers.definition import Definition

NOT_ALL_ACCEPTED = 3
"""Exit code of a check that was done and did not accept every row."""


@dataclass(frozen=True)
class RegisterRequest:
    """A register as it was named on the command line; see the options of ``check``."""

    file: Path
    register: str
    sender: str | None
    areas: Path | None
    facilities: Path | None
    on: str | None
    sheet: str | None
    encoding: str | None
    columns: list[str] | None

    @cached_property
    def day(self) -> date:
        """Day of the check: today where none was typed."""
        return typed_date("--on", self.on) or date.today()  # noqa: DTZ011 -- the office's own day

    @cached_property
    def definition(self) -> "Definition":
        """The register that was named; refusal ``not-a-choice``."""
        from evenborn.registers.definition import REGISTERS, register

        return register(chosen_one("--register", self.register.replace("-", "_"), REGISTERS))

    def remember(self, summary: "CheckSummary") -> bool:
        """Keep how the columns of this sender were understood; whether a sender was named."""
        from evenborn.registers.senders import Senders, home

        if self.sender is not None:
            header = summary.mapped.header
            headers = {name: header.name_of(place) for name, place in header.columns.items()}
            Senders(home()).remember(self.definition.name, self.sender, headers)
        return self.sender is not None

    def options(self) -> "CheckOptions":
        """What the file is held against; refusals of the lists that were named."""
        from evenborn.registers.check_summary import CheckOptions
        from evenborn.registers.codes.area_files import known_areas, load_area_table
        from evenborn.registers.lists import read_facility_list
        from evenborn.registers.senders import Senders, home

        remembered = {}
        if self.sender is not None:
            remembered = Senders(home()).remembered(self.definition.name, self.sender)
        known = known_areas()
        return CheckOptions(
            on=self.day,
            columns=named_columns(self.columns or ()),
            remembered=remembered,
            sheet=self.sheet,
            encoding=self.encoding,
            areas=known if self.areas is None else known.merge(load_area_table(self.areas)),
            facilities=None if self.facilities is None else read_facility_list(self.facilities, self.day),
        )


@contextmanager
def checked_file(request: RegisterRequest, language: Language) -> Iterator["Checked"]:
    """Check the file of a request, with a progress bar."""
    from evenborn.registers.check import checking

    named_file("FILE", request.file)
    definition, options = request.definition, request.options()
    title = say("terminal.reading", language, file=request.file.name)
    with progress_bar(title) as report, checking(request.file, definition, options, report) as checked:
        yield checked
