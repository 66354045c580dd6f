"""``evenborn differences``: an owner finds its own records in a sheet of an encoded comparison."""

from pathlib import Path
from typing import Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.presentation.words import say

SCHEMA = "evenborn.differences/1"


def command(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help=helped("difference-sheet"))],
    own_list: Annotated[
        Path, typer.Option("--own-list", metavar="X.encoded.own.csv", help=helped("own-list"))
    ],
    out: Annotated[Path, typer.Option("--out", metavar="SHEET2.xlsx", help=helped("differences-out"))],
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Add the owner's own record numbers to a sheet, or take them out of it."""
    with answering(lang, as_json) as language:
        from evenborn.comparison.own_numbers import read_own_list, with_own_numbers, without_own_numbers
        from evenborn.presentation.difference_reading import read_difference_sheet
        from evenborn.presentation.difference_sheet import write_difference_sheet
        from evenborn.registers.whole_files import whole_file

        for option, path in (("SHEET", sheet), ("--own-list", own_list), ("--out", out)):
            named_file(option, path)
        told, language_of_sheet = read_difference_sheet(sheet)
        own = read_own_list(own_list)
        dropped = 0
        if told.with_own:
            told, dropped = without_own_numbers(told, own)
        else:
            told = with_own_numbers(told, own, sheet.name)
        with whole_file(out, inputs=[sheet, own_list]) as aside:
            aside.touch(0o600)
            write_difference_sheet(aside, told, language_of_sheet)
        records, replied = len(told.rows), told.replied()
        if as_json:
            facts = {"file": out.name, "records": records, "replied": replied}
            print_json({"schema": SCHEMA, **facts, "own_numbers": told.with_own, "dropped": dropped})
            return
        key = "difference.own-added" if told.with_own else "difference.own-removed"
        typer.echo(say(key, language, file=out.name, records=records, replied=replied))
        if dropped:
            typer.echo(say("difference.renumbered", language, dropped=dropped))
