"""Reading the file of births that a command names, with a progress bar where it takes long."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from evenborn.cli.amounts import named_file
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.registers.births import BirthsTable
    from evenborn.registers.codes.periods import YearKind
    from evenborn.registers.period import Period
    from evenborn.registers.period_steps import PeriodStep

Choice = TypeVar("Choice", bound=str)


def read(
    file: Path,
    dimensions: Sequence[str],
    language: Language,
    *,
    step: "PeriodStep" = "year",
    year_kind: str = "calendar",
    sheet: str | None = None,
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
) -> "BirthsTable":
    """Read a file of births, divided by ``dimensions``, with the options as they were typed.

    Raises
    ------
    Refusal
        For what was typed, or for what the file holds.
    """
    from evenborn.registers.births import read_births
    from evenborn.registers.reading import ReadingOptions

    named_file("FILE", file)
    options = ReadingOptions(
        dimensions=frozenset(dimensions),
        period_step=step,
        year_kind=chosen_year_kind(year_kind),
        columns=named_columns(columns or ()),
        sheet=sheet,
        encoding=encoding,
    )
    with progress_bar(say("terminal.reading", language, file=file.name)) as report:
        return read_births(file, options, report)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], None]]:
    """A bar on the error stream that disappears when the work is done; nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def named_columns(columns: Sequence[str]) -> dict[str, str]:
    """What ``--column`` names, header by field; refusal ``not-a-column-choice``."""
    named = {}
    for column in columns:
        field, equals, header = column.partition("=")
        if not (field.strip() and equals and header.strip()):
            raise Refusal("not-a-column-choice", value=column)
        named[field.strip()] = header.strip()
    return named


def chosen_year_kind(text: str) -> "YearKind":
    """What ``--year-kind`` names; refusal ``not-a-choice``."""
    from evenborn.registers.codes.periods import YearKind

    return chosen_one("--year-kind", text, get_args(YearKind))


def chosen_from(option: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Words separated by commas, each one of ``known`` and none twice; refusal ``not-a-choice``.

    Examples
    --------
    >>> chosen_from("--by", "year, area", ("area", "year"))
    ('year', 'area')
    """
    words = tuple(dict.fromkeys(word.strip() for word in text.replace("，", ",").split(",") if word.strip()))
    wrong = next((word for word in words if word not in known), None)
    if wrong is not None or not words:
        raise Refusal("not-a-choice", option=option, value=wrong or text, known=", ".join(known))
    return words


def chosen_divisions(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """What ``--by`` names; refusals ``not-a-choice`` and, for both year and month, ``year-and-month``.

    Examples
    --------
    >>> chosen_divisions("month,area", ("area", "year", "month"))
    ('month', 'area')
    """
    divisions = chosen_from("--by", text, known)
    if {"year", "month"} <= set(divisions):
        raise Refusal("year-and-month", value=text)
    return divisions


def chosen_one(option: str, text: str, known: Sequence[Choice]) -> Choice:
    """The one of ``known`` that was typed; refusal ``not-a-choice``.

    Examples
    --------
    >>> chosen_one("--audience", "public", ("office", "public"))
    'public'
    """
    for choice in known:
        if text.strip() == choice:
            return choice
    raise Refusal("not-a-choice", option=option, value=text, known=", ".join(known))


def typed_date(option: str, text: str | None) -> date | None:
    """A day as it was typed; refusal ``not-a-date``."""
    from evenborn.registers.codes.bad_value import BadValue
    from evenborn.registers.codes.periods import read_period

    if text is None:
        return None
    try:
        period = read_period(text, "calendar")
    except BadValue:
        raise Refusal("not-a-date", option=option, value=text) from None
    if period.kind != "day":
        raise Refusal("not-a-date", option=option, value=text)
    return period.start


def typed_period(option: str, text: str | None, year_kind: str) -> "Period | None":
    """A period as it was typed; refusal ``not-a-period``."""
    from evenborn.registers.codes.bad_value import BadValue
    from evenborn.registers.codes.periods import read_period

    if text is None:
        return None
    try:
        return read_period(text, chosen_year_kind(year_kind))
    except BadValue:
        raise Refusal("not-a-period", option=option, value=text) from None
