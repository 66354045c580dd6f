"""From the cube to the contents of an issue, protected together with all issues before it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures import queries
from evenborn.apps.figures.counted import Row, births_table
from evenborn.apps.figures.levels import is_township
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.releases.contents import ALL, UNKNOWN, Contents, Line, Name, TableKind
from evenborn.apps.figures.releases.rules import MOST_YEARS
from evenborn.apps.figures.small_numbers.pools import Withheld
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.words import say
from evenborn.registers.codes.periods import year as year_period
from evenborn.registers.definition import register as definition_of
from evenborn.registers.refusal import Refusal
from evenborn.sexratio.disclosure import WITHHELD, CannotProtectError, Publication, publish
from evenborn.web.area_names import name_of, names_of

__all__ = ["AskedTable", "hidden_of", "made", "years_of"]

_LARGEST: Final = 5000
"""Cells for which the attacker is sure within a page's time."""
Hidden = Sequence[Sequence[bool]]
"""By row and period, the totals last."""
Sums = Mapping[tuple[str, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AskedTable:
    """Which table is asked for."""

    table: TableKind
    area: str
    first: int
    last: int

    @property
    def years(self) -> tuple[int, ...]:
        """Its calendar years."""
        return tuple(range(self.first, self.last + 1))


def years_of(by: Actor, cube: Cube, area: str) -> list[int]:
    """Calendar years of which the cube holds births of an area."""
    return sorted({row.start.year for row in queries.own(by, cube, area)})


def made(by: Actor, cube: Cube, asked: AskedTable, earlier: Sequence[Contents]) -> Contents:
    """The contents of an issue.

    Parameters
    ----------
    by : Actor
    cube : Cube
    asked : AskedTable
    earlier : sequence of Contents
        Every issue of the same table that readers already have, withdrawn ones too.

    Raises
    ------
    NotVisible
        Where the area is none of the actor’s.
    Refusal
        ``figures-release-years``, ``figures-release-empty``, ``figures-release-parts-exceed``,
        ``figures-release-too-large``, ``figures-release-cannot-protect``.
    """
    queries.require_area(by, asked.area)
    own = [row for row in queries.own(by, cube, asked.area) if row.start.year in asked.years]
    if not 1 <= len(asked.years) <= MOST_YEARS:
        raise Refusal("figures-release-years", most=MOST_YEARS)
    if {row.start.year for row in own} != set(asked.years):
        raise Refusal("figures-release-empty", first=str(asked.first), last=str(asked.last))
    sums = _by_order(own) if asked.table is TableKind.ORDERS else _by_area(by, cube, asked, own)
    rows = tuple(sorted({row for row, _ in sums}))
    if not rows:
        raise Refusal("figures-release-empty", first=str(asked.first), last=str(asked.last))
    if len(rows) * len(asked.years) > _LARGEST:
        raise Refusal("figures-release-too-large", cells=len(rows) * len(asked.years), most=_LARGEST)
    published = _published(sums, rows, asked, earlier, hidden_of(cube.withholds, rows, asked))
    complete = _complete(cube, own, asked)
    return Contents(
        table=asked.table, area=asked.area, register=cube.register, years=asked.years, rows=rows,
        names=_names(asked, rows, cube.register), lines=_lines(published, rows, asked, complete),
        batch=cube.batch, as_of=cube.as_of.isoformat(timespec="seconds"),
        cut_off=cube.cut_off.isoformat() if cube.cut_off else "",
    )  # fmt: skip


def _summed(rows: Sequence[tuple[str, Row]]) -> dict[tuple[str, int], tuple[int, int]]:
    sums: dict[tuple[str, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for name, row in rows:
        male, female = sums[name, row.start.year]
        sums[name, row.start.year] = male + row.male, female + row.female
    return dict(sums)


def _by_order(own: Sequence[Row]) -> Sums:
    return _summed([(row.order or UNKNOWN, row) for row in own])


def _by_area(by: Actor, cube: Cube, asked: AskedTable, own: Sequence[Row]) -> Sums:
    """Births of the areas below, and of the area itself where no smaller one is known."""
    parts = [row for row in queries.below(by, cube, asked.area) if row.start.year in asked.years]
    sums, whole = _summed([(row.area, row) for row in parts]), _summed([(asked.area, row) for row in own])
    rest = {year: whole[asked.area, year] for year in asked.years}
    for (_, year), (male, female) in sums.items():
        rest[year] = rest[year][0] - male, rest[year][1] - female
    for year, number in rest.items():
        if min(number) < 0:
            raise Refusal("figures-release-parts-exceed", area=asked.area, year=str(year))
    if parts and any(any(number) for number in rest.values()):
        sums |= {(asked.area + UNKNOWN, year): number for year, number in rest.items()}
    return sums


def _published(
    sums: Sums, rows: tuple[str, ...], asked: AskedTable, earlier: Sequence[Contents], hidden: Hidden
) -> Publication:
    counts = np.array([[sums.get((row, year), (0, 0)) for year in asked.years] for row in rows])
    names = (asked.table.axis, "period")
    try:
        return publish(
            counts[..., 0], counts[..., 1], axes=names, totals=names, ratio_decimals=1,
            labels={names[0]: rows, "period": tuple(map(str, asked.years))},
            earlier=[one.issue() for one in earlier], hidden=hidden,
        )  # fmt: skip
    except CannotProtectError as error:
        raise _cannot_protect(error, rows, asked, earlier) from error


def hidden_of(known: Withheld, rows: tuple[str, ...], asked: AskedTable) -> Hidden:
    """Where pages withhold births: a release that showed them would tell what pages hide behind them."""
    spans = [*((year, year) for year in asked.years), (asked.years[0], asked.years[-1])]
    orders = asked.table is TableKind.ORDERS
    hidden = []
    for row in (*rows, ALL):
        area = asked.area if orders or row == ALL else row
        order = None if not orders or row == ALL else "" if row == UNKNOWN else row
        hidden.append([
            not known.shows(area, date(first, 1, 1), date(last, 12, 31), order) for first, last in spans
        ])  # fmt: skip
    return hidden


def _cannot_protect(
    error: CannotProtectError, rows: tuple[str, ...], asked: AskedTable, earlier: Sequence[Contents]
) -> Refusal:
    """Which number of which issue could be told, by row, year and sex."""
    first = error.recovered[0]
    of_earlier = earlier[first.issue] if first.issue < len(earlier) else None
    sides = of_earlier.rows if of_earlier else rows
    years = of_earlier.years if of_earlier else asked.years
    place = np.unravel_index(first.number, (len(sides) + 1, len(years) + 1, 3))
    row, year, sex = (int(one) for one in place)
    told = (
        "figures-release-cannot-protect-male", "figures-release-cannot-protect-female",
        "figures-release-cannot-protect-births",
    )  # fmt: skip
    return Refusal(
        told[sex],
        row=(*sides, ALL)[row], year=(*map(str, years), ALL)[year], number=str(first.issue + 1),
        others=len(error.recovered) - 1,
    )  # fmt: skip


def _complete(cube: Cube, own: Sequence[Row], asked: AskedTable) -> dict[str, bool | None]:
    """Whether each year is complete, and all of them together."""
    table = births_table(own, step="year", names={}, source="", batches=0, of_years=is_township(asked.area))
    rules = FigureRules(cut_off=cube.cut_off, observed=table.observed)
    found = {str(one): rules.is_complete(year_period(one, "calendar")) for one in asked.years}
    states = set(found.values())
    whole = False if False in states else None if None in states else True
    return found | {ALL: whole}


def _lines(
    published: Publication, rows: tuple[str, ...], asked: AskedTable, complete: Mapping[str, bool | None]
) -> tuple[Line, ...]:
    issue, periods = published.issue, (*map(str, asked.years), ALL)
    found = []
    for at, row in enumerate((*rows, ALL)):
        for when, period in enumerate(periods):
            male, female, births = (
                None if number == WITHHELD else int(number) for number in issue.numbers[at, when]
            )
            ratio, lower, upper = (
                None if np.isnan(part[at, when]) else float(part[at, when])
                for part in (issue.ratio, issue.lower, issue.upper)
            )
            found.append(Line(row, period, male, female, births, ratio, lower, upper, complete[period]))
    return tuple(found)


def _names(asked: AskedTable, rows: tuple[str, ...], register: str) -> dict[str, Name]:
    """What the area, the rows and the register are called today, in both languages."""
    known = definition_of(register)
    names = {
        asked.area: Name(name_of(asked.area, "en"), name_of(asked.area, "zh")),
        register: Name(known.en, known.zh),
    }
    if asked.table is TableKind.AREAS:
        en, zh = names_of(rows, "en"), names_of(rows, "zh")
        names |= {row: Name(en.get(row, row), zh.get(row, row)) for row in rows}
        rest = asked.area + UNKNOWN
        if rest in rows:
            names[rest] = Name(say("releases.area-unknown", "en"), say("releases.area-unknown", "zh"))
        return names
    keys = {row: f"releases.order.{row.removesuffix('+')}" for row in rows}
    return names | {row: Name(say(key, "en"), say(key, "zh")) for row, key in keys.items()}
