"""``evenborn import``: a sender’s file into the office: received, checked, and taken in if that is said."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, print_json
from evenborn.cli.check import reported, show_report, write_bad
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Columns, Encoding, Lang, Sheet
from evenborn.cli.reading import chosen_one, named_columns, progress_bar, typed_date
from evenborn.cli.registers import NOT_ALL_ACCEPTED
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.apps.access.actor import Actor
    from evenborn.apps.intake.actions.batches import Arrived
    from evenborn.apps.intake.models import Batch
    from evenborn.presentation.numbers import Language
    from evenborn.registers.check import Checked

_NUMBERS = ("rows", "rejected", "new", "replaced", "unchanged", "doubled")


def command(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=helped("register-file"))] = None,
    register: Annotated[
        str | None, typer.Option("--register", metavar="delivery", help=helped("register"))
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--sender", metavar="CODE", help=helped("import-sender"))
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="2025-03", help=helped("import-period"))
    ] = None,
    cut_off: Annotated[
        str | None, typer.Option("--cut-off", metavar="2025-04-05", help=helped("import-cut-off"))
    ] = None,
    basis: Annotated[
        str, typer.Option("--basis", metavar="maternal-health", help=helped("import-basis"))
    ] = "maternal-health",
    accept: Annotated[bool, typer.Option("--accept", help=helped("import-accept"))] = False,
    bad: Annotated[Path | None, typer.Option("--bad", metavar="bad-rows.xlsx", help=helped("bad"))] = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Receive, check, show; take in with ``--accept``, or when the question is answered with yes."""
    with answering(lang, as_json) as language:
        if file is None or register is None or sender is None:
            missing = "FILE" if file is None else "--register" if register is None else "--sender"
            raise Refusal("missing-argument", option=missing)
        named_file("--bad", bad)
        if not file.is_file():
            raise Refusal("no-such-file", file=str(file))
        by = _program()
        arrived = _arrived(file, register, period, cut_off, basis)
        arrived = _as_read(arrived, sheet, encoding, column)
        batch, is_new = _received(file, sender, arrived, by)
        if not is_new:
            typer.echo(say("import-command.known", language, batch=batch.pk), err=as_json)
        if batch.state == "accepted":
            _answer(batch, language, as_json)
            return
        batch = _checked(batch, by, bad, file, language, as_json)
        if accept or _agreed(batch, language):
            from evenborn.apps.intake.taking_in import take_in

            batch = take_in(batch, by=by)
        _answer(batch, language, as_json)
        if batch.rejected:
            raise typer.Exit(NOT_ALL_ACCEPTED)


def _program() -> "Actor":
    from evenborn.cli.started_office import acting_as

    by = acting_as("evenborn import")
    from evenborn.apps.access.actor import program
    from evenborn.apps.access.roles import Permission

    wanted = (Permission.INTAKE_SEND, Permission.INTAKE_DECIDE, Permission.INTAKE_SEE)
    return program(by.key, *wanted)


def _arrived(file: Path, register: str, period: str | None, cut_off: str | None, basis: str) -> "Arrived":
    from evenborn.apps.intake.actions.batches import Arrived
    from evenborn.apps.intake.rules import LegalBasis, Way
    from evenborn.registers.definition import REGISTERS

    name = chosen_one("--register", register.replace("-", "_"), REGISTERS)
    ground = LegalBasis(chosen_one("--basis", basis, tuple(LegalBasis)))
    return Arrived(
        name, file.name, Way.COMMAND, ground, _period(period), typed_date("--cut-off", cut_off)
    )  # fmt: skip


def _period(text: str | None) -> tuple[date, date] | None:
    from evenborn.registers.codes.bad_value import BadValue
    from evenborn.registers.codes.periods import read_period

    if text is None:
        return None
    try:
        found = read_period(text, "calendar")
    except BadValue:
        raise Refusal("not-a-period", option="--period", value=text) from None
    return found.start, found.end


def _as_read(
    arrived: "Arrived", sheet: str | None, encoding: str | None, column: list[str] | None
) -> "Arrived":
    from dataclasses import replace

    return replace(arrived, sheet=sheet, encoding=encoding, columns=named_columns(column or ()))


def _received(file: Path, code: str, arrived: "Arrived", by: "Actor") -> "tuple[Batch, bool]":
    from evenborn.apps.access.roles import Permission
    from evenborn.apps.intake.arriving import arrive
    from evenborn.apps.intake.models import Sender

    sender = Sender.objects.visible_to(by, Permission.INTAKE_SEND).filter(code=code).first()
    if sender is None:
        raise Refusal("intake-no-sender", value=code)
    return arrive(_pieces(file), by=by, sender=sender, arrived=arrived)


def _pieces(file: Path) -> Iterator[bytes]:
    from evenborn.apps.intake.kept_files import PIECE

    try:
        with file.open("rb") as source:
            while piece := source.read(PIECE):
                yield piece
    except OSError as error:
        raise Refusal("unreadable", file=file.name, cause=error.strerror or "OSError") from error


def _checked(
    batch: "Batch", by: "Actor", bad: Path | None, file: Path, language: "Language", as_json: bool
) -> "Batch":
    """Check a batch and show what was found; a file that cannot be used at all is a refusal."""
    from evenborn.apps.intake.checking import check
    from evenborn.registers.definition import register as definition_of

    def seen(checked: "Checked") -> None:
        report = reported(checked, definition_of(batch.register))
        if not as_json:
            show_report(report, language, as_json=False)
        if bad is not None:
            write_bad(bad, checked, report, [file], language)

    with progress_bar(say("terminal.reading", language, file=file.name)) as progress:
        done = check(batch, by=by, progress=progress, seen=seen)
    if done.state == "failed":
        raise Refusal(done.problem_code, **done.problem["facts"])
    return done


def _agreed(batch: "Batch", language: "Language") -> bool:
    """Whether somebody who sits there says yes; nobody there is no."""
    if not batch.accepted_rows or not sys.stdin.isatty():
        return False
    return typer.confirm(say("import-command.take-in", language, rows=batch.accepted_rows), err=True)


def _answer(batch: "Batch", language: "Language", as_json: bool) -> None:
    numbers = {name: getattr(batch, name) for name in _NUMBERS}
    if as_json:
        print_json({"batch": batch.pk, "state": str(batch.state), **numbers})
        return
    word = "taken-in" if batch.state == "accepted" else "waits"
    typer.echo(say(f"import-command.{word}", language, batch=batch.pk, **numbers))
