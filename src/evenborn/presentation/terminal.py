"""A ratio report in a terminal: its sentences and tables, however narrow the window."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from evenborn.presentation import numbers
from evenborn.presentation.findings import findings
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_report import RatioReport
from evenborn.presentation.report_json import as_json
from evenborn.presentation.report_sentences import groups_sentences
from evenborn.presentation.report_tables import (
    elsewhere,
    figures_table,
    groups_table,
    headline_table,
    pooled_table,
    trend_table,
)
from evenborn.presentation.tables import Cell, Column, Look, Table, groupings
from evenborn.presentation.words import say

__all__ = ["TerminalTable", "as_json", "joined", "render_terminal"]

_STYLES: Final[dict[Look, str]] = {
    "plain": "",
    "high": "bold red",
    "low": "bold blue",
    "indeterminate": "",
    "unreliable": "yellow",
    "too-few": "dim",
    "suppressed": "dim",
    "no-births": "dim",
    "incomplete": "yellow",
}


def render_terminal(report: RatioReport, language: Language, *, most_rows: int = 40) -> RenderableType:
    """Put a report into what Rich can print: headline, groups, pooled trend or trend, figures.

    Parameters
    ----------
    report : RatioReport
    language : {"en", "zh"}
    most_rows : int
        Rows shown of each table; how many are left out is said under it.

    Returns
    -------
    rich.console.RenderableType
        It fits the width of whichever console prints it; below the room that a table needs, counts by
        sex are left out, and below that each row becomes a few lines. Births and interval always stay.
    """
    found = findings(report, language)
    parts: list[RenderableType] = [
        Text(found.verdict, style=_STYLES[found.look] or "bold"),
        *(Text(statement) for statement in found.statements),
        Text(say("cannot.title", language), style="bold"),
        *(Padding(Text(f"– {line}"), (0, 0, 0, 2), expand=False) for line in found.cannot),
    ]
    for table in _tables(report, language):
        parts.append(Text(""))
        if table.name == "groups":
            parts += [Text(sentence) for sentence in groups_sentences(report, language)]
        parts.append(TerminalTable(table, language, most_rows))
    return Group(*parts)


def _tables(report: RatioReport, language: Language) -> Iterator[Table]:
    yield headline_table(report, language)
    trend = pooled_table(report, language) or trend_table(report, language)
    if trend:
        yield trend
    groups = groups_table(report, language)
    if groups:
        yield groups
    if not elsewhere(report):
        yield figures_table(report, language)


@dataclass(frozen=True, slots=True)
class TerminalTable:
    """A table that Rich can print in any width.

    Attributes
    ----------
    table : Table
    language : {"en", "zh"}
    most_rows : int
        Rows that are shown.
    """

    table: Table
    language: Language
    most_rows: int = 40

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Choose the fullest form that fits."""
        table = joined(self.table, self.language)
        shown = replace(table, rows=table.rows[: self.most_rows])
        yield Text(table.title, style="bold")
        yield _fitting(shown, console, options)
        left = len(table.rows) - len(shown.rows)
        if left:
            yield Text(say("terminal.more-rows", self.language, count=left), style="dim")
        for note in (*table.notes, table.source):
            if note:
                yield Text(note, style="dim")


def joined(table: Table, language: Language) -> Table:
    """Return the table with the columns under one heading as one column: an interval stands in one cell.

    Examples
    --------
    >>> ends = Column("lower", "from", "number", over="95%"), Column("upper", "to", "number", over="95%")
    >>> table = Table("t", "", ends, ((Cell("98.8", 98.8), Cell("120.6", 120.6)),))
    >>> [cell.text for cell in joined(table, "en").rows[0]]
    ['98.8–120.6']
    """
    printed = table.printed()
    runs = [
        part
        for run in groupings(printed.columns)
        for part in ([run.columns] if run.over else [(column,) for column in run.columns])
    ]
    columns = tuple(replace(run[0], title=run[0].over or run[0].title, over="") for run in runs)
    return replace(
        printed, columns=columns, rows=tuple(_joined_row(row, runs, language) for row in printed.rows)
    )


def _joined_row(
    row: Sequence[Cell], runs: Sequence[tuple[Column, ...]], language: Language
) -> tuple[Cell, ...]:
    cells, left = [], list(row)
    for run in runs:
        parts, left = left[: len(run)], left[len(run) :]
        texts = [cell.text for cell in parts]
        if len(set(texts)) == 1:
            cells.append(parts[0])
        elif all(cell.number is not None for cell in parts):
            cells.append(Cell(numbers.span(texts[0], texts[-1], language), look=parts[0].look))
        else:
            cells.append(Cell(" – ".join(texts), look=parts[0].look))
    return tuple(cells)


def _fitting(table: Table, console: Console, options: ConsoleOptions) -> RenderableType:
    every = range(len(table.columns))
    for kept in (every, [place for place in every if not table.columns[place].minor]):
        grid = _grid(table, kept)
        if Measurement.get(console, options.update(max_width=1000), grid).maximum <= options.max_width:
            return grid
    return Group(*_blocks(table))


def _grid(table: Table, kept: Sequence[int]) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place in kept:
        column = table.columns[place]
        heading = Text("\n".join(textwrap.wrap(column.title, 12)))
        grid.add_column(heading, justify=_side(column), no_wrap=True, vertical="bottom")
    for row in table.rows:
        grid.add_row(*(Text(row[place].text, style=_STYLES[row[place].look]) for place in kept))
    return grid


def _blocks(table: Table) -> Iterator[RenderableType]:
    """Write each row as its name and, under it, one line a cell."""
    for row in table.rows:
        pairs = list(zip(table.columns, row, strict=True))
        yield Text(" · ".join(cell.text for column, cell in pairs if column.names_row), style="bold")
        for column, cell in pairs:
            if not column.names_row and cell.text:
                line = Text.assemble((f"{column.title}: ", "dim"), (cell.text, _STYLES[cell.look]))
                yield Padding(line, (0, 0, 0, 2), expand=False)


def _side(column: Column) -> Literal["left", "right"]:
    return "right" if column.kind == "number" else "left"
