"""How a command ends: its exit code, and the sentence when something could not be done.

=====  ======================================================================
code   meaning
=====  ======================================================================
0      done
1      a fault of the program; the report asks to be sent on
2      the file or the request could not be used; the sentence says why
3      done, but not every row of the register was accepted, a repeat differs, or
       an audit trail is not whole
130    interrupted, from the keyboard or by the system; nothing half written
=====  ======================================================================
"""

import errno
import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import typer
from rich.console import Console

from evenborn.cli.language import chosen_language, typed_language
from evenborn.cli.usage import is_usage_error, shows_help, usage_refusal
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
        _say_refusal(refusal, language, as_json)
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        typer.echo(say("terminal.interrupted", language), err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit(DONE) from None


def _say_refusal(refusal: Refusal, language: Language, as_json: bool) -> None:
    words = sentence(refusal, language)
    if as_json:
        print_json({"refused": {"code": refusal.code, "facts": dict(refusal.facts), "sentence": words}})
    typer.echo(words, err=True)


def ending(program: Callable[[], object], typed: Sequence[str]) -> int:
    """Run the whole program and return its exit code, whatever happens in it.

    Parameters
    ----------
    program : callable
        Gives an exit code, or anything else where it is done.
    typed : sequence of str
        What stands behind the program's name: which language to speak when it cannot be parsed.

    Returns
    -------
    int
    """
    _write_what_a_stream_cannot_as_escapes()
    _clean_up_when_told_to_end()
    language = typed_language(typed)
    try:
        code = program()
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # not of writing the answer, which has no name
            return _fault(language)
        _drop_output()
        cause = errno.errorcode.get(error.errno or 0, str(error))
        _say_refusal(Refusal("cannot-answer", cause=cause), language, as_json=False)
        return REFUSED
    except Exception as problem:
        if not is_usage_error(problem):
            return _fault(language)
        if shows_help(problem):
            typer.echo(str(getattr(problem, "message", "")), err=True)
        else:
            _say_refusal(usage_refusal(problem, typed), language, "--json" in typed)
        return REFUSED
    return code if isinstance(code, int) else DONE


def _fault(language: Language) -> int:
    traceback.print_exc()
    typer.echo(say("terminal.fault", language), err=True)
    return FAULT


def _write_what_a_stream_cannot_as_escapes() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _clean_up_when_told_to_end() -> None:
    """A closed window, or a machine that shuts down, is an interruption too: working files are removed."""
    for told in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(told) == signal.SIG_DFL:  # whoever ignores it, as nohup does, means it
            signal.signal(told, signal.default_int_handler)


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the program is not a second failure."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to :func:`answering`; the console itself would end with the code of a fault."""
        raise BrokenPipeError


def console() -> Console:
    """Where tables are printed: the terminal's own width, or enough for a whole table in a file or pipe."""
    return _Console() if sys.stdout.isatty() else _Console(width=_WIDTH_OF_A_PIPE)


def print_json(answer: object) -> None:
    """Print an answer as JSON: UTF-8, keys in the order given, no number that is not one."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
