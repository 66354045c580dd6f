"""Where the cells of the tables of a comparison lead: to areas, and to the counts behind them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from evenborn.apps.figures.corrected.found import Found
from evenborn.apps.figures.leading import Links, Time, led
from evenborn.presentation.tables import Table

__all__ = ["Readers", "leading_on"]


@dataclass(frozen=True, slots=True)
class Readers:
    """What of the counts behind a comparison its reader may open.

    Attributes
    ----------
    register : str
        That the page shows.
    registers : collection of str
        Those whose births are added up by area.
    comparison : bool
        Whether the page of the comparison, which says what each register holds.
    """

    register: str
    registers: Collection[str]
    comparison: bool


@dataclass(frozen=True, slots=True)
class _ToComparison(Links):
    """Births that several registers hold together stand on the page of their comparison."""

    address: str

    def behind(self, _code: str, _start: date, _end: date) -> str:
        """The comparison, whatever the area: it has the counts of every area."""
        return self.address


def leading_on(tables: list[Table], found: Found, area: str, may: Readers) -> list[Table]:
    """The tables with cells that lead on: the one by area first, then, where there is one, that by sex.

    Parameters
    ----------
    tables : list of Table
        As :func:`~evenborn.apps.figures.corrected.showing.tables_of` makes them.
    found : Found
    area : str
        Of the page.
    may : Readers
    """
    time: Time = (found.run.period_start, found.run.period_end)
    by_area, *by_sex = tables
    names = Counter(row[0].text for row in by_area.rows)
    figures = [*([found.whole] if found.whole else []), *found.below]
    codes = {
        row[0].text: str(one["area"])
        for row, one in zip(by_area.rows, figures, strict=True)
        if names[row[0].text] == 1
    }
    links: Links | None = None
    if may.comparison:
        links = _ToComparison(area, may.register, codes, reverse("matching-run", args=[found.run.pk]))
    elif may.register in may.registers:
        links = Links(area, may.register, codes)
    if links is not None:
        by_area = led(by_area, links, lambda _row, _column: time, by_area.source)
    return [by_area, *(_by_register(table, area, time, may.registers) for table in by_sex)]


def _by_register(table: Table, area: str, time: Time, registers: Collection[str]) -> Table:
    """What each register holds leads to the counts of that register."""
    keys = {column.key for column in table.columns}
    for register in registers:
        own = f"{register}-births"
        if own in keys:
            table = led(table, Links(area, register, {}), lambda _row, _column: time, table.source, {own})
    return table
