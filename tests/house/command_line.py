"""The commands and options that the program really has."""

from collections.abc import Iterator

import typer
from typer.core import TyperCommand, TyperGroup

from evenborn.cli import app


def commands() -> dict[str, TyperCommand]:
    """Every command by the words a person types, nested ones too (``areas load``)."""
    return dict(_below("", typer.main.get_command(app)))


def _below(prefix: str, command: TyperCommand | TyperGroup) -> Iterator[tuple[str, TyperCommand]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield prefix, command
        return
    for name, child in inner.items():
        yield from _below(f"{prefix} {name}".strip(), child)


def options() -> list[tuple[str, str]]:
    """Every command with each of its options, in the long form (``ratio``, ``--by``)."""
    return [
        (name, max(parameter.opts, key=len))
        for name, command in commands().items()
        for parameter in command.params
        if getattr(parameter, "param_type_name", "") == "option" and not getattr(parameter, "hidden", False)
    ]
