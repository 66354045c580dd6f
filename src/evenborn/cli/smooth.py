"""``evenborn smooth``: ratios of small areas that borrow strength from neighbours and from time."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

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
    Reference,
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_divisions, chosen_one, read
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.smoothing import SmoothedReport
    from evenborn.registers.area_map import AreaMap

_MOST_ROWS = 60


def command(
    file: BirthsFile,
    by: Annotated[str, typer.Option("--by", metavar="area,year", help=helped("smooth-by"))] = "area,year",
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="areas.geojson", help=helped("smooth-map"))
    ] = None,
    neighbours: Annotated[
        Path | None, typer.Option("--neighbours", metavar="pairs.csv", help=helped("smooth-neighbours"))
    ] = None,
    points: Annotated[
        Path | None, typer.Option("--points", metavar="points.csv", help=helped("smooth-points"))
    ] = None,
    reference: Reference = 107.0,
    confidence: Confidence = "95%",
    forecast: Annotated[
        int, typer.Option("--forecast", metavar="12", min=0, max=120, help=helped("smooth-forecast"))
    ] = 0,
    time: Annotated[str, typer.Option("--time", metavar="ar1|rw1", help=helped("smooth-time"))] = "ar1",
    source: SourceName = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    geojson: Annotated[Path | None, typer.Option("--geojson", help=helped("smooth-geojson"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read, smooth, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.smoothing import SmoothRequest, smoothed_report
        from evenborn.sexratio.smoothing import TimeEffect

        for option, path in (("--html", html), ("--xlsx", xlsx), ("--geojson", geojson)):
            named_file(option, path)
        divisions = chosen_divisions(by, ("area", "year", "month"))
        request = SmoothRequest(
            divisions,
            sex_ratio_level("--reference", reference),
            inner_share("--confidence", confidence),
            chosen_one("--time", time, get_args(TimeEffect)),
            forecast,
            source,
        )
        area_map = _map(map_file, neighbours, points, geojson)
        table = read(
            file,
            tuple("area" if name == "area" else "period" for name in divisions),
            language,
            step="month" if "month" in divisions else "year",
            year_kind=year_kind,
            sheet=sheet,
            encoding=encoding,
            columns=column,
        )
        report = smoothed_report(table, request, area_map)
        inputs = [path for path in (file, map_file, neighbours, points) if path is not None]
        written = _write(report, area_map, language, (html, xlsx, geojson), inputs)
        _show(report, language, as_json, written)
