"""``evenborn rescue``: a security administrator who lost every factor logs in again."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language


def command(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help=helped("rescue-username"))],
    appoint: Annotated[bool, typer.Option("--appoint", help=helped("rescue-appoint"))] = False,
    others_out: Annotated[bool, typer.Option("--others-out", help=helped("rescue-others-out"))] = False,
    lang: Lang = None,
) -> None:
    """Give a security administrator a first password on this machine, once the login name was typed again."""
    with answering(lang, as_json=False) as language:
        from evenborn.site.start import start

        start()
        from evenborn.site.backup.trail import account
        from evenborn.site.rescuing import confirmed, rescue

        by = account()
        _ask(username, by, language, appoint=appoint)
        confirmed(username, sys.stdin.readline())
        password = rescue(username, by, appoint=appoint, others_out=others_out)
        typer.echo(say("rescue.done", language))
        console().print(f"  {username}  {password}", highlight=False, markup=False)


def _ask(username: str, by: str, language: "Language", *, appoint: bool) -> None:
    """Say what will be done, and ask for the login name."""
    if appoint:
        typer.echo(say("rescue.appoints", language, username=username), err=True)
    typer.echo(say("rescue.what", language, username=username, account=by), err=True)
    typer.echo(say("rescue.confirm", language, username=username), err=True, nl=False)
