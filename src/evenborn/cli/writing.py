"""Results written where a command was told to: all of them or none, and no two into one file."""

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

Result = tuple[Path | None, Callable[[], bytes]]
"""Where a result goes, if it was asked for, and what makes it."""


def write_results(results: Sequence[Result], inputs: Sequence[Path]) -> list[Path]:
    """Make and write the results that were asked for; their files, in the order given.

    Raises
    ------
    Refusal
        ``same-output-twice``, and those of writing; then nothing is written.
    """
    from evenborn.presentation.writing import write_all

    named = {path: make for path, make in results if path is not None}
    paths = [path for path, _ in results if path is not None]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise Refusal("same-output-twice", file=twice.name)
    write_all({path: make() for path, make in named.items()}, inputs=inputs)
    return paths


def say_written(paths: Sequence[Path], language: Language) -> None:
    """Name the files that were written, on the error stream."""
    for path in paths:
        typer.echo(say("terminal.written", language, file=str(path)), err=True)
