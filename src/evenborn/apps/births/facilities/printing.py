"""The table of births by facility as a document, entered into the trail before it is handed over."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.births.facilities.queries import NO_YEAR, SMALLEST, Line, Whole
from evenborn.apps.births.models import FacilityTable
from evenborn.apps.documents.cells import Count, Entry, Suppressed
from evenborn.apps.documents.download import Download, Form, download
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.table import StatutoryTable
from evenborn.apps.documents.wording import Both
from evenborn.apps.stores import Store
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.web.days import day

__all__ = ["describe", "print_facilities"]

PRINT: Final = events.register("births.print-facilities", ("year", "form", "language", "sha256"))
_COLUMNS: Final = ("births", "male", "female", "unclear")


def describe(
    made: FacilityTable, of: Whole, lines: Sequence[Line], year: str, *, today: date, exact: bool
) -> StatutoryTable:
    """Describe the table of a year; births of unclear sex for whoever sees exact counts only."""
    columns = _COLUMNS if exact else _COLUMNS[:-1]
    return StatutoryTable(
        title=_both("title"),
        period=_period(of, year),
        source=_both("source-of", batch=made.batch, on=day(made.as_of)),
        unit=_both("unit"),
        made=today,
        heads=tuple(Head(_both(name)) for name in columns),
        corner=(_both("facility"),),
        sides=tuple(Head(f"{line.name} ({line.of})") for line in lines),
        rows=tuple(_row(line)[: len(columns)] for line in lines),
        notes=(
            _both("method", smallest=SMALLEST),
            _both("complete", births=of.births, told=of.told, together=of.together, unlisted=of.unlisted),
            _both("withheld", number=_few(of.withheld)),
            _both("suppressed", smallest=SMALLEST),
            *(() if exact else (Both(*(say("births.no-unclear", one) for one in ("en", "zh"))),)),
        ),
    )


def print_facilities(
    table: StatutoryTable, year: str, *, by: Actor, form: Form, language: Language
) -> Download:
    """Make the file.

    Raises
    ------
    Refusal
        Where a PDF cannot be made here.
    """
    made = download(table, form, language)
    digest = hashlib.sha256(made.content).hexdigest()
    facts = {"year": year, "form": form, "language": language, "sha256": digest}
    look(by, Permission.BIRTHS_SEE, PRINT, store=Store.STATISTICS, facts=facts)
    return made


def _row(line: Line) -> tuple[Entry, ...]:
    numbers = (line.births, line.male, line.female, line.unclear)
    return tuple(Suppressed(SMALLEST) if one is None else Count(one) for one in numbers)


def _few(number: int) -> str:
    """A number of births, or that it is a small one."""
    return f"<{SMALLEST}" if 0 < number < SMALLEST else str(number)


def _period(of: Whole, year: str) -> Period:
    if year != NO_YEAR:
        return Period(date(int(year), 1, 1), date(int(year), 12, 31), "calendar-year", year)
    first, last = int(of.start[:4] or 1), int(of.end[:4] or 1)
    return Period(date(first, 1, 1), date(last, 12, 31), "several-years", f"{first}–{last}")


def _both(key: str, **facts: str | int) -> Both:
    return Both(*(say(f"births.facilities.{key}", language, **facts) for language in ("en", "zh")))
