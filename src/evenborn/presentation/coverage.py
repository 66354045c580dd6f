"""Births that no register holds, area by area: ratio seen, ratio corrected, and what may be said of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from evenborn.comparison.coverage import Coverage
from evenborn.presentation import numbers, tables
from evenborn.presentation.dates import month
from evenborn.presentation.difference_sheet import register_name
from evenborn.presentation.field_words import joined
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Look, Table
from evenborn.presentation.words import say
from evenborn.registers.codes.area_table import AreaTable
from evenborn.sexratio.disclosure.rules import reliability
from evenborn.sexratio.ratio import sex_ratio

_CONFIDENCE: Final = 0.95
_LOOKS: Final[dict[str, Look]] = {
    "reliable": "plain", "unreliable": "unreliable", "too-few": "too-few", "no-births": "no-births",
}  # fmt: skip
_TOO_FEW: Final = {"too-few": "cell.too-few", "no-births": "cell.none"}


def area_name(code: str | None, areas: AreaTable | None, language: Language) -> str:
    """How a person calls an area; its code where no name is known."""
    if code is None:
        return say("coverage.all", language)
    found = areas.find(code) if areas is not None else None
    if found is None:
        return code
    return (found.name_zh if language == "zh" else found.name_en or found.name_zh) or code


def _name(name: str | None, found: Coverage, areas: AreaTable | None, language: Language) -> str:
    if found.division == "county" or name is None:
        return area_name(name, areas, language)
    return month(date.fromisoformat(name), language)


def coverage_table(found: Coverage, areas: AreaTable | None, language: Language) -> Table:
    """One row an area or a month, all together first."""
    by = "area" if found.division == "county" else "period"
    interval = say("column.interval", language, confidence=numbers.percent(_CONFIDENCE))
    columns = (
        Column(by, say(f"column.{by}", language), width=22, names_row=True),
        _number("seen", language),
        _number("ratio", language),
        Column("ratio-interval", interval, "number", 15),
        _number("corrected", language),
        Column("corrected-region", say("coverage.column.region", language), "number", 15),
        _number("girls", language, minor=True),
        _number("boys", language, minor=True),
        _number("tipping", language),
        Column("verdict", say("coverage.column.verdict", language), width=16),
    )
    rows = tuple(
        _row(figure, _name(figure[by], found, areas, language), language)
        for figure in coverage_figures(found)
    )
    registers = joined([register_name(name, language) for name in found.registers], language)
    source = say("coverage.source", language, registers=registers, reference=found.reference)
    return Table(
        "coverage" if by == "area" else "coverage-months",
        say("coverage.title.areas" if by == "area" else "coverage.title.months", language),
        columns,
        rows,
        tuple(_notes(found, language)),
        source,
    )


def _number(name: str, language: Language, *, minor: bool = False) -> Column:
    return Column(name, say(f"coverage.column.{name}", language), "number", 11, minor=minor)


def _notes(found: Coverage, language: Language) -> list[str]:
    said = [say("coverage.note", language)]
    said.append(say("coverage.errors", language))
    if found.counts.unclear[0]:
        said.append(say("coverage.unclear", language, unclear=int(found.counts.unclear[0])))
    if found.counts.unplaced:
        said.append(say("coverage.unplaced", language, unplaced=found.counts.unplaced))
    return [*said, say("coverage.unreliable", language)]


def coverage_figures(found: Coverage) -> list[dict[str, Any]]:
    """Every area or month as plain data; what rests on too few births is not there.

    Returns
    -------
    list of dict
        ``area`` or ``period`` (a month by its first day), None for all together; ``births``, ``unclear``,
        ``reliability``; and, None where it may not be shown or is not finite, ``ratio``, ``lower``,
        ``upper``, ``corrected``, ``corrected_lower``, ``corrected_upper``, ``hidden_boys``, ``hidden_girls``,
        ``most_hidden_boys``, ``most_hidden_girls``, ``tipping_point``, ``verdict``.
    """
    seen = found.counts.male.sum(axis=1), found.counts.female.sum(axis=1)
    births = seen[0] + seen[1]
    words = reliability(births, "office")
    observed, of_area = sex_ratio(*seen), found.found
    ends = observed.interval(_CONFIDENCE)
    columns = {
        "ratio": observed.estimate,
        "lower": ends.lower,
        "upper": ends.upper,
        "corrected": of_area.ratio.estimate,
        "corrected_lower": of_area.region.lower,
        "corrected_upper": of_area.region.upper,
        "hidden_boys": of_area.hidden[0],
        "hidden_girls": of_area.hidden[1],
        "most_hidden_boys": of_area.most_hidden[0],
        "most_hidden_girls": of_area.most_hidden[1],
        "tipping_point": np.where(words == "reliable", of_area.verdicts.tipping_point, np.nan),
    }
    figures = []
    for at, name in enumerate(found.counts.names):
        read = str(words[at]) == "reliable"
        shown = read or str(words[at]) == "unreliable"
        figures.append(
            {
                "area" if found.division == "county" else "period": name,
                "births": int(births[at]),
                "unclear": int(found.counts.unclear[at]),
                "reliability": str(words[at]),
                **{key: _finite(float(values[at])) if shown else None for key, values in columns.items()},
                "verdict": str(of_area.verdicts.verdict[at]) if read else None,
            }
        )
    return figures


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _row(figure: dict[str, Any], called: str, language: Language) -> tuple[Cell, ...]:
    look = _LOOKS[figure["reliability"]]
    name = tables.text(called)
    births = tables.count(figure["births"], language)
    if figure["reliability"] in _TOO_FEW:
        return (
            name,
            births,
            Cell(say(_TOO_FEW[figure["reliability"]], language), look=look),
            *[Cell("")] * 7,
        )
    return (
        name,
        births,
        tables.ratio(figure["ratio"], 1, look),
        _interval(figure["lower"], figure["upper"], language),
        *_corrected(figure, look, language),
        _hidden(figure["hidden_girls"], figure["most_hidden_girls"], language),
        _hidden(figure["hidden_boys"], figure["most_hidden_boys"], language),
        *_verdict(figure, language),
    )


def _corrected(figure: dict[str, Any], look: Look, language: Language) -> tuple[Cell, Cell]:
    if figure["corrected"] is None:
        return (Cell(say("cell.none", language)),) * 2
    interval = _interval(figure["corrected_lower"], figure["corrected_upper"], language)
    return tables.ratio(figure["corrected"], 1, look), interval


def _verdict(figure: dict[str, Any], language: Language) -> tuple[Cell, Cell]:
    """Tipping point and verdict; births that are too few for it are not read against the reference."""
    if figure["verdict"] is None:
        return Cell(say("cell.none", language)), Cell(say("reading.unreliable", language), look="unreliable")
    point = figure["tipping_point"]
    verdict = say(f"coverage.verdict.{figure['verdict'].replace(' ', '-')}", language)
    look: Look = "high" if figure["verdict"] in {"selection", "both"} else "plain"
    return Cell("∞" if point is None else f"{point:,.1f}"), Cell(verdict, look=look)


def _interval(lower: float | None, upper: float | None, language: Language) -> Cell:
    if lower is None or upper is None:
        return Cell(say("cell.no-limit", language))
    return Cell(numbers.interval(lower, upper, language, 1))


def _hidden(fewest: float | None, most: float | None, language: Language) -> Cell:
    """Hidden births as the models have them, up to as many as are held possible."""
    if fewest is None:
        return Cell(say("cell.none", language))
    least, last = (numbers.count(round(end), language) for end in (fewest, fewest if most is None else most))
    return Cell(numbers.span(least, last, language))


def register_figures(found: Coverage) -> list[dict[str, Any]]:
    """The ratio that each register shows by itself, area by area; None where it rests on too few births."""
    figures = []
    for place, register in enumerate(found.registers):
        male, female = found.counts.of_register(place)
        ratio = sex_ratio(male, female)
        ends, words = ratio.interval(_CONFIDENCE), reliability(male + female, "office")
        for at, name in enumerate(found.counts.names):
            shown = str(words[at]) in {"reliable", "unreliable"}
            values = {"ratio": ratio.estimate, "lower": ends.lower, "upper": ends.upper}
            figures.append(
                {
                    "register": register,
                    "area": name,
                    "births": int(male[at] + female[at]),
                    "reliability": str(words[at]),
                    **{key: _finite(float(one[at])) if shown else None for key, one in values.items()},
                }
            )
    return figures


def registers_table(found: Coverage, areas: AreaTable | None, language: Language) -> Table:
    """One row an area; for each register its births, its ratio and the interval."""
    interval = say("column.interval", language, confidence=numbers.percent(_CONFIDENCE))
    columns = [Column("area", say("column.area", language), width=22, names_row=True)]
    for name in found.registers:
        columns += [
            Column(f"{name}-births", register_name(name, language), "number", 12),
            Column(f"{name}-ratio", say("column.ratio", language), "number", 9),
            Column(f"{name}-interval", interval, "number", 15),
        ]
    figures = register_figures(found)
    size = len(found.counts.names)
    rows = tuple(_register_row(figures[at::size], areas, language) for at in range(size))
    note = say("coverage.unreliable", language)
    return Table("register-ratios", say("coverage.title.registers", language), tuple(columns), rows, (note,))


def _register_row(
    figures: Sequence[dict[str, Any]], areas: AreaTable | None, language: Language
) -> tuple[Cell, ...]:
    cells = [tables.text(area_name(figures[0]["area"], areas, language))]
    for figure in figures:
        look = _LOOKS[figure["reliability"]]
        cells.append(tables.count(figure["births"], language))
        if figure["ratio"] is None:
            cells += [Cell(say(_TOO_FEW[figure["reliability"]], language), look=look), Cell("")]
        else:
            cells += [
                tables.ratio(figure["ratio"], 1, look),
                _interval(figure["lower"], figure["upper"], language),
            ]
    return tuple(cells)
