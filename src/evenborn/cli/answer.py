"""How a command ends: its exit code, and the sentence when something could not be done.

=====  ======================================================================
code   meaning
=====  ======================================================================
0      done
1      a fault of the program; the report asks to be sent on
2      the file or the request could not be used; the sentence says why
130    interrupted from the keyboard; nothing half written
=====  ======================================================================
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from evenborn.cli.language import chosen_language
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say, sentence
from evenborn.registers.refusal import Refusal

_WIDTH_OF_A_PIPE = 140

DONE, FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 130


@contextmanager
def answering(lang: str | None, as_json: bool) -> Iterator[Language]:
    """Run a command's work and turn what goes wrong into a sentence and an exit code.

    With ``--json`` a refusal is also printed as JSON: its code, its facts and its sentence.
    """
    language: Language = "en"
    try:
        language = chosen_language(None)
        language = chosen_language(lang)
        yield language
    except Refusal as refusal:
        words = sentence(refusal, language)
        if as_json:
            print_json({"refused": {"code": refusal.code, "facts": dict(refusal.facts), "sentence": words}})
        typer.echo(words, err=True)
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        typer.echo(say("terminal.interrupted", language), err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit(DONE) from None


def console() -> Console:
    """Where tables are printed: the terminal's own width, or enough for a whole table in a file or pipe."""
    return Console() if sys.stdout.isatty() else Console(width=_WIDTH_OF_A_PIPE)


def print_json(answer: object) -> None:
    """Print an answer as JSON: UTF-8, keys in the order given, no number that is not one."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
