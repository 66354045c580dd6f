"""What a check is asked, and what it has found in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from evenborn.registers.codes.area_table import AreaTable
from evenborn.registers.completeness import Received
from evenborn.registers.issues import RuleCount
from evenborn.registers.limits import Limits
from evenborn.registers.register_header import Mapped


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How a file is to be checked.

    Attributes
    ----------
    on : date
        Day of the check; no day in the file may lie after it.
    columns : mapping of str to str
        Header to use for a field, as the person says.
    remembered : mapping of str to str
        Header by field from an earlier file of this sender.
    sheet, encoding : str or None
        As for births, see :class:`~evenborn.registers.reading.ReadingOptions`.
    areas : AreaTable or None
        Areas that exist; None to look at the shape of codes only.
    facilities : frozenset of str or None
        Facilities that may appear; None for any.
    limits : Limits
        How much of the machine the file may take.
    """

    on: date
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    areas: AreaTable | None = None
    facilities: frozenset[str] | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """What a check has found, in numbers.

    Attributes
    ----------
    file, sha256, format : str
        Which file.
    encoding, sheet : str or None
        Of a text file; of a workbook.
    register : str
        Name of the definition.
    mapped : Mapped
        How its columns were understood.
    rows : int
        Rows read; empty rows are none.
    rejected, warned : int
        Rows that are not accepted; rows accepted or not in which something is pointed out.
    counts : tuple of RuleCount
        Rows by rule and field.
    received : Received
        Rows by facility and month.
    """

    file: str
    sha256: str
    format: str
    encoding: str | None
    sheet: str | None
    register: str
    mapped: Mapped
    rows: int
    rejected: int
    warned: int
    counts: tuple[RuleCount, ...]
    received: Received

    @property
    def accepted(self) -> int:
        """Rows that may be used."""
        return self.rows - self.rejected
