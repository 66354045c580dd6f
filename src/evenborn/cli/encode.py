"""``evenborn encode``: an owner encodes its register; no name leaves, and the way back stays with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    Columns,
    Encoding,
    Lang,
    On,
    RegisterFile,
    RegisterName,
    Sender,
    Sheet,
)
from evenborn.cli.reading import progress_bar
from evenborn.cli.registers import RegisterRequest
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.comparison.encode import Encoded
    from evenborn.presentation.numbers import Language


def command(
    file: RegisterFile,
    register: RegisterName,
    key: Annotated[Path, typer.Option("--key", metavar="KEYFILE", help=helped("key"))],
    out: Annotated[Path, typer.Option("--out", metavar="X.encoded.parquet", help=helped("encode-out"))],
    new_key: Annotated[bool, typer.Option("--new-key", help=helped("new-key"))] = False,
    sender: Sender = None,
    on: On = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Encode, and say what may leave and what stays."""
    with answering(lang, as_json) as language:
        for option, path in (("FILE", file), ("--key", key), ("--out", out)):
            named_file(option, path)
        request = RegisterRequest(file, register, sender, None, None, on, sheet, encoding, column)
        own_list = out.with_suffix(".own.csv")
        found = _encoded(request, key, out, own_list, new_key, language)
        names = [path.name for path in (out, own_list, key)]
        _show(found, names, new_key, language, as_json)


def _encoded(
    request: RegisterRequest, key: Path, out: Path, own_list: Path, new_key: bool, language: "Language"
) -> "Encoded":
    from evenborn.comparison.encode import encode
    from evenborn.comparison.encoding_file import is_encoding
    from evenborn.comparison.keys import read_key
    from evenborn.comparison.making_key import key_made

    if is_encoding(request.file):
        raise Refusal("already-encoded", file=request.file.name)
    if out.resolve() == key.resolve():
        raise Refusal("same-output-twice", file=out.name)
    definition, options = request.definition, request.options()
    with (
        key_made(key, new_key),
        progress_bar(say("compared.encoding", language, file=request.file.name)) as report,
    ):
        return encode(request.file, definition, options, read_key(key), out, own_list, report)


def _show(found: "Encoded", names: list[str], new_key: bool, language: "Language", as_json: bool) -> None:
    from rich.console import Group
    from rich.text import Text

    from evenborn.presentation.encoded import encoded_as_json, encoded_sentences, left_out_table
    from evenborn.presentation.terminal import TerminalTable

    if as_json:
        print_json(encoded_as_json(found, names))
        return
    table = left_out_table(found, language)
    said = map(Text, encoded_sentences(found, names, new_key, language))
    console().print(Group(*said, *([TerminalTable(table, language)] if table else [])))
