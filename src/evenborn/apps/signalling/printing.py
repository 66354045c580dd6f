"""The list of signals as a file: PDF, Word, workbook; entered into the trail with the hash of the file."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from evenborn.apps.access.action import look
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.audit.events import events
from evenborn.apps.documents.actions import LONGEST
from evenborn.apps.documents.cells import Day, Entry, Text
from evenborn.apps.documents.download import Download, Form, download
from evenborn.apps.documents.heads import Head
from evenborn.apps.documents.printed.wording import both
from evenborn.apps.documents.table import StatutoryTable
from evenborn.apps.documents.wording import Both
from evenborn.apps.signalling.models import Assessment, FacilitySignal
from evenborn.apps.signalling.queries import last_assessment, listed
from evenborn.apps.signalling.showing import named_kind, period_of, reason_said, sources_of
from evenborn.apps.stores import Store
from evenborn.presentation import numbers
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.registers.period import Period
from evenborn.registers.refusal import Refusal
from evenborn.web.area_names import name_of

__all__ = ["FORMS", "print_signals"]

PRINT: Final = events.register("signalling.print", ("signals", "form", "language", "sha256"))
FORMS: Final[dict[str, Form]] = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx"}
_COLUMNS: Final = ("strength", "area", "kind", "months", "reason", "calls-for", "standing", "listed")


def print_signals(*, by: Actor, form: Form, language: Language) -> Download:
    """Make the list that the actor sees in a form.

    Raises
    ------
    Forbidden
    Refusal
        ``signalling-nothing-to-print``, ``print-too-long``; where a PDF cannot be made here.
    """
    by.require(Permission.SIGNALS_SEE)
    last, rows = last_assessment(), list(listed(by).select_related("assessment"))
    if last is None or not rows:
        raise Refusal("signalling-nothing-to-print")
    if form in ("pdf", "docx") and len(rows) > LONGEST:
        raise Refusal("print-too-long", rows=len(rows), longest=LONGEST)
    made = download(_described(by, last, rows), form, language)
    facts = {
        "signals": len(rows), "form": form, "language": language,
        "sha256": hashlib.sha256(made.content).hexdigest(),
    }  # fmt: skip
    look(by, Permission.SIGNALS_SEE, PRINT, store=Store.STATISTICS, facts=facts)
    return made


def _described(by: Actor, last: Assessment, rows: list[FacilitySignal]) -> StatutoryTable:
    rate = numbers.percent(last.false_discovery_rate)
    firsts = [row.first_month for row in rows if row.first_month]
    lasts = [row.last_month for row in rows if row.last_month]
    start, end = min(firsts, default=by.today), max(lasts, default=by.today)
    return StatutoryTable(
        title=both("signalling.printed.title"),
        period=Period(start, _last_day(end), "part-year", f"{start:%Y-%m}–{end:%Y-%m}"),
        source=_both(lambda language: _sources(last, language)),
        unit=both("signalling.printed.unit"),
        made=by.today,
        heads=tuple(Head(both(f"signalling.column.{name}")) for name in _COLUMNS),
        corner=(both("signalling.column.facility"),),
        sides=tuple(Head(f"{row.name} {row.facility}".strip()) for row in rows),
        rows=tuple(_row(row) for row in rows),
        notes=(
            both("signalling.not-meant.order"), both("signalling.not-meant.case"),
            _both(lambda language: say("signalling.printed.rate", language, rate=rate)),
        ),
    )  # fmt: skip


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _row(row: FacilitySignal) -> tuple[Entry, ...]:
    return (
        Text(both(f"signalling.strength.{row.strength}")),
        Text(_both(lambda language: _area(row.area, language))),
        Text(_both(lambda language: named_kind(row.kind, language))),
        Text(_both(lambda language: period_of(row.first_month, row.last_month, language))),
        Text(_both(lambda language: reason_said(row, language))),
        Text(both(f"signalling.calls-for.{row.calls_for}")),
        Text(both(f"signalling.standing.{row.standing}")),
        Day(row.listed_on),
    )


def _area(code: str, language: Language) -> str:
    name = name_of(code, language)
    return f"{name} {code}" if name != code else code or "—"


def _sources(last: Assessment, language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(
        say(
            "signalling.source-said", language, register=one.register, period=one.period, batch=str(one.batch)
        )
        for one in sources_of(last, language)
    )


def _both(said: Callable[[Language], str]) -> Both:
    return Both(said("en"), said("zh"))
