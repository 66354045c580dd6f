"""``evenborn monitor``: which ratio has shifted, and since when, with a stated budget of false alarms."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
)
from evenborn.cli.reading import progress_bar, read
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.monitoring import MonitoredReport
    from evenborn.sexratio.cusum import Shift

_FEWEST_YEARS, _MOST_YEARS = 1, 100_000


def command(
    file: BirthsFile,
    reference: Reference = 107.0,
    shift: Annotated[float, typer.Option("--shift", metavar="115", help=helped("monitor-shift"))] = 115.0,
    years: Annotated[float, typer.Option("--years", metavar="10", help=helped("monitor-years"))] = 10.0,
    confidence: Confidence = "95%",
    source: SourceName = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
    column: Columns = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="areas.geojson", help=helped("monitor-map"))
    ] = None,
    geojson: Annotated[Path | None, typer.Option("--geojson", help=helped("monitor-geojson"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read, follow, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        from evenborn.presentation.monitoring import MonitorRequest, monitored_report
        from evenborn.registers.area_map import read_area_map

        named = (("--html", html), ("--xlsx", xlsx), ("--map", map_file), ("--geojson", geojson))
        for option, path in named:
            named_file(option, path)
        if geojson is not None and map_file is None:
            raise Refusal("needs-a-map", option="--geojson", needed="--map")
        if not _FEWEST_YEARS <= years <= _MOST_YEARS:
            facts = {"first": _FEWEST_YEARS, "last": _MOST_YEARS}
            raise Refusal("budget-too-short", option="--years", value=f"{years:g}", **facts)
        watched, share = _shift(reference, shift), inner_share("--confidence", confidence)
        request = MonitorRequest(watched, years, share, source)
        table = read(
            file,
            ("area", "period"),
            language,
            step="month",
            sheet=sheet,
            encoding=encoding,
            columns=column,
        )
        mapped = None if map_file is None else (lambda areas: read_area_map(map_file, areas))
        with progress_bar(say("monitor.following", language)) as progress:
            report = monitored_report(table, request, mapped, progress)
        give(_forms(report, language), language, as_json, (html, xlsx, geojson), (file, map_file))


def _shift(reference: float, shifted: float) -> "Shift":
    from evenborn.sexratio.cusum import Shift

    level, other = sex_ratio_level("--reference", reference), sex_ratio_level("--shift", shifted)
    if level == other:
        raise Refusal("no-shift", option="--shift", value=f"{shifted:g}")
    return Shift(level, other)


def _forms(report: "MonitoredReport", language: Language) -> Forms:
    from evenborn.presentation.monitored_json import monitored_as_json, monitored_geojson
    from evenborn.presentation.monitored_page import monitored_page
    from evenborn.presentation.monitored_sentences import monitored_sentences
    from evenborn.presentation.monitored_tables import alarms_table, areas_table
    from evenborn.presentation.monitored_workbook import monitored_workbook

    return Forms(
        page=lambda: monitored_page(report, language),
        workbook=lambda: monitored_workbook(report, language),
        geojson=lambda: monitored_geojson(report),
        as_json=lambda: monitored_as_json(report),
        sentences=lambda: monitored_sentences(report, language),
        tables=lambda: [one(report, language) for one in (alarms_table, areas_table)],
    )
