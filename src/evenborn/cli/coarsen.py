"""``evenborn coarsen``: checked records in, the counts that may leave the register out, nothing else."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    Areas,
    AsJson,
    Columns,
    Encoding,
    Facilities,
    Lang,
    On,
    RegisterFile,
    RegisterName,
    Sender,
    Sheet,
)
from evenborn.cli.registers import NOT_ALL_ACCEPTED, RegisterRequest, checked_file
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language
    from evenborn.registers.check import Checked
    from evenborn.registers.check_summary import CheckSummary
    from evenborn.registers.coarsening import Coarsened


def command(
    file: RegisterFile,
    register: RegisterName,
    out: Annotated[Path, typer.Option("--out", metavar="births.parquet", help=helped("coarsen-out"))],
    sender: Sender = None,
    areas: Areas = None,
    facilities: Facilities = None,
    on: On = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Check, count, and write every table whole or none."""
    with answering(lang, as_json) as language:
        from evenborn.registers.coarsening import write_coarsened

        named_file("--out", out)
        request = RegisterRequest(file, register, sender, areas, facilities, on, sheet, encoding, column)
        with checked_file(request, language) as checked:
            if not checked.summary.accepted:
                raise Refusal("nothing-accepted", file=file.name, rows=checked.summary.rows)
            coarsened = _coarsened(checked, request)
            summary = checked.summary
        written = write_coarsened(coarsened, out, inputs=[file])
        files = {name: path.name for name, path in written.items()}
        _show(coarsened, files, summary, language, as_json)
        request.remember(summary)
    if summary.rejected:
        raise typer.Exit(NOT_ALL_ACCEPTED)


def _coarsened(checked: "Checked", request: RegisterRequest) -> "Coarsened":
    from evenborn.registers.coarsening import Coarsening

    known = checked.areas
    current = None if known is None else known.current
    coarsening = Coarsening(request.definition, current, file=request.file.name)
    for batch in checked.accepted():
        coarsening.add(batch)
    return coarsening.finish()


def _show(
    coarsened: "Coarsened",
    files: dict[str, str],
    summary: "CheckSummary",
    language: "Language",
    as_json: bool,
) -> None:
    from rich.console import Group
    from rich.text import Text

    from evenborn.presentation.coarsen_report import coarsen_as_json, forms_tables, written_table
    from evenborn.presentation.terminal import TerminalTable
    from evenborn.presentation.words import say

    if as_json:
        print_json(coarsen_as_json(coarsened, files, summary.rows, summary.rejected))
        return
    tables = [written_table(coarsened, files, language), *forms_tables(coarsened, language)]
    parts = []
    if summary.rejected:
        left_out = say("coarsen.left-out", language, rejected=summary.rejected, rows=summary.rows)
        parts.append(Text(left_out, style="bold red"))
    console().print(Group(*parts, *(TerminalTable(table, language) for table in tables)))
