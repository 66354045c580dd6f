"""Tables and sentences of what a comparison found of an area."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.figures.corrected.found import Found
from evenborn.presentation import dates, numbers
from evenborn.presentation.coverage import shown_table
from evenborn.presentation.coverage_figures import CoverageShown
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.register_names import register_name
from evenborn.presentation.tables import Cell, Column, Table, count
from evenborn.presentation.verdicts import shown_tipping_point, verdict_code, verdict_reason, verdict_sentence
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.web.days import day

__all__ = ["by_sex", "not_known", "tables_of", "time_of", "verdict_of"]

_SEXES = ("boys", "girls")


def tables_of(found: Found, language: Language) -> list[Table]:
    """Ratio seen and corrected with tipping point and verdict, then how much of each sex registers hold."""
    figures = [*([found.whole] if found.whole else []), *found.below]
    told, whole = found.run.figures, found.whole
    unclear = found.unclear if whole is not None and whole["area"] == found.run.area else 0
    shown = CoverageShown(
        found.registers, "county", told["reference"], unclear, 0, figures, told.get("judged", "model")
    )
    table = shown_table(shown, table_of_areas(), language)
    title = say("figures.corrected.table", language, period=time_of(found, language))
    sexes = by_sex(found, language)
    source = say("figures.corrected.source", language, number=str(found.run.pk), day=day(found.run.on))
    source = paragraph([source, table.source], language)
    return [replace(table, title=title, source=source), *([sexes] if sexes else [])]


def by_sex(found: Found, language: Language) -> Table | None:
    """How much of the births of each sex all registers hold together, and each by itself; an estimate."""
    whole = found.whole
    if whole is None or whole["reliability"] not in ("reliable", "unreliable"):
        return None
    if whole["ratio"] is None or whole["hidden_girls"] is None or whole["hidden_boys"] is None:
        return None
    seen = _sexes(whole)
    columns = [
        Column("sex", say("figures.corrected.column.sex", language), "text", 10, names_row=True),
        Column("seen", say("coverage.column.seen", language), "number", 10),
        Column("covered", say("figures.corrected.column.covered", language), "number", 14),
    ]
    for one in found.of_registers:
        columns += [
            Column(f"{one['register']}-births", register_name(one["register"], language), "number", 12),
            Column(f"{one['register']}-share", say("figures.corrected.column.holds", language), "number", 14),
        ]
    parts = [_sexes(one) for one in found.of_registers]
    rows = tuple(_row(place, whole, seen, parts, language) for place in range(len(_SEXES)))
    return Table(
        "coverage-by-sex", say("figures.corrected.by-sex", language, period=time_of(found, language)),
        tuple(columns), rows, (say("figures.corrected.estimated", language),),
    )  # fmt: skip


def verdict_of(found: Found, language: Language) -> str:
    """The verdict, and why it reads so; empty where the area itself has none."""
    if found.whole is None:
        return ""
    said = verdict_sentence(verdict_code(found.whole), language, shown_tipping_point(found.whole))
    because = verdict_reason(found.whole, found.run.figures["reference"], language)
    return paragraph([said, because], language) if because else said


def not_known(found: Found, shown: Period | None, language: Language) -> Iterator[str]:
    """What no comparison can tell, and what this one does not tell of the period that the page shows."""
    yield say("figures.corrected.cannot.no-trace", language)
    run = found.run
    if shown is not None and not (run.period_start <= shown.start and shown.end <= run.period_end):
        yield say(
            "figures.corrected.cannot.other-period", language, period=dates.period(shown, language),
            compared=time_of(found, language),
        )  # fmt: skip
    yield say("figures.corrected.cannot.below", language)
    if found.unplaced:
        yield say("figures.corrected.cannot.unplaced", language, number=found.unplaced)


def time_of(found: Found, language: Language) -> str:
    """Of which births a comparison tells."""
    start, end = (day(one) for one in (found.run.period_start, found.run.period_end))
    return say("matching.from-to", language, start=start, end=end)


def _sexes(figure: Mapping[str, Any]) -> tuple[int, int]:
    """Boys and girls behind a ratio on so many births.

    Examples
    --------
    >>> _sexes({"births": 2050, "ratio": 105.0})
    (1050, 1000)
    """
    boys = round(figure["births"] * figure["ratio"] / (100 + figure["ratio"]))
    return boys, figure["births"] - boys


def _row(
    place: int, whole: Mapping[str, Any], seen: tuple[int, int], parts: Sequence[tuple[int, int]],
    language: Language,
) -> tuple[Cell, ...]:  # fmt: skip
    sex = _SEXES[place]
    least = float(whole[f"hidden_{sex}"])
    most = least if whole[f"most_hidden_{sex}"] is None else float(whole[f"most_hidden_{sex}"])
    cells = [Cell(say(f"figures.corrected.{sex}", language)), count(seen[place], language)]
    cells.append(_share(seen[place], seen[place] + least, seen[place] + most, language))
    for part in parts:
        cells.append(count(part[place], language))
        cells.append(_share(part[place], seen[place] + least, seen[place] + most, language))
    return tuple(cells)


def _share(held: int, fewest: float, most: float, language: Language) -> Cell:
    """So many of all births: from the share where most are hidden to that where fewest are."""
    low, high = (numbers.percent(held / one, 1) if one else "–" for one in (max(fewest, most), fewest))
    return Cell(low if low == high else numbers.span(low, high, language))
