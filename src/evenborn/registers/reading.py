"""What one reading of a file of births works with, and how a bad cell becomes a refusal."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evenborn.registers.codes.periods import YearKind
from evenborn.registers.columns import DIMENSIONS, ColumnReading, read_texts
from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import Header
from evenborn.registers.period_steps import PeriodStep
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.source import Key, Source, column_text


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How a file of births is to be read.

    Attributes
    ----------
    dimensions : frozenset of {"area", "period", "order", "facility"}
        What the births are told apart by; what is not named here is added up.
    period_step : {"year", "month", "as-given"}
        What periods are counted in.
    year_kind : {"calendar", "statistical"}
        What a bare year means, and into which years days and months are counted.
    columns : mapping
        Header to use for a field (``area``, ``period``, ``order``, ``facility``, ``sex``, ``male``,
        ``female``, ``unclear``) that is not recognised, or recognised twice.
    sheet : str or None
        Sheet of a workbook; None where there is only one table in it.
    encoding : str or None
        ``utf-8``, ``gb18030`` or ``utf-16``; None to find out.
    limits : Limits
        How much of the machine the file may take.

    Examples
    --------
    >>> ReadingOptions(dimensions=frozenset({"period"}), columns={"area": "住址"}).period_step
    'year'
    """

    dimensions: frozenset[str] = frozenset(DIMENSIONS)
    period_step: PeriodStep = "year"
    year_kind: YearKind = "calendar"
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        unknown = self.dimensions.difference(DIMENSIONS)
        if unknown:
            raise ValueError(f"Births cannot be told apart by {sorted(unknown)}; only by {DIMENSIONS}.")


@dataclass(frozen=True, slots=True)
class Reading:
    """One file being read."""

    file: str
    path: Path
    engine: Engine
    source: Source
    header: Header
    definition: Definition
    options: ReadingOptions
    progress: Callable[[float], None] | None

    def column(self, name: str) -> int:
        """Position of a field's column."""
        return self.header.columns[name]

    def text(self, name: str) -> str:
        """SQL for the text of a field's cells in ``births_file``."""
        return column_text(self.source.types, self.column(name))

    def read_column(self, name: str, relation: str, text: str, where: str = "true") -> ColumnReading:
        """Read the different texts that SQL ``text`` has in ``relation``; refuses ``too-many-values``."""
        limit = self.options.limits.distinct_values
        sql = f"SELECT DISTINCT {text} FROM {relation} WHERE {where} LIMIT {limit + 1}"
        texts = [value for (value,) in self.engine.rows(sql)]
        if len(texts) > limit:
            column = self.header.name_of(self.column(name))
            raise Refusal("too-many-values", file=self.file, column=column, limit=limit)
        return read_texts(name, texts, self.definition, self.options.year_kind, self.options.period_step)

    def refuse_bad(self, readings: Collection[ColumnReading]) -> None:
        """Refuse the first bad cell of the file, saying how many more there are."""
        bad = {self.column(reading.name): set(reading.bad) for reading in readings if reading.bad}
        if not bad:
            return
        cell = self.source.first_cell(bad)
        codes = {self.column(reading.name): reading.bad for reading in readings}[cell.column]
        value = cell.value or ""
        code = next((codes[text] for text in (cell.value, value, value.strip()) if text in codes), None)
        raise Refusal(
            code or self._code_of(cell.column, cell.value, readings),
            file=self.file,
            row=cell.row,
            column=self.header.name_of(cell.column),
            value=value[:80],
            more=cell.number - 1,
        )

    def _code_of(self, column: int, value: str | None, readings: Collection[ColumnReading]) -> str:
        """Code of a cell whose text the file's own reader trimmed or cut otherwise than the engine."""
        name = next(reading.name for reading in readings if self.column(reading.name) == column)
        options = self.options
        again = read_texts(name, [value], self.definition, options.year_kind, options.period_step)
        of_column = next(reading.bad for reading in readings if reading.name == name)
        return again.bad.get(value) or next(iter(of_column.values()))

    def refuse_rows(
        self, code: str, columns: Collection[str], keys: Collection[Key], **facts: str | int
    ) -> None:
        """Refuse with the numbers of the first two rows that hold the keys (``row`` and ``other_row``)."""
        places = [self.column(name) for name in columns]
        rows = self.source.rows_with(places, keys)
        first = rows[0] if rows else self.header.row
        raise Refusal(code, file=self.file, row=first, other_row=rows[-1] if rows else first, **facts)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the counting of one file gives, whatever its shape.

    Attributes
    ----------
    relation : str
        SQL relation with the dimensions and ``male``, ``female``, ``unclear``, one row or more a cell.
    dimensions : tuple of str
        Dimensions found and asked for.
    rows : int
        Rows read.
    skipped_totals : int
        Total rows left out.
    blank : mapping
        Rows with an empty cell that was kept as "not known", by field.
    period : ColumnReading or None
        The periods read.
    """

    relation: str
    dimensions: tuple[str, ...]
    rows: int
    skipped_totals: int
    blank: Mapping[str, int]
    period: ColumnReading | None
