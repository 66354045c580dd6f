"""Births in an Excel workbook (.xlsx): one sheet, the values as last calculated, nothing executed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from evenborn.registers.engine import Engine, EngineError
from evenborn.registers.limits import Limits
from evenborn.registers.mapping import DEEPEST_HEADER, Header, HeaderFinder
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.excel_rows import Value, cell_text, excel_rows
from evenborn.registers.sources.parquet import file_hash
from evenborn.registers.sources.rows import RowBatch
from evenborn.registers.sources.source import BadCell, Key, first_cell_in, general_refusal, rows_with_in
from evenborn.registers.sources.workbook_parts import inspect_workbook

_BATCH = 50_000

Range = tuple[tuple[int, int], tuple[int, int]]


def range_name(merged: Range) -> str:
    """A range as Excel writes it.

    Examples
    --------
    >>> range_name(((0, 1), (1, 27)))
    'B1:AB2'
    """
    return ":".join(f"{_letters(column)}{row + 1}" for row, column in merged)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Excel:
    """A workbook, open for counting; see :class:`~evenborn.registers.sources.source.Source`."""

    format: str = "xlsx"
    encoding: str | None = None
    row_has_content: str = "true"

    def __init__(
        self,
        path: Path,
        file: str,
        engine: Engine,
        limits: Limits,
        sheet: str | None,
        find: HeaderFinder,
        progress: Callable[[int], None],
    ) -> None:
        self._engine, self._file, self._limits = engine, file, limits
        self._find = find
        self.sha256 = file_hash(path, progress)
        parts = inspect_workbook(path, file, limits)
        self._sheet = self._choose(opened_workbook(path, file), sheet)
        self.sheet: str | None = self._sheet.name
        self._failed = parts.failed_in(self._sheet.name)
        self.head = self._head(self._sheet)
        width = max((len(cells) for _, cells in self.head), default=0)
        if width > limits.columns:
            raise Refusal("too-many-columns", file=file, columns=width, limit=limits.columns)

    def _choose(self, workbook: CalamineWorkbook, name: str | None) -> CalamineSheet:
        if name is not None:
            if name not in workbook.sheet_names:
                known = ", ".join(workbook.sheet_names)
                raise Refusal("no-such-sheet", file=self._file, sheet=name, sheets=known)
            return opened_sheet(workbook, name, self._file)
        visible = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible
        ]
        sheets = [opened_sheet(workbook, name, self._file) for name in visible]
        filled = [sheet for sheet in sheets if sheet.start is not None]
        if not filled:
            raise Refusal("empty-file", file=self._file)
        plausible = [sheet for sheet in filled if self._has_header(sheet)] or filled[:1]
        if len(plausible) > 1:
            known = ", ".join(sheet.name for sheet in plausible)
            raise Refusal("several-sheets", file=self._file, sheets=known)
        return plausible[0]

    def _has_header(self, sheet: CalamineSheet) -> bool:
        try:
            self._find(self._head(sheet))
        except Refusal as refusal:
            return not refusal.code.startswith(("missing-", "no-register-header"))
        return True

    def _rows(self, sheet: CalamineSheet) -> Iterator[tuple[int, Sequence[Value]]]:
        """Row number and values of every row from the first column on."""
        _, left = sheet.start or (0, 0)
        blank: list[Value] = [""] * left
        return ((row, blank + values) for row, values in enumerate(sheet.iter_rows(), start=1))

    def _head(self, sheet: CalamineSheet) -> list[tuple[int, list[str]]]:
        head = []
        for row, values in self._rows(sheet):
            if row > DEEPEST_HEADER + 5:
                break
            head.append((row, [cell_text(value) for value in values]))
        return head

    def refusal_for_header(self, refusal: Refusal) -> Refusal:
        """Where merged cells in the first rows are why the header is not understood, name them."""
        for merged in self._sheet.merged_cell_ranges or []:
            (top, left), (_, right) = merged
            beside = [
                cell
                for row, cells in self.head
                if row == top + 1
                for place, cell in enumerate(cells)
                if cell.strip() and not left <= place <= right
            ]
            if top < DEEPEST_HEADER and beside:
                return self._merged("merged-header", merged)
        return refusal

    def _merged(self, code: str, merged: Range) -> Refusal:
        return Refusal(code, file=self._file, range=range_name(merged), sheet=self._sheet.name)

    def attach(self, header: Header) -> None:
        """Make the rows below the header readable; refuses merged cells in the columns that are used."""
        self._refuse_merged(header)
        self._header = header
        width = len(header.names)
        self.types = ["VARCHAR"] * width
        used = sorted(header.columns.values())
        names = [*(f"c{place}" for place in used), "row"]
        schema = pa.schema([(name, pa.string()) for name in names[:-1]] + [("row", pa.int64())])
        batches = list(self._batches(used, schema))
        table = pa.Table.from_batches(batches, schema)
        self._engine.register("births_file", table)

    def _batches(self, used: Sequence[int], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        rows: list[list[str | int | None]] = []
        for row, values in self._rows(self._sheet):
            if row <= self._header.row or not any(
                value != "" and not (isinstance(value, str) and value.isspace()) for value in values
            ):
                continue
            texts = [self._failed.get((row - 1, place)) or cell_text(values[place]) or None for place in used]
            rows.append([*texts, row])
            if len(rows) == _BATCH:
                yield _batch(rows, schema)
                rows = []
        yield _batch(rows, schema)

    def batches(self, header: Header) -> Iterator[RowBatch]:
        """All rows below the header in their order; refuses merged cells in the columns that are used."""
        self._refuse_merged(header)
        rows = (values for row, values in self._rows(self._sheet) if row > header.row)
        failed = {(row + 1, place): shown for (row, place), shown in self._failed.items()}
        return excel_rows(rows, header, failed)

    def _refuse_merged(self, header: Header) -> None:
        used = set(header.columns.values())
        for merged in self._sheet.merged_cell_ranges or []:
            (top, left), (bottom, right) = merged
            if top < header.row <= bottom + 1:
                raise self._merged("merged-header", merged)
            if top >= header.row and used.intersection(range(left, right + 1)):
                raise self._merged("merged-cells", merged)

    def first_cell(self, bad: Mapping[int, Collection[str | None]]) -> BadCell:
        """First cell that holds one of the bad texts of its column."""
        return first_cell_in(self._engine, "births_file", self.types, bad)

    def rows_with(self, columns: Sequence[int], keys: Collection[Key]) -> list[int]:
        """Numbers of the first rows that hold one of the keys."""
        return rows_with_in(self._engine, "births_file", self.types, columns, keys)

    def refusal_for(self, error: EngineError) -> Refusal:
        """Why the sheet could not be read."""
        return general_refusal(error, self._file)


def _batch(rows: list[list[str | int | None]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def opened_workbook(path: Path, file: str) -> CalamineWorkbook:
    """Open a workbook; refusal ``not-a-workbook``."""
    try:
        return CalamineWorkbook.from_path(path)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise Refusal("not-a-workbook", file=file) from error


def opened_sheet(workbook: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    """A sheet of a workbook; refusal ``unreadable-sheet``."""
    try:
        return workbook.get_sheet_by_name(name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise Refusal("unreadable-sheet", file=file, sheet=name) from error
