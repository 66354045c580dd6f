"""``evenborn demo``: the office of the simulated city on this machine, with a login for each role."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language
    from evenborn.site.demonstration import Login


def command(
    folder: Annotated[Path, typer.Option("--folder", metavar="FOLDER", help=helped("demo-folder"))] = Path(
        "evenborn-demo"
    ),
    port: Annotated[int, typer.Option("--port", metavar="PORT", help=helped("demo-port"))] = 8000,
    only_make: Annotated[bool, typer.Option("--only-make", help=helped("demo-only-make"))] = False,
    lang: Lang = None,
) -> None:
    """Make the office of the simulated city and serve it to this machine until Ctrl-C."""
    with answering(lang, as_json=False) as language:
        logins = made(folder, port)
        _show(logins, port, language)
    if not only_make:
        from evenborn.site.demonstration_worker import working_beside
        from evenborn.site.serving import serve

        with working_beside():
            serve()


def made(folder: Path, port: int, births_a_year: int = 14_400) -> "list[Login]":
    """Make the office with everything in it, and say who logs in how."""
    import os

    from evenborn.site.demonstration_folder import configure, fresh_folder

    fresh_folder(folder)
    configure(os.environ, folder=folder, area="9901", port=port)
    from evenborn.site.setting_up import set_up

    set_up()
    from django.utils import timezone

    from evenborn.site.demonstration import demonstrator, furnish
    from evenborn.site.demonstration_city import YEARS, bring_city
    from evenborn.site.demonstration_intake import add_up, bring_registers, bring_senders
    from evenborn.site.demonstration_life import live
    from evenborn.site.demonstration_results import bring_results

    by = demonstrator()
    city = bring_city(by, folder, births_a_year)
    logins = furnish(by, today=timezone.localdate())
    bring_senders(by, city)
    bring_registers(by, city, YEARS)
    add_up()
    live(by)
    bring_results(by, YEARS)
    return logins


def _show(logins: "list[Login]", port: int, language: "Language") -> None:
    from rich.table import Table

    table = Table(title=say("demo.logins", language), title_justify="left", box=None, pad_edge=False)
    for column in ("demo.role", "demo.area", "demo.username", "demo.password"):
        table.add_column(say(column, language), no_wrap=True)
    for login in logins:
        area = login.area or say("demo.whole-office", language)
        table.add_row(say(f"role.name.{login.role}", language), area, login.username, login.password)
    console().print(table)
    typer.echo(say("demo.open", language, address=f"http://127.0.0.1:{port}"))
