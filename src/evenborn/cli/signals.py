"""``evenborn signals``: registers that facilities keep, held against each other; whom to inspect first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evenborn.cli.amounts import inner_share, named_file
from evenborn.cli.answer import answering
from evenborn.cli.answer_forms import Forms, give
from evenborn.cli.language import helped
from evenborn.cli.options import Areas, AsJson, Facilities, Lang, On
from evenborn.cli.reading import typed_date
from evenborn.cli.registers import RegisterRequest, checked_file
from evenborn.presentation.numbers import Language
from evenborn.registers.refusal import Refusal

if TYPE_CHECKING:
    from evenborn.presentation.signals import ReadRegister, SignalReport
    from evenborn.signals import Contest, FacilityCounts
    from evenborn.signals.counts import ReceivedReturns

_SOLD = "sold"
_PART_OF: Mapping[str, str] = {
    "delivery": "births",
    "ultrasound_log": "scans",
    "device": "devices",
    _SOLD: "sold",
    "drug_ledger": "ledger",
    "drug_issue": "issues",
    "termination_return": "terminations",
}


@dataclass(frozen=True)
class _Lists:
    """What the registers are read with."""

    areas: Path | None
    facilities: Path | None
    on: str | None

    @property
    def day(self) -> date:
        return typed_date("--on", self.on) or date.today()  # noqa: DTZ011 -- the office's own day


def command(
    files: Annotated[list[str], typer.Argument(metavar="REGISTER=FILE...", help=helped("signals-files"))],
    facilities: Facilities = None,
    received: Annotated[
        Path | None, typer.Option("--received", metavar="received.csv", help=helped("signals-received"))
    ] = None,
    due_day: Annotated[
        int, typer.Option("--due-day", metavar="5", min=1, max=28, help=helped("signals-due-day"))
    ] = 5,
    contests: Annotated[
        Path | None, typer.Option("--contests", metavar="contests.csv", help=helped("signals-contests"))
    ] = None,
    false_alarms: Annotated[
        str, typer.Option("--false-alarms", metavar="10%", help=helped("signals-false-alarms"))
    ] = "10%",
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="areas.geojson", help=helped("signals-map"))
    ] = None,
    areas: Areas = None,
    on: On = None,
    html: Annotated[Path | None, typer.Option("--html", help=helped("html"))] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=helped("xlsx"))] = None,
    geojson: Annotated[Path | None, typer.Option("--geojson", help=helped("signals-geojson"))] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Count, compare, rank, show, and write what was asked for: all of it or nothing."""
    with answering(lang, as_json) as language:
        named = (html, xlsx, geojson)
        for option, path in zip(("--html", "--xlsx", "--geojson"), named, strict=True):
            named_file(option, path)
        if geojson is not None and map_file is None:
            raise Refusal("needs-a-map", option="--geojson", needed="--map")
        registers = [_said(one) for one in files]
        lists = _Lists(areas, facilities, on)
        rate = inner_share("--false-alarms", false_alarms)
        report = _report(registers, lists, (received, contests, map_file), rate, due_day, language)
        inputs = [*(path for _, path in registers), facilities, received, contests, map_file, areas]
        give(_forms(report, language), language, as_json, named, inputs)


def _said(text: str) -> tuple[str, Path]:
    """Register and file; a file that is named like a register needs no word before it."""
    name, equals, path = text.partition("=")
    plain = name.strip().replace("-", "_")
    if equals and plain in _PART_OF and path.strip():
        return plain, Path(path.strip())
    stem = Path(text).stem.replace("-", "_")
    if stem in _PART_OF:
        return stem, Path(text)
    raise Refusal("signals-not-a-register", value=text, known=", ".join(_PART_OF))


