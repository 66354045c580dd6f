"""Reads of the calendar; each takes the actor who asks, and the permission under which she does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Min, Q, QuerySet, Sum
from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar import rules
from evenborn.apps.births.calendar.owed_months import OwedLine, OwedMonth
from evenborn.apps.births.calendar.rules import Expectation, Received
from evenborn.apps.births.models import (
    ExpectedBirths,
    ExpectedReturn,
    LateReason,
    Letter,
    RecordsReceived,
    Reminder,
)
from evenborn.apps.births.returns.rules import previous
from evenborn.apps.intake.models import Batch, BatchState, MonthReceived, Sender
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS

__all__ = [
    "OwedLine", "OwedMonth", "batches_of", "letters", "lines_of", "missing", "owed", "reasons_of",
    "reminders_of", "risen", "senders",
]  # fmt: skip

_WHOLE: Final = "what came in of a facility that the actor may see, whoever sent it"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """What came in, by register, facility and month; what was said of it, by return and month."""

    records: Mapping[tuple[str, str], Mapping[date, int]]
    firsts: Mapping[tuple[str, str, date], date]
    waiting: Set[tuple[str, str, date]] = frozenset()
    stated: Mapping[tuple[int, date], int] = field(default_factory=dict)
    reasons: Mapping[tuple[int, date], str] = field(default_factory=dict)
    reminders: Mapping[tuple[int, date], Reminder] = field(default_factory=dict)


def owed(by: Actor, permission: Permission) -> QuerySet[ExpectedReturn]:
    """What senders owe, as far as the actor may see."""
    return ExpectedReturn.objects.visible_to(by, permission).select_related("sender")


def lines_of(by: Actor, rows: Iterable[ExpectedReturn], months: list[date]) -> list[OwedLine]:
    """The calendar of some returns over some months; what ended and was owed anew later shares a line."""
    listed = list(rows)
    found = _found(listed, months)
    of_senders: dict[tuple[int, str], list[OwedLine]] = defaultdict(list)
    for one in listed:
        line = OwedLine(one, tuple(_cell(one, month, found, by.today) for month in months))
        lines = of_senders[one.sender_id, one.register]
        if lines and (both := lines[0].joined(line)):
            lines[0] = both
        else:
            lines.append(line)
    return [line for lines in of_senders.values() for line in lines]


def missing(by: Actor, permission: Permission, *, reminded: bool = False) -> list[OwedMonth]:
    """Every month of a year that a sender should be asked for: due and not there, or too small.

    ``reminded``: only of what somebody was reminded of, which is quicker where that is little.
    """
    listed = rules.months_until(previous(by.today.replace(day=1)), _MONTHS)
    rows = owed(by, permission).filter(Q(until__isnull=True) | Q(until__gte=listed[0]))
    if reminded:
        told = Reminder.objects.regardless(_WHOLE).filter(month__gte=listed[0])
        rows = rows.filter(pk__in=told.values("of"))
    cells = [cell for line in lines_of(by, rows, listed) for cell in line.months]
    return sorted(
        (cell for cell in cells if cell is not None and cell.is_wanted),
        key=lambda cell: (cell.of.area, cell.of.sender.code, cell.month, cell.of.register),
    )


def risen(by: Actor) -> list[OwedMonth]:
    """Months whose reminder was left without an answer so long that the city asks."""
    return [
        cell
        for cell in missing(by, Permission.INTAKE_REMIND, reminded=True)
        if cell.reminded_on is not None and not cell.reason and rules.must_rise(cell.reminded_on, on=by.today)
    ]


def batches_of(by: Actor, permission: Permission, of: ExpectedReturn, month: date) -> QuerySet[Batch]:
    """Batches behind a cell, whatever became of them, as far as the actor may see."""
    own = MonthReceived.objects.visible_to(by, permission).filter(
        batch__register=of.register, facility=of.sender.code, month=month
    )
    return Batch.objects.visible_to(by, permission).filter(pk__in=own.values("batch"))


def reasons_of(of: ExpectedReturn, month: date) -> QuerySet[LateReason]:
    """Reasons that were stated of a month, the last one first."""
    return LateReason.objects.regardless("the return was found in scope").filter(of=of, month=month)


def reminders_of(of: ExpectedReturn, month: date) -> QuerySet[Reminder]:
    """Reminders of a month, the last one first, with their letters."""
    rows = Reminder.objects.regardless("the return was found in scope").filter(of=of, month=month)
    return rows.select_related("letter")


def letters(by: Actor, permission: Permission) -> QuerySet[Letter]:
    """Letters to senders."""
    return Letter.objects.visible_to(by, permission).select_related("sender")


def senders(by: Actor) -> QuerySet[Sender]:
    """Senders to whom the actor writes."""
    return Sender.objects.visible_to(by, Permission.INTAKE_REMIND)


def _cell(one: ExpectedReturn, month: date, found: _Found, on: date) -> OwedMonth | None:
    if month < one.since or (one.until is not None and month > one.until):
        return None
    code = one.sender.code
    records = found.records.get((one.register, code), {})
    received = Received(records.get(month, 0), found.firsts.get((one.register, code, month)))
    expected = Expectation()
    if one.register in REGISTERS_OF_ROWS:
        stated = found.stated.get((one.pk, month))
        expected = rules.expected_of(stated, one.births_a_month, rules.others_of(records, month))
    due = rules.due_on(month, one.due_day)
    reason, reminder = found.reasons.get((one.pk, month), ""), found.reminders.get((one.pk, month))
    state = rules.state_of(received, expected, due.day, on=on, explained=bool(reason))
    return OwedMonth(
        one, month, state, received, expected, due, (one.register, code, month) in found.waiting, reason,
        timezone.localdate(reminder.reminded_at) if reminder else None,
        reminder.answer_by if reminder else None,
    )  # fmt: skip


def _found(rows: list[ExpectedReturn], months: list[date]) -> _Found:
    registers, codes = {one.register for one in rows}, {one.sender.code for one in rows}
    batches = _months_received(rows, months, (BatchState.ACCEPTED,))
    records: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    firsts = {}
    told = batches.values_list("batch__register", "facility", "month")
    for register, facility, month, first, number in told.annotate(Min("batch__received_at"), Sum("rows")):
        firsts[register, facility, month] = timezone.localdate(first)
        if register not in REGISTERS_OF_ROWS:
            records[register, facility][month] = number
    sums = RecordsReceived.objects.regardless(_WHOLE).filter(
        batch__state=BatchState.ACCEPTED, register__in=registers, facility__in=codes,
        month__gte=months[0], month__lte=months[-1],
    )  # fmt: skip
    by_month = sums.values_list("register", "facility", "month").order_by().annotate(Sum("records"))
    for register, facility, month, number in by_month:
        records[register, facility][month] = number
    waiting = _months_received(rows, months, (BatchState.CHECKED, BatchState.ACCEPTING))
    waits = set(waiting.values_list("batch__register", "facility", "month"))
    return _Found(records, firsts, waits, _stated(rows), _reasons(rows), _reminders(rows))


def _months_received(
    rows: list[ExpectedReturn], months: list[date], states: tuple[BatchState, ...]
) -> QuerySet[MonthReceived]:
    """Months that came in batches which now have one of these states."""
    return MonthReceived.objects.regardless(_WHOLE).filter(
        batch__state__in=states, batch__register__in={one.register for one in rows},
        facility__in={one.sender.code for one in rows}, month__gte=months[0], month__lte=months[-1],
    ).order_by()  # fmt: skip


def _stated(rows: list[ExpectedReturn]) -> dict[tuple[int, date], int]:
    own = ExpectedBirths.objects.regardless(_WHOLE).filter(of__in=rows)
    return {(of, month): births for of, month, births in own.values_list("of", "month", "births")}


def _reasons(rows: list[ExpectedReturn]) -> dict[tuple[int, date], str]:
    own = LateReason.objects.regardless(_WHOLE).filter(of__in=rows).order_by("pk")
    return {(of, month): reason for of, month, reason in own.values_list("of", "month", "reason")}


def _reminders(rows: list[ExpectedReturn]) -> dict[tuple[int, date], Reminder]:
    own = Reminder.objects.regardless(_WHOLE).filter(of__in=rows).order_by("pk")
    return {(one.of_id, one.month): one for one in own}
