"""``evenborn carry-over``: earlier answers follow a register that its owner encoded anew."""

from pathlib import Path
from typing import Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.presentation.words import say

SCHEMA = "evenborn.carry-over/1"


def command(
    own_list: Annotated[Path, typer.Argument(metavar="NEW.encoded.own.csv", help=helped("carry-over-now"))],
    before: Annotated[
        list[Path], typer.Option("--before", metavar="OLD.encoded.own.csv", help=helped("carry-over-before"))
    ],
    out: Annotated[Path, typer.Option("--out", metavar="X.carried.parquet", help=helped("carry-over-out"))],
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Write which new number each record has, and say what cannot be carried over."""
    with answering(lang, as_json) as language:
        from evenborn.comparison.renumbering import renumbered, write_renumbering
        from evenborn.registers.whole_files import whole_file

        for option, path in (("OWNLIST", own_list), *(("--before", one) for one in before), ("--out", out)):
            named_file(option, path)
        sha256, table, found = renumbered(own_list, before)
        with whole_file(out, inputs=[own_list, *before]) as aside:
            aside.touch(0o600)
            write_renumbering(aside, sha256, table, found)
        files = [
            {
                "before": path.name, "records": one.records, "carried": one.carried,
                "unnumbered": one.unnumbered, "gone": one.gone,
            }
            for path, one in zip(before, found, strict=True)
        ]  # fmt: skip
        if as_json:
            print_json({"schema": SCHEMA, "file": out.name, "files": files})
            return
        for facts in files:
            typer.echo(say("difference.carried", language, **facts))  # type: ignore[arg-type]
        typer.echo(say("difference.carried-goes", language, file=out.name))
