"""Births that no register holds, area by area: ratio seen, ratio corrected, and what may be said of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from evenborn.comparison.coverage import Coverage
from evenborn.presentation import numbers, tables
from evenborn.presentation.coverage_figures import CONFIDENCE, CoverageShown, register_figures
from evenborn.presentation.dates import month
from evenborn.presentation.field_words import joined
from evenborn.presentation.numbers import Language
from evenborn.presentation.register_names import register_name
from evenborn.presentation.tables import Cell, Column, Look, Table
from evenborn.presentation.verdicts import concealment_rule, verdict_code, verdict_name
from evenborn.presentation.words import say
from evenborn.registers.codes.area_table import AreaTable

_LOOKS: Final[dict[str, Look]] = {
    "reliable": "plain", "unreliable": "unreliable", "too-few": "too-few", "no-births": "no-births",
    "suppressed": "suppressed", "rough": "plain",
}  # fmt: skip
_TOO_FEW: Final = {"too-few": "cell.too-few", "no-births": "cell.none", "suppressed": "cell.suppressed"}


def area_name(code: str | None, areas: AreaTable | None, language: Language) -> str:
    """How a person calls an area; its code where no name is known."""
    if code is None:
        return say("coverage.all", language)
    found = areas.find(code) if areas is not None else None
    if found is None:
        return code
    return (found.name_zh if language == "zh" else found.name_en or found.name_zh) or code


def _name(name: str | None, found: CoverageShown, areas: AreaTable | None, language: Language) -> str:
    if found.division == "county" or name is None:
        return area_name(name, areas, language)
    return month(date.fromisoformat(name), language)


def coverage_table(found: Coverage, areas: AreaTable | None, language: Language) -> Table:
    """One row an area or a month, all together first."""
    return shown_table(CoverageShown.of(found), areas, language)


def shown_table(found: CoverageShown, areas: AreaTable | None, language: Language) -> Table:
    """The same table, of what was kept to be shown."""
    by = "area" if found.division == "county" else "period"
    interval = say("column.interval", language, confidence=numbers.percent(CONFIDENCE))
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
        _row(figure, _name(figure[by], found, areas, language), language) for figure in found.figures
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


def _notes(found: CoverageShown, language: Language) -> list[str]:
    rule = concealment_rule(found.figures, found.reference, language)
    said = [say("coverage.note", language), *([rule] if rule else [])]
    said.append(say(f"coverage.errors-{found.judged}", language))
    if found.unclear:
        said.append(say("coverage.unclear", language, unclear=found.unclear))
    if found.unplaced:
        said.append(say("coverage.unplaced", language, unplaced=found.unplaced))
    return [*said, say("coverage.unreliable", language)]


def _row(figure: Mapping[str, Any], called: str, language: Language) -> tuple[Cell, ...]:
    look = _LOOKS[figure["reliability"]]
    name = tables.text(called)
    said = figure.get("births_said")
    births = Cell(said) if said else tables.count(figure["births"], language)
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


def _corrected(figure: Mapping[str, Any], look: Look, language: Language) -> tuple[Cell, Cell]:
    if figure["corrected"] is None:
        return (Cell(say("cell.none", language)),) * 2
    interval = _interval(figure["corrected_lower"], figure["corrected_upper"], language)
    return tables.ratio(figure["corrected"], 1, look), interval


def _verdict(figure: Mapping[str, Any], language: Language) -> tuple[Cell, Cell]:
    """Tipping point and verdict; births that are too few for it are not read against the reference."""
    if figure["verdict"] is None:
        name = verdict_name("too-few", language)
        return Cell(say("cell.none", language)), Cell(name, look="unreliable")
    point = figure["tipping_point"]
    verdict = verdict_name(verdict_code(figure), language)
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


def registers_table(found: Coverage, areas: AreaTable | None, language: Language) -> Table:
    """One row an area; for each register its births, its ratio and the interval."""
    return shown_registers_table(found.registers, register_figures(found), areas, language)


def shown_registers_table(
    registers: Sequence[str],
    figures: Sequence[Mapping[str, Any]],
    areas: AreaTable | None,
    language: Language,
) -> Table:
    """The same table, of what was kept to be shown."""
    interval = say("column.interval", language, confidence=numbers.percent(CONFIDENCE))
    columns = [Column("area", say("column.area", language), width=22, names_row=True)]
    for name in registers:
        columns += [
            Column(f"{name}-births", register_name(name, language), "number", 12),
            Column(f"{name}-ratio", say("column.ratio", language), "number", 9),
            Column(f"{name}-interval", interval, "number", 15),
        ]
    size = len(figures) // len(registers)
    rows = tuple(_register_row(figures[at::size], areas, language) for at in range(size))
    note = say("coverage.unreliable", language)
    return Table("register-ratios", say("coverage.title.registers", language), tuple(columns), rows, (note,))


def _register_row(
    figures: Sequence[Mapping[str, Any]], areas: AreaTable | None, language: Language
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
