"""The way in: a file of births becomes a table of male, female and unclear births."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa

from evenborn.registers.counts import count_counts
from evenborn.registers.definition import Definition, births_table
from evenborn.registers.engine import Engine, EngineError, open_engine
from evenborn.registers.mapping import Head, Header, find_header
from evenborn.registers.partial_folders import working_folder
from evenborn.registers.period_steps import Observed, ObservedArea, observed
from evenborn.registers.progress import Progress
from evenborn.registers.reading import Counted, Reading, ReadingOptions
from evenborn.registers.records import count_records
from evenborn.registers.refusal import Refusal
from evenborn.registers.sources.content import kind_of, readable_file
from evenborn.registers.sources.delimited import Delimited
from evenborn.registers.sources.excel import Excel
from evenborn.registers.sources.parquet import Parquet
from evenborn.registers.sources.source import general_refusal

LARGEST_SUM = 2**53
"""Births of one cell beyond which doubles are no longer exact."""

_CELL_COLUMNS = {
    "area": ("area",),
    "period": ("period_start", "period_end", "period_kind", "period_label"),
    "order": ("order",),
    "facility": ("facility",),
}


@dataclass(frozen=True, slots=True)
class BirthsTable:
    """Births as counted, and where they come from.

    Attributes
    ----------
    cells : pyarrow.Table
        One row a combination of what was asked for and found, sorted: ``area`` (string); ``period_start``,
        ``period_end`` (date32, both days included), ``period_kind`` and ``period_label`` (string);
        ``order`` (``"1"``, ``"2"``, ``"3+"`` or null for not known); ``facility`` (string or null); and
        always ``male``, ``female``, ``unclear`` (int64).
    observed : mapping of str to Observed
        By label, what the file holds of each period that was built from days or months.
    observed_by_area : mapping of (str, str) to ObservedArea
        The same by area and label; empty where births are not told apart by area.
    file : str
        Name without folder.
    sha256 : str
        Hash of the file's bytes.
    rows : int
        Rows read, neither header nor empty rows counted.
    format : str
        ``csv``, ``tsv``, ``xlsx`` or ``parquet``.
    encoding, sheet : str or None
        Of a text file; of a workbook.
    shape : {"counts", "records"}
        Counts by sex, or one row a birth.
    headers : mapping
        Header as it stood in the file, by field, for every field recognised.
    skipped_totals : int
        Rows that were totals of others, checked and left out.
    blank : mapping
        Rows whose birth order, facility or sex is empty, by field. They are counted: order and facility as
        null, sex as unclear.
    """

    cells: pa.Table
    observed: Mapping[str, Observed]
    observed_by_area: Mapping[tuple[str, str], ObservedArea]
    file: str
    sha256: str
    rows: int
    format: str
    encoding: str | None
    sheet: str | None
    shape: Literal["counts", "records"]
    headers: Mapping[str, str]
    skipped_totals: int
    blank: Mapping[str, int]


def read_births(
    path: Path, options: ReadingOptions | None = None, progress: Callable[[float], None] | None = None
) -> BirthsTable:
    """Read a file of births: CSV, TSV, XLSX or Parquet, counts by sex or one row a birth.

    Parameters
    ----------
    path : pathlib.Path
        The file; opened read-only, in bounded memory.
    options : ReadingOptions, optional
        What to tell births apart by and how to read periods.
    progress : callable, optional
        Told the share done, 0 to 1, never less than before; called in the calling thread.

    Returns
    -------
    BirthsTable

    Raises
    ------
    Refusal
        Where anything in the file cannot be used; the codes stand in ``presentation/words/refusals_*.toml``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "births.csv"
    ...     _ = path.write_text("地区,年份,男,女\\n甘州区,2011,5218,4683\\n", encoding="utf-8")
    ...     table = read_births(path)
    >>> table.cells.select(["area", "period_label", "male", "female"]).to_pylist()
    [{'area': '甘州区', 'period_label': '2011', 'male': 5218, 'female': 4683}]
    """
    options = options or ReadingOptions()
    watch = Progress(progress)
    with working_folder() as folder:
        try:
            found = readable_file(path, folder, options.limits, watch.bytes_read)
            watch.bytes_in_file(found.stat().st_size)
            with open_engine(folder, options.limits, [found]) as engine:
                table = _read(found, path.name, engine, options, watch)
        except EngineError as error:
            raise general_refusal(error, path.name) from error
        except OSError as error:
            raise Refusal(
                "unreadable", file=path.name, cause=error.strerror or type(error).__name__
            ) from error
    watch.done()
    return table


def _read(path: Path, file: str, engine: Engine, options: ReadingOptions, watch: Progress) -> BirthsTable:
    definition = births_table()
    source = _open(path, file, engine, options, definition, watch)
    try:
        header = find_header(source.head, definition, options.columns, file)
    except Refusal as refusal:
        raise source.refusal_for_header(refusal) from refusal
    source.attach(header)
    reading = Reading(file, path, engine, source, header, definition, options, watch.counting())
    is_records = "sex" in header.columns
    counted = count_records(reading) if is_records else count_counts(reading)
    seen = observed(counted.period.periods.values()) if counted.period else {}
    return BirthsTable(
        cells=_cells(reading, counted),
        observed=seen,
        observed_by_area=_by_area(reading, counted) if seen else {},
        file=file,
        sha256=source.sha256,
        rows=counted.rows,
        format=source.format,
        encoding=source.encoding,
        sheet=source.sheet,
        shape="records" if is_records else "counts",
        headers={name: header.name_of(place) for name, place in header.columns.items()},
        skipped_totals=counted.skipped_totals,
        blank=counted.blank,
    )


def _open(
    path: Path, file: str, engine: Engine, options: ReadingOptions, definition: Definition, watch: Progress
) -> Delimited | Excel | Parquet:
    kind, limits = kind_of(path, file), options.limits
    if options.sheet is not None and kind != "xlsx":
        raise Refusal("no-sheets", file=file, sheet=options.sheet)
    if kind == "parquet":
        return Parquet(path, file, engine, limits, watch.bytes_read)
    if kind == "xlsx":

        def find(head: Head) -> Header:
            return find_header(head, definition, options.columns, file)

        return Excel(path, file, engine, limits, options.sheet, find, watch.bytes_read)
    return Delimited(path, file, engine, limits, options.encoding, definition, watch.bytes_read)


def _by_area(reading: Reading, counted: Counted) -> dict[tuple[str, str], ObservedArea]:
    """What was seen of each period that was built from days or months, area by area."""
    if not {"area", "period"} <= set(counted.dimensions):
        return {}
    rows = reading.engine.rows(
        "SELECT area, period_label, min(stated_start), max(stated_end), "
        "count(DISTINCT date_trunc('month', stated_start)), sum(male + female + unclear)::HUGEINT "
        f"FROM {counted.relation} WHERE stated_start <> period_start OR stated_end <> period_end "
        "GROUP BY area, period_label"
    )
    return {(area, label): ObservedArea(*of_area) for area, label, *of_area in rows}


def _cells(reading: Reading, counted: Counted) -> pa.Table:
    columns = [f'"{column}"' for name in counted.dimensions for column in _CELL_COLUMNS[name]]
    sums = [f"sum({sex}) AS {sex}" for sex in ("male", "female", "unclear")]
    grouped = (
        f"SELECT {', '.join(columns + sums)} FROM {counted.relation} {'GROUP BY ALL' if columns else ''}"
    )
    reading.engine.rows(f"CREATE TEMP TABLE cells AS {grouped}")
    largest = reading.engine.rows("SELECT max(greatest(male, female, unclear))::HUGEINT FROM cells")[0][0]
    if largest > LARGEST_SUM:
        raise Refusal("sum-too-large", file=reading.file, value=int(largest))
    exact = [f"{sex}::BIGINT AS {sex}" for sex in ("male", "female", "unclear")]
    order = f"ORDER BY {', '.join(columns)}" if columns else ""
    return reading.engine.table(f"SELECT {', '.join(columns + exact)} FROM cells {order}")
