"""Births that no register holds, by area and month; small counts are for the statistician only."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.areas.queries import table_of_areas
from evenborn.apps.matching.models import Run, RunRegister
from evenborn.apps.matching.small_counts import (
    LEAST,
    gives_away,
    in_hundreds,
    shown_figures,
    told_beside,
    told_roughly,
)
from evenborn.apps.matching.verdicts import Group, groups_of, judged
from evenborn.comparison.coverage import Division
from evenborn.presentation import dates
from evenborn.presentation.coverage import shown_registers_table, shown_table
from evenborn.presentation.coverage_figures import CoverageShown
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT
from evenborn.web.area_names import names_of
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["coverage_notes", "coverage_tables", "coverage_verdicts", "without_small"]

_DIVISIONS: Final[tuple[Division, ...]] = ("county", "month")


def coverage_tables(run: Run, parts: Sequence[RunRegister], *, exact: bool) -> list[Table]:
    """Ratio seen and corrected, tipping point and verdict by area, then by month; each register's own ratio.

    Parameters
    ----------
    run : Run
    parts : sequence of RunRegister
    exact : bool
        Whether small counts are shown; they are told the statistician only.
    """
    names, told = tuple(part.register for part in parts), run.figures
    areas, language = table_of_areas(), page_language()
    beside = {name: told_beside(told[name], exact=exact) for name in ("unclear", "unplaced")}
    tables = []
    for division in _DIVISIONS:
        figures = told["area" if division == "county" else "month"]
        if division == "month" and len(figures) < 3:
            continue
        shown = CoverageShown(
            names, division, told["reference"], beside["unclear"], beside["unplaced"],
            shown_figures(figures, language, exact=exact), told.get("judged", "model"),
        )  # fmt: skip
        tables.append(shown_table(shown, areas, language))
    if not exact and gives_away([part.told for part in parts]):
        return tables  # births of each register are told roughly, so none of its ratios is
    registers = told["registers"] if exact else _all_areas(run)
    return [*tables, shown_registers_table(names, registers, areas, language)]


def coverage_verdicts(by: Actor, run: Run, *, exact: bool) -> tuple[Group, ...]:
    """Areas by verdict, with what to do; each leads to its figures where they are the reader's to see."""
    language = page_language()
    figures = shown_figures(run.figures["area"], language, exact=exact)
    found = [judged({**one, "area": one["area"] or run.area}) for one in figures]
    codes = [one.area for one in found]
    names = dict(zip(codes, codes, strict=True)) | dict(names_of(codes, language))

    def address(area: str) -> str:
        may = by.may(Permission.FIGURES_SEE, area)
        return f"{reverse('figures-area', args=[area])}#registration" if may else ""

    return groups_of(found, names, address, language)


def coverage_notes(run: Run, parts: Sequence[RunRegister], *, exact: bool) -> Iterator[str]:
    """Of which births the tables are, how much of them each register holds, and what is not shown."""
    language = page_language()
    period = {"start": dates.day(run.period_start, language), "end": dates.day(run.period_end, language)}
    on = dates.day(run.on, language) if run.on else ""
    yield say("matching.coverage.period", language, on=on, **period)
    every = run.figures["area"][0]
    seen = every["births"]
    hidden = sum(every[name] or 0 for name in ("hidden_boys", "hidden_girls"))
    rough = not exact and gives_away([part.told for part in parts])
    for part, one in zip(parts, _all_areas(run), strict=True):
        if rough:
            named, births = register_name(part.register), told_roughly(one["births"], language)
            yield say("matching.coverage.holds-roughly", language, register=named, births=births)
            continue
        facts = {"found": _percent(one["births"], seen), "all": _percent(one["births"], seen + hidden)}
        named = register_name(part.register)
        yield say("matching.coverage.holds", language, register=named, births=one["births"], **facts)
    if not exact and in_hundreds(run.figures["area"]):
        yield say("matching.coverage.in-hundreds", language)
    if not exact:
        yield say("matching.coverage.suppressed", language, least=SMALLEST_COUNT["births"], records=LEAST)


def without_small(figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Figures of areas or months as those read them who see no exact counts; the first is the total."""
    return shown_figures(figures, page_language(), exact=False)


def _all_areas(run: Run) -> list[Mapping[str, Any]]:
    return [one for one in run.figures["registers"] if one["area"] is None]


def _percent(part: float, whole: float) -> str:
    return f"{min(100 * part / whole, 100):.1f}" if whole else "–"
