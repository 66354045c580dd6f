"""``evenborn check``: hold a file against the definition of its register and give the bad rows back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.deploy import check_office
from evenborn.cli.language import helped
from evenborn.cli.options import (
    Areas,
    AsJson,
    Columns,
    Encoding,
    Facilities,
    Lang,
    On,
    Sender,
    Sheet,
)
from evenborn.cli.registers import NOT_ALL_ACCEPTED, RegisterRequest, checked_file
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.check_report import CheckReport
    from evenborn.presentation.numbers import Language
    from evenborn.registers.check import Checked
    from evenborn.registers.completeness import MonthOfFacility
    from evenborn.registers.definition import Definition


_MOST_MONTHS = 40
_MOST_ISSUES = 20


def command(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=helped("register-file"))] = None,
    register: Annotated[
        str | None, typer.Option("--register", metavar="delivery", help=helped("register"))
    ] = None,
    deploy: Annotated[bool, typer.Option("--deploy", help=helped("deploy"))] = False,
    bad: Annotated[Path | None, typer.Option("--bad", metavar="bad-rows.xlsx", help=helped("bad"))] = None,
    sender: Sender = None,
    areas: Areas = None,
    facilities: Facilities = None,
    expected: Annotated[
        Path | None, typer.Option("--expected", metavar="expected.csv", help=helped("expected"))
    ] = None,
    show: Annotated[int, typer.Option("--show", metavar="20", min=0, help=helped("show"))] = 20,
    on: On = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Check every row, show what was found, and write the rows to be corrected."""
    with answering(lang, as_json) as language:
        if deploy:
            _refuse_both(file)
            raise typer.Exit(check_office(language, as_json))
        if file is None or register is None:
            raise Refusal("missing-argument", option="--register" if file else "FILE")
        named_file("--bad", bad)
        request = RegisterRequest(file, register, sender, areas, facilities, on, sheet, encoding, column)
        wanted = _expected(expected, request.day)
        with checked_file(request, language) as checked:
            report = reported(checked, request.definition, show, wanted)
            show_report(report, language, as_json)
            if bad is not None:
                write_bad(bad, checked, report, [file], language)
            rejected = checked.summary.rejected
        if request.remember(checked.summary) and not as_json:
            typer.echo(say("check.remembered", language, sender=sender or ""), err=True)
    if rejected:
        raise typer.Exit(NOT_ALL_ACCEPTED)


def _refuse_both(file: Path | None) -> None:
    if file is not None:
        raise Refusal("too-many-arguments", value=str(file))


def _expected(path: Path | None, on: date) -> dict[tuple[str, date], int] | None:
    from evenborn.registers.lists import read_expected_births

    return None if path is None else read_expected_births(path, on)


def reported(
    checked: "Checked",
    definition: "Definition",
    show: int = _MOST_ISSUES,
    wanted: dict[tuple[str, date], int] | None = None,
) -> "CheckReport":
    """What a check found, with so many of its issues, held against expected births where there are any."""
    from evenborn.presentation.check_report import CheckReport

    received = checked.summary.received
    months: tuple[MonthOfFacility, ...] = received.silent() if wanted is None else received.against(wanted)
    issues = checked.first_issues(show)
    return CheckReport(checked.summary, definition, issues, months, wanted is not None)


def show_report(report: "CheckReport", language: "Language", as_json: bool) -> None:
    """Print a report, as JSON where that is wanted."""
    from rich.console import Group
    from rich.text import Text

    from evenborn.presentation.check_json import check_as_json
    from evenborn.presentation.check_report import statements, tables, verdict
    from evenborn.presentation.terminal import TerminalTable

    if as_json:
        print_json(check_as_json(report))
        return
    style = "bold green" if not report.summary.rejected else "bold red"
    parts = [Text(verdict(report, language), style=style), *map(Text, statements(report, language))]
    shown = [
        TerminalTable(table, language, _MOST_MONTHS if table.name == "months" else len(table.rows))
        for table in tables(report, language)
    ]
    console().print(Group(*parts, *(part for table in shown for part in (Text(""), table))))


def write_bad(
    path: Path, checked: "Checked", report: "CheckReport", inputs: list[Path], language: "Language"
) -> None:
    """Write the rows that are to be corrected, and say so; nothing where every row was accepted."""
    from evenborn.presentation.bad_rows import write_bad_rows
    from evenborn.registers.whole_files import whole_file

    summary = checked.summary
    if not summary.rejected:
        return
    if path.suffix.casefold() not in {".xlsx", ".csv"}:
        raise Refusal("bad-rows-format", file=path.name)
    with whole_file(path, inputs=inputs) as aside:
        aside.touch(0o600)  # it holds names and numbers of persons
        write_bad_rows(
            aside, checked.head(), len(summary.mapped.header.names), checked.bad_rows(), summary.rejected,
            report.definition, language,
        )  # fmt: skip
    typer.echo(say("check.bad-written", language, rows=summary.rejected, file=str(path)), err=True)
