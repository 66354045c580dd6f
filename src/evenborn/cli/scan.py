"""``evenborn scan``: clusters of areas, and periods, with more boys than chance allows."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from evenborn.cli.amounts import inner_share, named_file
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
    Sheet,
    SourceName,
    YearKindOption,
)
from evenborn.cli.reading import chosen_divisions, chosen_one, progress_bar, read
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.scanning import ScannedReport
    from evenborn.registers.area_map import AreaMap

_MOST_REPLICATIONS = 99_999
_SHAPES = ("circle", "ellipse")


def command(
    file: BirthsFile,
    by: Annotated[str, typer.Option("--by", metavar="area[,year]", help=helped("scan-by"))] = "area",
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="areas.geojson", help=helped("scan-map"))
    ] = None,
    points: Annotated[
        Path | None, typer.Option("--points", metavar="points.csv", help=helped("scan-points"))
    ] = None,
    latest: Annotated[bool, typer.Option("--latest", help=helped("scan-latest"))] = False,
    direction: Annotated[
        str, typer.Option("--direction", metavar="high|low|both", help=helped("scan-direction"))
    ] = "high",
    shape: Annotated[
        str, typer.Option("--shape", metavar="circle|ellipse", help=helped("scan-shape"))
    ] = "circle",
    penalty: Annotated[float, typer.Option("--penalty", metavar="1", help=helped("scan-penalty"))] = 0.0,
    largest_share: Annotated[
        str, typer.Option("--largest-share", metavar="50%", help=helped("scan-largest-share"))
    ] = "50%",
    largest_radius: Annotated[
        float | None, typer.Option("--largest-radius", metavar="KM", help=helped("scan-largest-radius"))
    ] = None,
    replications: Annotated[
        int, typer.Option("--replications", metavar="999", help=helped("scan-replications"))
    ] = 999,
    significance: Annotated[
        str, typer.Option("--significance", metavar="5%", help=helped("scan-significance"))
    ] = "5%",
    seed: Annotated[int, typer.Option("--seed", metavar="1", min=0, help=helped("scan-seed"))] = 1,
    confidence: Confidence = "95%",
    source: SourceName = None,
    year_kind: YearKindOption = "calendar",
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    geojson: Annotated[Path | None, typer.Option("--geojson", help=helped("scan-geojson"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read, scan, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.scanning import ScanRequest, scanned_report
        from evenborn.sexratio.scan import Direction

        for option, path in (("--html", html), ("--xlsx", xlsx), ("--geojson", geojson)):
            named_file(option, path)
        divisions = _divisions(by, latest)
        request = ScanRequest(
            by=divisions,
            latest=latest,
            direction=chosen_one("--direction", direction, get_args(Direction)),
            elliptic=chosen_one("--shape", shape, _SHAPES) == "ellipse",
            penalty=_amount("--penalty", penalty, least=0, most=10),
            largest_share=_largest_share(largest_share),
            largest_radius=None if largest_radius is None else _radius(largest_radius),
            replications=int(_amount("--replications", replications, least=1, most=_MOST_REPLICATIONS)),
            seed=seed,
            significance=inner_share("--significance", significance),
            confidence=inner_share("--confidence", confidence),
            source_name=source,
            workers=os.cpu_count() or 1,
        )
        mapped = _mapped(map_file, points)
        table = read(
            file, ("area", "period"), language, step="month" if "month" in divisions else "year",
            year_kind=year_kind, sheet=sheet, encoding=encoding, columns=column,
        )  # fmt: skip
        with progress_bar(say("scan.scanning", language)) as progress:
            report = scanned_report(table, request, mapped, progress)
        inputs = (file, map_file, points)
        give(_forms(report, language), language, as_json, (html, xlsx, geojson), inputs)


def _divisions(by: str, latest: bool) -> tuple[str, ...]:
    """``area`` first; without it nothing can be scanned, and without periods there is no latest."""
    divisions = chosen_divisions(by, ("area", "year", "month"))
    if "area" not in divisions or (latest and len(divisions) == 1):
        needed = "--by area,year, --by area,month" if latest else "--by area, --by area,year"
        raise Refusal("scan-needs-by", value=by, needed=needed)
    return ("area", *(name for name in divisions if name != "area"))


def _amount(option: str, value: float, *, least: float, most: float) -> float:
    if not least <= value <= most:
        raise Refusal("scan-amount", option=option, value=f"{value:g}", least=least, most=most)
    return value


def _largest_share(typed: str) -> float:
    value = inner_share("--largest-share", typed)
    return _amount("--largest-share", value, least=0, most=0.5)


def _radius(value: float) -> float:
    return _amount("--largest-radius", value, least=0.001, most=20_100)


def _mapped(map_file: Path | None, points: Path | None) -> Callable[[Sequence[str]], "AreaMap"]:
    """What gives the map of areas by their names."""
    from evenborn.registers.area_map import read_area_map, read_neighbours

    named_file("--map", map_file)
    named_file("--points", points)
    if map_file is None and points is None:
        raise Refusal("scan-needs-points")
    if map_file is None:
        return lambda areas: read_neighbours(areas, None, points)
    if points is not None:
        raise Refusal("map-given-twice", first="--map", second="--points")
    return lambda areas: read_area_map(map_file, areas)


def _forms(report: "ScannedReport", language: Language) -> Forms:
    from evenborn.presentation.scanned_json import scanned_as_json, scanned_geojson
    from evenborn.presentation.scanned_page import scanned_page
    from evenborn.presentation.scanned_tables import cluster_areas, clusters_table, scanned_sentences
    from evenborn.presentation.scanned_workbook import scanned_workbook

    found = report.clusters
    return Forms(
        page=lambda: scanned_page(report, language),
        workbook=lambda: scanned_workbook(report, language),
        geojson=lambda: scanned_geojson(report),
        as_json=lambda: scanned_as_json(report),
        sentences=lambda: scanned_sentences(report, language),
        tables=lambda: [clusters_table(report, language) if report.result.clusters else None],
        closing=lambda: [*([""] if found else []), *(cluster_areas(report, one, language) for one in found)],
    )
