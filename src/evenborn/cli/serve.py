"""``evenborn serve``: check the office, then serve its pages until told to stop."""

import typer

from evenborn.cli.answer import answering
from evenborn.cli.deploy import require_fit
from evenborn.cli.options import Lang
from evenborn.presentation.words import say


def command(lang: Lang = None) -> None:
    """Serve the pages of the office."""
    with answering(lang, as_json=False) as language:
        require_fit(language)

        from evenborn.site.config import load
        from evenborn.site.serving import serve

        config = load()
        is_socket = config.listen.startswith("/")
        address = config.listen if is_socket else f"http://{config.listen}:{config.port}/"
        typer.echo(say("serving.at", language, address=address), err=True)
        serve(config)
