"""``evenborn births-verify``: do the counts of births say what the sealed records say? It only reads."""

from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from rich.table import Table

    from evenborn.apps.births.agreement import Agreement
    from evenborn.presentation.numbers import Language

NOT_THE_SAME = 3
"""Exit code where counts and records differ."""

_MOST_SHOWN = 40
_COLUMNS = ("table", "area", "period", "order", "vault", "statistics")


def command(
    register: Annotated[
        str | None, typer.Option("--register", metavar="delivery", help=helped("verify-register"))
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Count every register of births anew; exit code 3 where anything differs."""
    with answering(lang, as_json) as language:
        from evenborn.site.start import start

        start()
        from evenborn.apps.access.actor import program
        from evenborn.apps.access.roles import Permission
        from evenborn.apps.births.agreement import agreement_of
        from evenborn.apps.intake.rules import REGISTERS_OF_ROWS

        if register is not None and register not in REGISTERS_OF_ROWS:
            raise Refusal("vault-not-of-births", value=register)
        by = program("evenborn births-verify", Permission.VAULT_KEYS)
        found = [agreement_of(by, name) for name in ([register] if register else REGISTERS_OF_ROWS)]
        if as_json:
            print_json({"registers": [_as_json(one) for one in found]})
        else:
            for one in found:
                _show(one, language)
        if any(one.differences for one in found):
            raise typer.Exit(NOT_THE_SAME)


def _show(one: "Agreement", language: "Language") -> None:
    word = "differs" if one.differences else "agrees" if one.records or one.cells else "nothing"
    typer.echo(
        say(
            f"births-verify.{word}",
            language,
            register=one.register,
            records=one.records,
            cells=one.cells,
            count=len(one.differences),
        )
    )
    if one.unchecked:
        typer.echo("  " + say("births-verify.unchecked", language, count=one.unchecked))
    if one.differences:
        console().print(_table(one, language))


def _table(one: "Agreement", language: "Language") -> "Table":
    from rich.table import Table

    table = Table(*(say(f"births-verify.column.{name}", language) for name in _COLUMNS))
    for difference in one.differences[:_MOST_SHOWN]:
        cell = difference.cell
        counts = (" / ".join(map(str, births)) for births in (difference.vault, difference.statistics))
        table.add_row(cell.table, cell.area, cell.period, cell.order, *counts)
    return table


def _as_json(one: "Agreement") -> dict[str, object]:
    return {
        "register": one.register, "records": one.records, "cells": one.cells, "unchecked": one.unchecked,
        "differences": [
            {
                "table": difference.cell.table, "area": difference.cell.area,
                "period": difference.cell.period, "order": difference.cell.order,
                "vault": list(difference.vault), "statistics": list(difference.statistics),
            }
            for difference in one.differences
        ],
    }  # fmt: skip
