"""Opens a file of a register by what it really is, so that its rows can be read in order."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import HeaderFinder
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.content import kind_of
from evenborn.registers.sources.delimited import Delimited
from evenborn.registers.sources.excel import Excel
from evenborn.registers.sources.fhir_rows import FhirRows
from evenborn.registers.sources.parquet import Parquet
from evenborn.registers.sources.rows import RowSource


class _Wishes(Protocol):
    """What the person who runs a check says of the file."""

    @property
    def sheet(self) -> str | None: ...
    @property
    def encoding(self) -> str | None: ...
    @property
    def limits(self) -> Limits: ...


def open_rows(
    path: Path,
    file: str,
    engine: Engine,
    wishes: _Wishes,
    definition: Definition,
    find: HeaderFinder,
    progress: Callable[[int], None],
) -> RowSource:
    """Open a file for reading its rows.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    file : str
        How a person calls it.
    engine : Engine
        In whose folder a copy in another encoding is written where one is needed.
    wishes : CheckOptions
        Sheet, encoding and limits.
    definition : Definition
        The register that it is said to be.
    find : callable
        Finds the header in the first rows, or refuses; tells the sheet with records from others.
    progress : callable
        Told the bytes of each chunk of the first pass.

    Raises
    ------
    Refusal
        ``no-sheets``, ``fhir-other-register`` and whatever the format gives.
    """
    kind, limits = kind_of(path, file), wishes.limits
    if wishes.sheet is not None and kind != "xlsx":
        raise Refusal("no-sheets", file=file, sheet=wishes.sheet)
    if kind == "fhir":
        if definition.name != "delivery":
            raise Refusal("fhir-other-register", file=file, register=definition.name)
        return FhirRows(path, file, limits, definition, progress)
    if kind == "parquet":
        return Parquet(path, file, engine, limits, progress)
    if kind == "xlsx":
        return Excel(path, file, engine, limits, wishes.sheet, find, progress)
    return Delimited(path, file, engine, limits, wishes.encoding, definition, progress)
