"""``evenborn ratio``: sex ratios from a file of births, in the terminal, as HTML and as a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from evenborn.cli.amounts import inner_share, named_file, periods, sex_ratio_level
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    BirthsFile,
    Columns,
    Confidence,
    Encoding,
    Lang,
    Reference,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_divisions, chosen_one, read, typed_date
from evenborn.cli.writing import Result, say_written, write_results
from evenborn.presentation.numbers import Language

if TYPE_CHECKING:
    from evenborn.presentation.ratio_contents import RatioRequest
    from evenborn.presentation.ratio_report import RatioReport

DIVISIONS = ("area", "year", "month", "order", "facility")


def command(
    file: BirthsFile,
    by: Annotated[str, typer.Option("--by", metavar="year,area", help=helped("by"))] = "year",
    reference: Reference = 107.0,
    pool: Annotated[int, typer.Option("--pool", metavar="3", help=helped("pool"))] = 1,
    confidence: Confidence = "95%",
    method: Annotated[str, typer.Option("--method", help=helped("method"))] = "jeffreys",
    audience: Annotated[str, typer.Option("--audience", help=helped("audience"))] = "office",
    source: SourceName = None,
    cut_off: Annotated[
        str | None, typer.Option("--cut-off", metavar="2011-09-17", help=helped("cut-off"))
    ] = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read, compute, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.ratio_contents import ratio_report

        named_file("--html", html)
        named_file("--xlsx", xlsx)
        request = _request(by, reference, pool, confidence, method, audience, source, cut_off)
        table = read(
            file,
            (*request.division, "period"),
            language,
            step="month" if "month" in request.by else "year",
            year_kind=year_kind,
            sheet=sheet,
            encoding=encoding,
            columns=column,
        )
        report = ratio_report(table, request)
        written = _write(report, language, html, xlsx, file)
        _show(report, language, as_json)
        say_written(written, language)


def _request(
    by: str,
    reference: float,
    pool: int,
    confidence: str,
    method: str,
    audience: str,
    source: str | None,
    cut_off: str | None,
) -> "RatioRequest":
    from evenborn.presentation.figures import FigureRules
    from evenborn.presentation.ratio_contents import RatioRequest
    from evenborn.sexratio.disclosure import Audience
    from evenborn.sexratio.intervals import IntervalMethod

    divisions = chosen_divisions(by, DIVISIONS)
    rules = FigureRules(
        reference=sex_ratio_level("--reference", reference),
        confidence=inner_share("--confidence", confidence),
        method=chosen_one("--method", method, get_args(IntervalMethod)),
        cut_off=typed_date("--cut-off", cut_off),
    )
    return RatioRequest(
        divisions,
        periods("--pool", pool),
        chosen_one("--audience", audience, get_args(Audience)),
        rules,
        source,
    )


def _write(
    report: "RatioReport", language: Language, html: Path | None, xlsx: Path | None, file: Path
) -> list[Path]:
    from evenborn.presentation.report import render_html
    from evenborn.presentation.workbook import workbook_bytes

    results: list[Result] = [
        (html, lambda: render_html(report, language).encode()),
        (xlsx, lambda: workbook_bytes(report, language)),
    ]
    return write_results(results, [file])


def _show(report: "RatioReport", language: Language, as_json: bool) -> None:
    from evenborn.presentation.report_json import as_json as plain
    from evenborn.presentation.terminal import render_terminal

    if as_json:
        print_json(plain(report))
    else:
        console().print(render_terminal(report, language))
