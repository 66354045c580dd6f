"""``evenborn smooth``: ratios of small areas that borrow strength from neighbours and from time."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from evenborn.cli.amounts import inner_share, named_file, sex_ratio_level
from evenborn.cli.answer import answering
from evenborn.cli.answer_forms import Forms, give
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
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.smoothing import SmoothedReport
    from evenborn.registers.area_map import AreaMap

_Mapped = Callable[[Sequence[str]], "AreaMap"]


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
        mapped = _mapped(map_file, neighbours, points)
        if geojson is not None and map_file is None and points is None:
            raise Refusal("needs-a-map", option="--geojson", needed="--map, --points")
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
        report = smoothed_report(table, request, mapped)
        inputs = (file, map_file, neighbours, points)
        give(_forms(report, language), language, as_json, (html, xlsx, geojson), inputs)


def _mapped(map_file: Path | None, neighbours: Path | None, points: Path | None) -> _Mapped | None:
    """What gives the map of areas by their names; None where no map was named."""
    from evenborn.registers.area_map import read_area_map, read_neighbours

    for option, path in (("--map", map_file), ("--neighbours", neighbours), ("--points", points)):
        named_file(option, path)
    if map_file is not None:
        if neighbours is not None or points is not None:
            second = "--points" if neighbours is None else "--neighbours"
            raise Refusal("map-given-twice", first="--map", second=second)
        return lambda areas: read_area_map(map_file, areas)
    if neighbours is None and points is None:
        return None
    return lambda areas: read_neighbours(areas, neighbours, points)


def _forms(report: "SmoothedReport", language: Language) -> Forms:
    from evenborn.presentation.smoothed_json import smoothed_as_json, smoothed_geojson
    from evenborn.presentation.smoothed_page import smoothed_page
    from evenborn.presentation.smoothed_tables import (
        areas_table,
        course_table,
        parameters_table,
        smoothed_sentences,
    )
    from evenborn.presentation.smoothed_workbook import smoothed_workbook

    return Forms(
        page=lambda: smoothed_page(report, language),
        workbook=lambda: smoothed_workbook(report, language),
        geojson=lambda: smoothed_geojson(report),
        as_json=lambda: smoothed_as_json(report),
        sentences=lambda: smoothed_sentences(report, language),
        tables=lambda: [one(report, language) for one in (areas_table, course_table, parameters_table)],
    )
