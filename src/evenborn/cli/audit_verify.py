"""``evenborn audit verify``: is the audit trail of each store whole? It only reads."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.cli.reading import progress_bar
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.apps.audit.anchors import Anchors
    from evenborn.apps.stores import Store
    from evenborn.presentation.numbers import Language
    from evenborn.site.config import Config

NOT_WHOLE = 3
"""Exit code where a trail is broken, or a line of the anchors has a flaw."""

OneStore = Annotated[str | None, typer.Option("--store", metavar="vault", help=helped("audit-store"))]


def command(
    store: OneStore = None,
    anchors: Annotated[
        Path | None, typer.Option("--anchors", metavar="ANCHORS", help=helped("audit-anchors"))
    ] = None,
    public_key: Annotated[
        str | None, typer.Option("--public-key", metavar="HEX", help=helped("audit-public-key"))
    ] = None,
    lang: Lang = None,
) -> None:
    """Say of each store whether its trail is whole; exit code 3 where one is not."""
    with answering(lang, as_json=False) as language:
        from evenborn.apps.audit.verification import chosen_stores
        from evenborn.site.start import start

        named_file("--anchors", anchors)
        config = start()
        held = _anchors(anchors, public_key, config) if anchors else None
        whole = [_show(each, held, language) for each in chosen_stores(store)]
        for flaw in held.flaws if held else ():
            typer.echo(say(f"audit.flaw.{flaw.kind}", language, line=flaw.line))
        if not all(whole) or (held and held.flaws):
            raise typer.Exit(NOT_WHOLE)


def _anchors(path: Path, public: str | None, config: "Config") -> "Anchors":
    """Those of the file, by the public key that was typed, or else by the office's own."""
    import re

    from evenborn.apps.audit import anchor_key, anchors

    if public is None:
        public = anchor_key.public_key(anchor_key.read_key(config.keys_folder / anchor_key.KEY_FILE))
    if not re.fullmatch("[0-9a-f]{64}", public):
        raise Refusal("not-a-public-key", value=public)
    return anchors.read(path, public)


def _show(store: "Store", held: "Anchors | None", language: "Language") -> bool:
    from evenborn.apps.audit.verification import verdict_sentences, verified

    with progress_bar(say("audit.verdict.reading", language)) as report:
        verdict = verified(store, held, report)
    typer.echo(" ".join(verdict_sentences(store, verdict, language)))
    return verdict.broken is None
