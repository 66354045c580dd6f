"""``evenborn trend``: since when was the ratio raised, how far, until when, and what follows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenborn.cli.amounts import inner_share, named_file, sex_ratio_level
from evenborn.cli.answer import answering, console, print_json
from evenborn.cli.language import helped
from evenborn.cli.options import (
    AsJson,
    BirthsFile,
    Columns,
    Confidence,
    Encoding,
    Lang,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_one, progress_bar, read
from evenborn.cli.writing import Result, say_written, write_results
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.inflation import TrendAnswer, TrendRequest
    from evenborn.sexratio.inflation import StartPrior

DEFAULT_BASELINE = 106.0
LONGEST_PROJECTION = 50
_FIRST_YEAR, _LAST_YEAR = 1500, 2200


def command(
    file: BirthsFile,
    by: Annotated[str | None, typer.Option("--by", metavar="area", help=helped("trend-by"))] = None,
    baseline: Annotated[
        float | None, typer.Option("--baseline", metavar="106", help=helped("trend-baseline"))
    ] = None,
    baseline_sd: Annotated[
        float | None, typer.Option("--baseline-sd", help=helped("trend-baseline-sd"))
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar='"East Asia"', help=helped("trend-region"))
    ] = None,
    start_around: Annotated[
        float | None, typer.Option("--start-around", metavar="1978", help=helped("start-around"))
    ] = None,
    not_before: Annotated[
        float | None, typer.Option("--not-before", metavar="1970", help=helped("not-before"))
    ] = None,
    project: Annotated[int, typer.Option("--project", metavar="10", help=helped("project"))] = 0,
    seed: Annotated[int, typer.Option("--seed", metavar="1", min=0, help=helped("trend-seed"))] = 1,
    confidence: Confidence = "95%",
    source: SourceName = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="areas.geojson", help=helped("trend-map"))
    ] = None,
    geojson: Annotated[Path | None, typer.Option("--geojson", help=helped("trend-geojson"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read, estimate, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.counts import counts_by
        from evenborn.presentation.inflation import trend_answer

        named = (("--html", html), ("--xlsx", xlsx), ("--map", map_file), ("--geojson", geojson))
        for option, path in named:
            named_file(option, path)
        if geojson is not None and map_file is None:
            raise Refusal("needs-a-map", option="--geojson", needed="--map")
        by_area = map_file is not None or (by is not None and chosen_one("--by", by, ("area",)) == "area")
        division = ("area",) if by_area else ()
        request = _request(
            baseline, baseline_sd, region, (start_around, not_before), project,
            inner_share("--confidence", confidence), seed, source or file.name,
        )  # fmt: skip
        table = read(
            file, (*division, "period"), language,
            year_kind=year_kind, sheet=sheet, encoding=encoding, columns=column,
        )  # fmt: skip
        for name in (*division, "period"):
            if name not in table.headers:
                raise Refusal("no-dimension", file=table.file, dimension=name, field=name)
        counts = counts_by(table.cells, (*division, "period"))
        with progress_bar(say("trend.estimating", language)) as report:
            answer = trend_answer(counts, request, table.file, report)
        written = _write(answer, language, (html, xlsx, geojson), (file, map_file))
        _show(answer, language, as_json)
        say_written(written, language)


def _request(
    baseline: float | None,
    baseline_sd: float | None,
    region: str | None,
    start: tuple[float | None, float | None],
    project: int,
    confidence: float,
    seed: int,
    source: str,
) -> "TrendRequest":
    from evenborn.presentation.inflation import TrendRequest
    from evenborn.sexratio.inflation import BASELINE_SD, DEFAULT_START, StartPrior

    level, spread, expected = DEFAULT_BASELINE, BASELINE_SD, DEFAULT_START
    start_stated = any(value is not None for value in start)
    if region is not None:
        if baseline is not None:
            raise Refusal("region-and-baseline")
        region, level, spread, expected = _published(region)
        start_stated = start_stated or expected != DEFAULT_START
    elif baseline is not None:
        level, spread = sex_ratio_level("--baseline", baseline), 0.0
    if baseline_sd is not None:
        if not 0 <= baseline_sd < 1:
            raise Refusal("not-a-share", option="--baseline-sd", value=f"{baseline_sd:g}")
        spread = baseline_sd
    if not 0 <= project <= LONGEST_PROJECTION:
        raise Refusal("not-a-horizon", option="--project", value=str(project), most=LONGEST_PROJECTION)
    around = _year("--start-around", start[0], expected.around)
    earliest = _year("--not-before", start[1], min(expected.not_before, around))
    return TrendRequest(
        level, spread, region, baseline is not None, StartPrior(around, earliest), start_stated, project,
        confidence, seed, source,
    )  # fmt: skip


def _published(region: str) -> "tuple[str, float, float, StartPrior]":
    from evenborn.sexratio.inflation import REFERENCE_BASELINES, reference_baseline

    try:
        known = reference_baseline(region)
    except KeyError:
        names = "; ".join(REFERENCE_BASELINES)
        raise Refusal("unknown-region", value=region, known=names) from None
    name = next(name for name, value in REFERENCE_BASELINES.items() if value is known)
    return name, known.baseline, known.baseline_sd, known.start


def _year(option: str, typed: float | None, otherwise: float) -> float:
    if typed is None:
        return otherwise
    if not _FIRST_YEAR <= typed <= _LAST_YEAR:
        raise Refusal(
            "not-a-start", option=option, value=f"{typed:g}", first=str(_FIRST_YEAR), last=str(_LAST_YEAR)
        )
    return typed


def _write(
    answer: "TrendAnswer",
    language: Language,
    named: tuple[Path | None, Path | None, Path | None],
    inputs: tuple[Path, Path | None],
) -> list[Path]:
    from evenborn.presentation.inflation_map import trend_geojson
    from evenborn.presentation.inflation_report import render_trend, trend_workbook
    from evenborn.registers.area_map import read_area_map

    (html, xlsx, geojson), (file, map_file) = named, inputs
    areas = [trend.area or "" for trend in answer.trends]
    area_map = None if map_file is None else read_area_map(map_file, areas)
    results: list[Result] = [
        (html, lambda: render_trend(answer, language, area_map).encode()),
        (xlsx, lambda: trend_workbook(answer, language)),
    ]
    if area_map is not None:
        results.append((geojson, lambda: trend_geojson(answer, area_map)))
    return write_results(results, [path for path in (file, map_file) if path is not None])


def _show(answer: "TrendAnswer", language: Language, as_json: bool) -> None:
    from evenborn.presentation.inflation import trend_as_json
    from evenborn.presentation.inflation_tables import transitions_table, years_table
    from evenborn.presentation.inflation_words import trend_sentences
    from evenborn.presentation.terminal import TerminalTable

    if as_json:
        print_json(trend_as_json(answer))
    else:
        terminal = console()
        for trend in answer.trends:
            for line in trend_sentences(trend, answer.request, language):
                terminal.print(line, markup=False, highlight=False)
            terminal.print()
        terminal.print(TerminalTable(transitions_table(answer, language), language, 4_000))
        if len(answer.trends) == 1:
            terminal.print()
            years = years_table(answer.trends[0], answer.request, language)
            terminal.print(TerminalTable(years, language, 4_000))
