"""``evenborn compare``: registers of births held against each other, and what each owner is told."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.comparison_request import ComparisonRequest
from evenborn.cli.each_file import EachFile
from evenborn.cli.language import helped
from evenborn.cli.options import Areas, AsJson, Lang
from evenborn.cli.reading import progress_bar
from evenborn.cli.registers import NOT_ALL_ACCEPTED
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from evenborn.comparison.compare import Compared
    from evenborn.presentation.comparison_answer import ComparisonAnswer
    from evenborn.presentation.numbers import Language

_MOST_AREAS = 200


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=helped("compare-files"))],
    out: Annotated[Path | None, typer.Option("--out", metavar="RUN", help=helped("compare-out"))] = None,
    purpose: Annotated[
        str | None,
        typer.Option("--purpose", metavar="correcting-registers|estimating-coverage", help=helped("purpose")),
    ] = None,
    legal_basis: Annotated[
        str | None, typer.Option("--legal-basis", metavar="TEXT", help=helped("legal-basis"))
    ] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="2025-01-31", help=helped("deadline"))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="2025-01-01", help=helped("compare-on"))] = None,
    replies: Annotated[
        list[Path] | None, typer.Option("--replies", metavar="SHEET", help=helped("replies"))
    ] = None,
    repeat: Annotated[Path | None, typer.Option("--repeat", metavar="RUN", help=helped("repeat"))] = None,
    areas: Areas = None,
    sheet: Annotated[
        list[str] | None, typer.Option("--sheet", metavar="REGISTER:SHEET", help=helped("compare-sheet"))
    ] = None,
    encoding: Annotated[
        list[str] | None,
        typer.Option("--encoding", metavar="REGISTER:ENCODING", help=helped("compare-encoding")),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="REGISTER:FIELD=HEADER", help=helped("compare-column")),
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="duckdb|spark", help=helped("engine"))
    ] = "duckdb",
    spark_master: Annotated[
        str | None, typer.Option("--spark-master", metavar="local[2]", help=helped("spark-master"))
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Compare, write what goes to whom, and say what was found."""
    with answering(lang, as_json) as language:
        from evenborn.comparison.compare import compare

        each = EachFile(sheet or (), encoding or (), column or ())
        request = ComparisonRequest(
            files, out, purpose, legal_basis, deadline, on, replies or (), repeat, areas, engine,
            spark_master, each,
        )  # fmt: skip
        request.check()
        registers = request.registers
        with progress_bar(say("compared.comparing", language, number=len(registers))) as report:
            compared = compare(registers, progress=report, choice=request.engine_choice)
        answer = _answer(compared, request, language)
        _show(answer, language, as_json)
    if not all(one.agrees for one in answer.repeated):
        raise typer.Exit(NOT_ALL_ACCEPTED)


def _answer(compared: "Compared", request: ComparisonRequest, language: "Language") -> "ComparisonAnswer":
    from evenborn.comparison.coverage import coverage
    from evenborn.comparison.recording import run_record
    from evenborn.comparison.repeating import repeated
    from evenborn.presentation.comparison_answer import ComparisonAnswer
    from evenborn.presentation.run_folder import write_run

    earlier, out = request.earlier, request.out
    record = run_record(compared, request.commission, request.answers, language)
    again = () if earlier is None else repeated(compared, earlier, request.repeat or Path())
    areas = request.area_table
    counted = compared.patterns, record.names(), list(compared.evaluations.values())
    return ComparisonAnswer(
        compared=compared,
        record=record,
        coverage=coverage(*counted),
        by_month=coverage(*counted, division="month"),
        answers=request.answers,
        folder="" if out is None else out.name,
        files={} if out is None else write_run(out, compared, record, language),
        repeated=again,
        repeated_run="" if earlier is None else earlier.run,
        areas=areas,
    )


def _show(answer: "ComparisonAnswer", language: "Language", as_json: bool) -> None:
    from rich.console import Group
    from rich.text import Text

    from evenborn.presentation.compared_json import compared_as_json
    from evenborn.presentation.terminal import TerminalTable

    if as_json:
        print_json(compared_as_json(answer))
        return
    parts: list[RenderableType] = [Text(sentence) for sentence in answer.sentences(language)]
    for table in answer.tables(language):
        parts += [Text(""), TerminalTable(table, language, _MOST_AREAS)]
    console().print(Group(*parts))