def _report(
    registers: list[tuple[str, Path]],
    lists: _Lists,
    others: tuple[Path | None, Path | None, Path | None],
    rate: float,
    due_day: int,
    language: Language,
) -> "SignalReport":
    from evenborn.presentation.signal_report import signal_report
    from evenborn.registers.area_map import read_area_map
    from evenborn.registers.lists import read_list

    received, contests, map_file = others
    for option, path in (("--received", received), ("--contests", contests), ("--map", map_file)):
        named_file(option, path)
    listed = [] if lists.facilities is None else read_list(lists.facilities, "facility_list", lists.day)
    counts, read = _counted(registers, lists, language)
    counts["received"] = None if received is None else _received(received, lists.day)
    counts["names"] = {row["facility"]: row["facility_name"] for row in listed if row.get("facility_name")}
    told = () if contests is None else _contests(contests, lists.day)
    return signal_report(
        _facility_counts(counts),
        told,
        read,
        {row["facility"]: row["area"] for row in listed if row.get("area")},
        false_discovery_rate=rate,
        due_day=due_day,
        mapped=None if map_file is None else (map_file.name, lambda areas: read_area_map(map_file, areas)),
    )


def _facility_counts(counts: dict[str, Any]) -> "FacilityCounts":
    from evenborn.signals import FacilityCounts

    return FacilityCounts(**counts)


def _counted(
    registers: list[tuple[str, Path]], lists: _Lists, language: Language
) -> tuple[dict[str, Any], "tuple[ReadRegister, ...]"]:
    """Counts by what :class:`~evenborn.signals.FacilityCounts` calls them, and what was read."""
    from evenborn.presentation.signals import ReadRegister
    from evenborn.signals.tallying import tallied, together

    parts: dict[str, list[Any]] = {}
    read: list[ReadRegister] = []
    for name, path in registers:
        register = "device" if name == _SOLD else name
        known = None if name == _SOLD else lists.facilities
        request = RegisterRequest(path, register, None, lists.areas, known, lists.on, None, None, None)
        with checked_file(request, language) as checked:
            one = checked.summary
            same = next((other for other in read if other.sha256 == one.sha256), None)
            if same is not None:  # its births would count twice
                raise Refusal("same-file-twice", file=one.file, other=same.file)
            parts.setdefault(_PART_OF[name], []).append(tallied(register, checked.accepted()))
        read.append(ReadRegister(name, one.file, one.sha256, one.rows, one.rejected))
    return {part: together(found) for part, found in parts.items()}, tuple(read)


def _received(path: Path, day: date) -> "ReceivedReturns":
    import numpy as np

    from evenborn.registers.lists import read_list
    from evenborn.signals.counts import ReceivedReturns

    rows = read_list(path, "returns_received", day)
    return ReceivedReturns(
        np.array([row["facility"] for row in rows], dtype=np.str_),
        np.array([row["month"] for row in rows], dtype="datetime64[M]"),
        np.array([row["received_on"] for row in rows], dtype="datetime64[D]"),
    )


def _contests(path: Path, day: date) -> "tuple[Contest, ...]":
    from evenborn.registers.lists import read_list
    from evenborn.signals import Contest

    return tuple(
        Contest(row["facility"], row["signal"], row["ground"], row["decision"], row["contested_on"])
        for row in read_list(path, "signal_objections", day)
    )


def _forms(report: "SignalReport", language: Language) -> Forms:
    from evenborn.presentation.signal_tables import (
        contest_sentences,
        kinds_table,
        signal_sentences,
        signals_table,
    )
    from evenborn.presentation.signals_page import (
        signals_as_json,
        signals_geojson,
        signals_page,
        signals_workbook,
    )

    calls = [one for one in ("inspection", "question") if report.chosen(one)]
    return Forms(
        page=lambda: signals_page(report, language),
        workbook=lambda: signals_workbook(report, language),
        geojson=lambda: signals_geojson(report),
        as_json=lambda: signals_as_json(report),
        sentences=lambda: signal_sentences(report, language),
        tables=lambda: [
            *(signals_table(report, one, language) for one in calls), kinds_table(report, language)
        ],
        closing=lambda: contest_sentences(language),
        most_rows=40,
    )  # fmt: skip
