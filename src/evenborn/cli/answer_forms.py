"""An answer in every form that a command gives it: a page, a workbook, GeoJSON, JSON, the terminal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evenborn.cli.answer import console, print_json
from evenborn.cli.writing import say_written, write_results
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Table

Named = tuple[Path | None, Path | None, Path | None]
"""Where page, workbook and GeoJSON go; None where one was not asked for."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What makes each form; only those that are asked for are made.

    Attributes
    ----------
    page, workbook, geojson, as_json : callable
    sentences : callable
        What the terminal says first.
    tables : callable
        What it shows then; None where there is nothing to show.
    closing : callable
        Lines below the last table.
    most_rows : int
        Rows of a table in the terminal.
    """

    page: Callable[[], str]
    workbook: Callable[[], bytes]
    geojson: Callable[[], bytes]
    as_json: Callable[[], object]
    sentences: Callable[[], Iterable[str]]
    tables: Callable[[], Iterable[Table | None]]
    closing: Callable[[], Iterable[str]] = tuple
    most_rows: int = 60


def give(
    forms: Forms, language: Language, as_json: bool, named: Named, inputs: Sequence[Path | None]
) -> None:
    """Write what was asked for, all of it or nothing; then show the answer, and name the files.

    Raises
    ------
    Refusal
        As :func:`~evenborn.cli.writing.write_results`.
    """
    html, xlsx, geojson = named
    results = [(html, lambda: forms.page().encode()), (xlsx, forms.workbook), (geojson, forms.geojson)]
    written = write_results(results, [path for path in inputs if path is not None])
    if as_json:
        print_json(forms.as_json())
    else:
        _print(forms, language)
    say_written(written, language)


def _print(forms: Forms, language: Language) -> None:
    from evenborn.presentation.terminal import TerminalTable

    terminal = console()
    for line in forms.sentences():
        terminal.print(line, markup=False, highlight=False)
    for table in forms.tables():
        if table is not None:
            terminal.print()
            terminal.print(TerminalTable(table, language, forms.most_rows))
    for line in forms.closing():
        terminal.print(line, markup=False, highlight=False)
