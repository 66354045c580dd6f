"""``evenborn audit anchor``: say, signed, where the trail of each store ends now. It only reads."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.cli.reading import progress_bar
from evenborn.presentation.words import say

if TYPE_CHECKING:
    from evenborn.apps.audit.verdict import Verdict
    from evenborn.apps.stores import Store
    from evenborn.presentation.numbers import Language


def command(
    out: Annotated[Path | None, typer.Option("--out", metavar="ANCHORS", help=helped("anchor-out"))] = None,
    lang: Lang = None,
) -> None:
    """Verify each trail and sign its end; one that is broken gets no anchor, and the exit code is 3."""
    from evenborn.cli.audit_verify import NOT_WHOLE

    with answering(lang, as_json=False) as language:
        from evenborn.apps.audit import anchor_key, anchors
        from evenborn.apps.stores import Store
        from evenborn.site.start import start

        named_file("--out", out)
        key = anchor_key.read_key(start().keys_folder / anchor_key.KEY_FILE)
        found = {store: _verified(store, language) for store in Store}
        lines = [
            anchors.sign(store.label, (verdict.entries, verdict.head), datetime.now(UTC), key)
            for store, verdict in found.items()
            if verdict.broken is None
        ]
        _hand_over(lines, out, language)
        typer.echo(say("audit.verdict.key", language, key=anchor_key.public_key(key)), err=True)
        if len(lines) < len(found):
            raise typer.Exit(NOT_WHOLE)


def _verified(store: "Store", language: "Language") -> "Verdict":
    from evenborn.apps.audit.verification import verdict_sentences, verified

    with progress_bar(say("audit.verdict.reading", language)) as report:
        verdict = verified(store, report=report)
    if verdict.broken:
        typer.echo(" ".join(verdict_sentences(store, verdict, language)), err=True)
    return verdict


def _hand_over(lines: list[str], out: Path | None, language: "Language") -> None:
    from evenborn.apps.audit import anchors

    if out is None:
        for line in lines:
            typer.echo(line)
        return
    anchors.append(out, lines)
    typer.echo(say("audit.verdict.appended", language, file=out.name, anchors=len(lines)))
