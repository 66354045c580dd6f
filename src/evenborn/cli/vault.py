"""``evenborn vault``: which keys seal the records, a new key, the end of an old one."""

from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from rich.table import Table

    from evenborn.apps.access.actor import Actor
    from evenborn.apps.vault.queries import KeyState
    from evenborn.apps.vault.rotation import Rotated
    from evenborn.presentation.numbers import Language

KeyName = Annotated[str, typer.Argument(metavar="KEY", help=helped("vault-key"))]


def status(lang: Lang = None, as_json: AsJson = False) -> None:
    """List the keys and what lies under each."""
    with answering(lang, as_json) as language:
        by = _started()
        from evenborn.apps.vault.keyring import read_keyring
        from evenborn.apps.vault.options import keys_folder
        from evenborn.apps.vault.queries import states_of_keys

        states = states_of_keys(by, read_keyring(keys_folder()))
        if as_json:
            names = ("key", "algorithm", "uses", "state")
            print_json({"keys": [{name: getattr(one, name) for name in names} for one in states]})
        elif not states:
            typer.echo(say("vault.keys.none", language))
        else:
            console().print(_table(states, language))


def rotate(
    algorithm: Annotated[
        str, typer.Option("--algorithm", metavar="AES-256-GCM|SM4-128-GCM", help=helped("vault-algorithm"))
    ] = "AES-256-GCM",
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and seal everything anew under it; an interrupted rotation is finished instead."""
    with answering(lang, as_json) as language:
        by = _started()
        from evenborn.apps.vault.rotation import rotate as rotated
        from evenborn.apps.vault.sealing import Algorithm

        if algorithm not in set(Algorithm):
            raise Refusal("vault-algorithm", value=algorithm, known=", ".join(Algorithm))
        done = rotated(by, algorithm=Algorithm(algorithm))
        if as_json:
            print_json({"key": done.key, "made": done.made, "resealed": done.resealed, "stuck": done.stuck})
        else:
            _say_rotated(done, language)


def retire(key: KeyName, lang: Lang = None) -> None:
    """Destroy an old key under which nothing lies any more."""
    with answering(lang, as_json=False) as language:
        by = _started()
        from evenborn.apps.vault.rotation import retire as retired

        retired(by, key)
        typer.echo(say("vault-command.retired", language, key=key))


def _started() -> "Actor":
    from evenborn.site.start import start

    start()
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission

    return program("evenborn vault", Permission.VAULT_KEYS)


def _table(states: list["KeyState"], language: "Language") -> "Table":
    from rich.table import Table

    columns = ("key", "algorithm", "records", "state")
    table = Table(*(say(f"vault.keys.{name}", language) for name in columns))
    for one in states:
        shown = say(f"vault.keys.{one.state}", language)
        table.add_row(one.key, one.algorithm, str(one.uses), shown)
    return table


def _say_rotated(done: "Rotated", language: "Language") -> None:
    key = "vault-command.rotated" if done.made else "vault-command.resumed"
    typer.echo(say(key, language, count=done.resealed, key=done.key))
    if done.stuck:
        typer.echo(say("vault-command.stuck", language, count=done.stuck), err=True)
