"""``evenborn decompose``: why the ratio changed between two periods."""

from typing import Annotated

import typer

from evenborn.cli.amounts import inner_share
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    BirthsFile,
    Columns,
    Confidence,
    Encoding,
    Lang,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_from, read, typed_period
from evenborn.registers.refusal import Refusal


def command(
    file: BirthsFile,
    before: Annotated[str | None, typer.Option("--from", metavar="2000", help=helped("from"))] = None,
    after: Annotated[str | None, typer.Option("--to", metavar="2010", help=helped("to"))] = None,
    by: Annotated[str, typer.Option("--by", metavar="order", help=helped("decompose-by"))] = "order",
    confidence: Confidence = "95%",
    source: SourceName = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Divide the change into effects that sum to it."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.decomposition import (
            change_as_json,
            change_sentences,
            effects_table,
            explain_change,
        )
        from evenborn.presentation.period_births import births_of_period
        from evenborn.presentation.terminal import TerminalTable

        division, interval = (
            chosen_from("--by", by, ("order", "area")),
            inner_share("--confidence", confidence),
        )
        first, last = typed_period("--from", before, year_kind), typed_period("--to", after, year_kind)
        if first is None or last is None:
            option = "--from" if first is None else "--to"
            raise Refusal("periods-missing", option=option, first="--from", second="--to")
        table = read(
            file, (*division, "period"), language, step="as-given",
            year_kind=year_kind, sheet=sheet, encoding=encoding, columns=column,
        )  # fmt: skip
        counts_before = births_of_period(table, first, division)
        counts_after = births_of_period(table, last, division)
        change = explain_change(counts_before, counts_after, division, (first, last), table.file)
        named = source or table.file
        if as_json:
            print_json(change_as_json(change, interval, named))
            return
        for line in change_sentences(change, interval, named, language):
            typer.echo(line)
        typer.echo()
        console().print(TerminalTable(effects_table(change, language), language, 4_000))
