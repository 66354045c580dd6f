"""Births in a text file: comma, semicolon, tab or bar between the columns, in any of the usual encodings."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from evenborn.registers.codes.periods import CLOCK
from evenborn.registers.codes.writing import header_key, plain
from evenborn.registers.definition import Definition
from evenborn.registers.engine import Engine, EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import DEEPEST_HEADER, Header
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.delimited_rows import DelimitedRows
from evenborn.registers.sources.encoding import chosen_encoding, encoding_of, scan, write_as_utf8
from evenborn.registers.sources.rows import RowBatch
from evenborn.registers.sources.source import CLOCKED, BadCell, Key, general_refusal

_SEPARATORS = (",", "\t", ";", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)  # a first line that Excel understands
_CLOCK = re.compile(CLOCK)
_START = 1 << 18  # characters in which a separator must occur
_HEAD_ROWS = DEEPEST_HEADER + 5


class Delimited:
    """A delimited text file, open for counting; see :class:`~evenborn.registers.sources.source.Source`."""

    sheet: str | None = None

    def __init__(
        self,
        path: Path,
        file: str,
        engine: Engine,
        limits: Limits,
        encoding: str | None,
        definition: Definition,
        progress: Callable[[int], None],
    ) -> None:
        self._engine, self._file = engine, file
        chosen = chosen_encoding(encoding, file)
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            seen = scan(stream, file, limits, progress)
        self.sha256 = seen.sha256
        self._path = engine.folder / "births.csv"
        encoding = encoding_of(start, seen, chosen, file)
        self.encoding: str | None = encoding
        if encoding in {"gb18030", "utf-16"} or seen.mixed_line_ends:
            write_as_utf8(path, self._path, encoding, file, lambda _: None)
        else:
            engine.link(path, self._path.name)
        self._separator = self._sniff(definition)
        self.format = "tsv" if self._separator == "\t" else "csv"
        self.head = self._read_head(self._separator)
        widest = max((len(cells) for _, cells in self.head), default=0)
        if widest > limits.columns:
            raise Refusal("too-many-columns", file=file, columns=widest, limit=limits.columns)

    def _rows(self, separator: str, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row, empty ones too, as a spreadsheet counts."""
        row = line = 0
        with self._path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, delimiter=separator, skipinitialspace=separator != "\t", strict=strict)
            try:
                for row, cells in enumerate(reader, start=1):
                    yield row, cells
                    line = reader.line_num
            except csv.Error as error:
                is_one_line = reader.line_num - line <= 1 and "limit" in str(error)
                code = "line-too-long" if is_one_line else "broken-quotes"
                raise Refusal(code, file=self._file, row=row + 1, limit=csv.field_size_limit()) from error

    def _read_head(self, separator: str) -> list[tuple[int, list[str]]]:
        head = list(islice(self._rows(separator), _HEAD_ROWS))
        return head[1:] if head and _SEPARATOR_LINE.fullmatch(separator.join(head[0][1])) else head

    def _sniff(self, definition: Definition) -> str:
        """The separator by which most headers are recognised; the most frequent one where none is."""
        with self._path.open(encoding="utf-8-sig") as text:
            start = text.read(_START)
        if named := _SEPARATOR_LINE.fullmatch(start.partition("\n")[0].strip()):
            return named[1]

        def recognised(separator: str) -> tuple[int, int]:
            rows = [cells for _, cells in self._read_head(separator)]
            fields = (sum(header_key(cell) in definition.field_of for cell in cells) for cells in rows)
            return max(fields, default=0), max((len(cells) for cells in rows[:3]), default=0)

        return max([each for each in _SEPARATORS if each in start] or _SEPARATORS[:1], key=recognised)

    def refusal_for_header(self, refusal: Refusal) -> Refusal:
        """Nothing more is known about a header here."""
        return refusal

    def attach(self, header: Header) -> None:
        """Make the rows below the header readable."""
        self._header = header
        width = len(header.names)
        self.types = ["VARCHAR"] * width
        period = header.columns.get("period")
        below = [cells for row, cells in self.head if row > header.row]
        if period is not None and any(":" in cells[period] for cells in below if period < len(cells)):
            self.types[period] = CLOCKED
        has_content = ", ".join(f"nullif(trim(c{place}, ' \t\u00a0\u3000'), '')" for place in range(width))
        self.row_has_content = f"coalesce({has_content}) IS NOT NULL"
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
        path, separator = str(self._path).replace("'", "''"), self._separator.replace("'", "''")
        self._engine.rows(
            f"CREATE VIEW births_file AS SELECT * FROM read_csv('{path}', columns = {{{columns}}}, "
            f"delim = '{separator}', skip = {header.row}, header = false, auto_detect = false, "
            "quote = '\"', escape = '\"', strict_mode = true, null_padding = false, max_line_size = 4194304)"
        )

    def batches(self, header: Header) -> Iterator[RowBatch]:
        """All rows below the header in their order."""
        return DelimitedRows(self._path, self._file, self._separator, header).batches()

    def _data(self) -> Iterator[tuple[int, list[str]]]:
        return (
            (row, cells)
            for row, cells in self._rows(self._separator)
            if row > self._header.row and any(map(str.strip, cells))
        )

    def _text(self, cell: str, place: int) -> str:
        return (_CLOCK.sub(r"\1", cell) if self.types[place] == CLOCKED else cell).strip()

    def first_cell(self, bad: Mapping[int, Collection[str | None]]) -> BadCell:
        """First cell that holds one of the bad texts of its column."""
        wanted = {place: {(value or "").strip() for value in values} for place, values in bad.items()}
        first: tuple[int, int, str] | None = None
        number = 0
        for row, cells in self._data():
            for place in sorted(wanted):
                if place < len(cells) and self._text(cells[place], place) in wanted[place]:
                    number += 1
                    first = first or (row, place, cells[place])
        if first is None:  # the engine and this reader took the quotes differently
            raise Refusal("broken-quotes", file=self._file, row=self._header.row)
        return BadCell(first[0], first[1], first[2] or None, number)

    def rows_with(self, columns: Sequence[int], keys: Collection[Key]) -> list[int]:
        """Numbers of the first rows that hold one of the keys."""
        wanted = {tuple((value or "").strip() for value in key) for key in keys}
        found: list[int] = []
        for row, cells in self._data():
            if tuple(self._text(cells[place], place) for place in columns) in wanted:
                found.append(row)
                if len(found) == 2:
                    break
        return found

    def refusal_for(self, error: EngineError) -> Refusal:
        """Why the file could not be read: a row of another length, quotes, or what the engine says."""
        try:
            return self._damage("quote" in str(error)) or general_refusal(error, self._file)
        except Refusal as refusal:
            return refusal

    def _damage(self, strict: bool) -> Refusal | None:
        """First row of another length than the header; quotes are refused on the way."""
        width = len(self._header.names)
        for row, cells in self._rows(self._separator, strict):
            if row > self._header.row and cells and len(cells) != width:
                value = plain(self._separator.join(cells))[:80]
                return Refusal(
                    "ragged-row", file=self._file, row=row, cells=len(cells), columns=width, value=value
                )
        return None
