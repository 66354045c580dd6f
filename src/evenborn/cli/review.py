"""``evenborn review``: people look at a sample of the links, and their answers are read back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import named_file
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import AsJson, Lang
from evenborn.cli.reading import chosen_one
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.comparison.run_record import RunRecord
    from evenborn.presentation.numbers import Language
    from evenborn.presentation.review_sheet import Drawing

EVALUATION = "evaluation.json"


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=helped("run"))],
    sample: Annotated[int, typer.Option("--sample", metavar="200", min=1, help=helped("sample"))] = 200,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="review.xlsx", help=helped("review-out"))
    ] = None,
    register: Annotated[
        str | None, typer.Option("--register", metavar="delivery", help=helped("review-register"))
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="1", min=0, help=helped("review-seed"))] = 1,
    read: Annotated[
        Path | None, typer.Option("--read", metavar="review.xlsx", help=helped("review-read"))
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Draw a sample, or read one back."""
    with answering(lang, as_json) as language:
        from evenborn.comparison.run_record import read_record
        from evenborn.presentation.review_sheet import Drawing

        record = read_record(run)
        if (out is None) == (read is None):
            raise Refusal("review-read-or-write")
        if read is not None:
            _read(run, record, read, language, as_json)
        elif out is not None:
            named_file("--out", out)
            name = "" if register is None else register.replace("-", "_")
            _write(run, record, out, Drawing(record.run, name, sample, seed), language, as_json)


def _pairs(record: "RunRecord", register: str) -> list[int]:
    """Which two registers are looked at: all, or those with the register of who looks."""
    if not register and record.encoded:
        raise Refusal("review-needs-register", run=record.run, known=", ".join(record.names()))
    if register:
        chosen_one("--register", register, record.names())
    return [
        place
        for place, pair in enumerate(record.pairs)
        if not register or register in (pair["left"], pair["right"])
    ]


def _write(
    run: Path, record: "RunRecord", out: Path, drawing: "Drawing", language: "Language", as_json: bool
) -> None:
    from evenborn.comparison.review import sample
    from evenborn.presentation.review_sheet import write_review_sheet
    from evenborn.registers.whole_files import whole_file

    pairs = sample(run, record, _pairs(record, drawing.register), drawing.size, drawing.seed)
    with whole_file(out) as aside:
        aside.touch(0o600)
        write_review_sheet(aside, pairs, record, drawing, language)
    if as_json:
        print_json(
            {"schema": "evenborn.review-sample/1", "run": record.run, "pairs": len(pairs), "file": out.name}
        )
        return
    typer.echo(say("reviewed.written", language, pairs=len(pairs), file=out.name))


def _read(run: Path, record: "RunRecord", read: Path, language: "Language", as_json: bool) -> None:
    import json

    from evenborn.comparison.review import evaluated, sample
    from evenborn.presentation.review_reading import read_review_sheet
    from evenborn.presentation.reviewed import reviewed_as_json, reviewed_table
    from evenborn.presentation.terminal import TerminalTable
    from evenborn.registers.whole_files import whole_file

    drawing, answers = read_review_sheet(read)
    if drawing.run != record.run:
        raise Refusal("review-of-another", file=read.name, other=drawing.run, run=record.run)
    pairs = sample(run, record, _pairs(record, drawing.register), drawing.size, drawing.seed)
    found = evaluated(run, record, pairs, answers)
    content = reviewed_as_json(found, record)
    with whole_file(run / EVALUATION) as aside:
        aside.touch(0o600)
        aside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print_json(content)
        return
    console().print(TerminalTable(reviewed_table(found, record, language), language))
    typer.echo(say("reviewed.stored", language, file=f"{run.name}/{EVALUATION}"))
