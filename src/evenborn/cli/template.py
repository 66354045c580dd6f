"""``evenborn template`` and ``evenborn book``: what a register is filled in with, on screen and paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering
from evenborn.cli.language import helped
from evenborn.cli.options import Lang
from evenborn.cli.reading import chosen_one
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.numbers import Language
    from evenborn.registers.definition import Definition

Register = Annotated[str, typer.Argument(metavar="REGISTER", help=helped("template-register"))]


def template(
    register: Register,
    out: Annotated[Path | None, typer.Option("--out", help=helped("template-out"))] = None,
    lang: Lang = None,
) -> None:
    """Write the Excel template of a register."""
    with answering(lang, as_json=False) as language:
        from evenborn.presentation.register_template import render_template

        definition = _definition(register)
        _write(out, f"{definition.name}-template.xlsx", render_template(definition, language), language)


def book(
    register: Register,
    out: Annotated[Path | None, typer.Option("--out", help=helped("book-out"))] = None,
    lang: Lang = None,
) -> None:
    """Write the printed book of a register."""
    with answering(lang, as_json=False) as language:
        from evenborn.presentation.register_book import render_book

        definition = _definition(register)
        _write(out, f"{definition.name}-book.html", render_book(definition, language).encode(), language)


def _definition(name: str) -> "Definition":
    from evenborn.registers.definition import REGISTERS
    from evenborn.registers.definition import register as definition_of

    return definition_of(chosen_one("REGISTER", name.replace("-", "_"), REGISTERS))


def _write(out: Path | None, default: str, content: bytes, language: "Language") -> None:
    """Write under the name that was given; the default name never replaces what may be filled in."""
    from evenborn.presentation.writing import write_all

    named_file("--out", out)
    path = out or Path(default)
    if out is None and path.exists():
        raise Refusal("already-there", file=default)
    write_all({path: content})
    typer.echo(say("terminal.written", language, file=str(path)), err=True)
