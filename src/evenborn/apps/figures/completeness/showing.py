"""What a page says of completeness: a sentence, and a table whose cells lead to what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from evenborn.apps.births.calendar.queries import OwedMonth
from evenborn.apps.figures.completeness.shares import Share, of_cells
from evenborn.presentation import dates, numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.paragraphs import paragraph
from evenborn.presentation.tables import Cell, Column, Table, count
from evenborn.presentation.words import say
from evenborn.registers.codes.periods import month as month_period
from evenborn.registers.period import Period

__all__ = ["CompletenessShown", "Shares", "sentence_of", "shown_of", "table_of_months"]

Shares = Sequence[tuple[Period, Share]]
"""Of the period that a page leads with, then of the one that runs."""

_NUMBERS = ("due", "whole", "share", "few", "missing", "not-due")


@dataclass(frozen=True, slots=True)
class CompletenessShown:
    """What the page of an area says of completeness.

    Attributes
    ----------
    sentence : str
        Of the period that the page leads with.
    to_missing : str
        Address of what is missing of it.
    table : Table or None
        That period, and the one that runs; None where nothing is owed of them.
    """

    sentence: str
    to_missing: str
    table: Table | None


def shown_of(shares: Shares, area: str, register: str, language: Language) -> CompletenessShown:
    """What the page of an area says of completeness; the first of the shares is the one it leads with."""
    first = shares[0][1]
    return CompletenessShown(
        sentence_of(first, language), _page_of(area, register, first.start, first.end),
        _table_of_periods(shares, area, register, language) if any(one.months for _, one in shares) else None,
    )  # fmt: skip


def _page_of(area: str, register: str, start: date, end: date) -> str:
    """Address of the page that says which months of which facilities are missing."""
    asked = {"register": register, "start": start.isoformat(), "end": end.isoformat()}
    return f"{reverse('figures-completeness', args=[area])}?{urlencode(asked)}"


def sentence_of(share: Share, language: Language) -> str:
    """The share with both of its numbers, or why there is none."""
    if not share.due:
        return say("figures.completeness.nothing-due", language)
    key = "whole" if not share.lacking else "lacking"
    said = [say(
        f"figures.completeness.{key}", language, due=share.due, whole=share.whole, few=share.few,
        missing=share.missing, share=numbers.percent(share.of_due, 1),
    )]  # fmt: skip
    if share.months < share.of_months:
        said.append(say("figures.completeness.part", language, months=share.months, of=share.of_months))
    if share.unasked:
        said.append(say("figures.completeness.unasked", language, number=share.unasked))
    return paragraph(said, language)


def _table_of_periods(shares: Shares, area: str, register: str, language: Language) -> Table:
    """One row a period; each leads to what is missing of it."""
    rows = [
        _row(
            dates.period(period, language), share, _page_of(area, register, share.start, share.end), language
        )
        for period, share in shares
    ]
    return _table("periods", "column.period", rows, language)


def table_of_months(cells: Sequence[OwedMonth], language: Language) -> Table:
    """One row a month."""
    rows = []
    for first in sorted({cell.month for cell in cells}):
        period = month_period(first.month, first.year)
        share = of_cells([cell for cell in cells if cell.month == first], period.start, period.end)
        rows.append(_row(dates.period(period, language), share, "", language))
    return _table("months", "column.period", rows, language)


def _table(name: str, first: str, rows: Sequence[tuple[Cell, ...]], language: Language) -> Table:
    columns = [Column("period", say(first, language), "text", 18, names_row=True)]
    columns += [
        Column(key, say(f"figures.completeness.column.{key}", language), "number", 10) for key in _NUMBERS
    ]
    title = say(f"figures.completeness.title.{name}", language)
    return Table(f"completeness-{name}", title, tuple(columns), tuple(rows))


def _row(period: str, share: Share, link: str, language: Language) -> tuple[Cell, ...]:
    told = numbers.percent(share.of_due, 1) if share.due else say("cell.none", language)
    values = (share.due, share.whole, None, share.few, share.missing, share.not_due)
    cells = [Cell(told) if value is None else count(value, language) for value in values]
    return Cell(period, link=link), *cells
