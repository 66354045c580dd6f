"""Where the cells of a table lead: areas to their pages, births and ratios to the counts behind them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from evenborn.presentation.tables import Cell, Table

__all__ = ["OF_COUNTS", "Links", "Time", "TimeAt", "led"]

OF_COUNTS: Final = frozenset({
    "births", "seen", "ratio", "own", "period", "since-births", "since-ratio", "after-births", "after-ratio",
})  # fmt: skip
"""Columns whose cells lead to counts: those of births, of ratios, of the period."""

Time = tuple[date, date]
"""First and last day of the births behind a cell."""
TimeAt = Callable[[int, str], Time | None]
"""Time of the births behind a cell, by the place of its row and the key of its column; None: it has none."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the cells of a page lead.

    Attributes
    ----------
    area : str
        Code of the area of the page.
    register : str
    codes : mapping of str to str
        Code by the name under which an area stands in a table.
    """

    area: str
    register: str
    codes: Mapping[str, str]

    def of_area(self, code: str) -> str:
        """The page of an area."""
        return f"{reverse('figures-area', args=[code])}?{urlencode({'register': self.register})}"

    def behind(self, code: str, start: date, end: date) -> str:
        """The counts behind a figure."""
        asked = {"register": self.register, "start": start.isoformat(), "end": end.isoformat()}
        return f"{reverse('figures-behind', args=[code])}?{urlencode(asked)}"


def led(
    table: Table, links: Links, time_at: TimeAt, source: str, columns: Collection[str] = OF_COUNTS
) -> Table:
    """A table with cells that lead on.

    Parameters
    ----------
    table : Table
        Rows that name no area are of the area of the page.
    links : Links
    time_at : callable
    source : str
        In a sentence, as the office states it.
    columns : collection of str
        Keys of those whose cells lead to counts.
    """
    keys = [column.key for column in table.columns]

    def link(at: int, code: str, key: str) -> str:
        if not code:
            return ""
        if key == "area":
            return links.of_area(code)
        time = time_at(at, key) if key in columns else None
        return links.behind(code, *time) if time else ""

    def leading(at: int, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        code = links.codes.get(row[keys.index("area")].text, "") if "area" in keys else links.area
        return tuple(
            replace(cell, link=link(at, code, key) or cell.link) if cell.text else cell
            for cell, key in zip(row, keys, strict=True)
        )

    rows = tuple(leading(at, row) for at, row in enumerate(table.rows))
    return replace(table, rows=rows, source=source)
