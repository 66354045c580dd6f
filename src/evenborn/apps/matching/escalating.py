"""Owners that owe an encoding or answers are reminded; whoever is above is told when that was in vain.

Once a minute the worker looks what is due. Each step is entered into the trail; done twice it is done once.
"""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.queries import area_above
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching import days
from evenborn.apps.matching.actions.deadlines import raise_depositor, remind_depositor
from evenborn.apps.matching.comparing import worker
from evenborn.apps.matching.differences import queries as differences
from evenborn.apps.matching.models import RunRegister
from evenborn.apps.matching.queries import to_remind
from evenborn.apps.vault.actions.sheets import raise_sheet, remind_owner
from evenborn.apps.vault.models import DifferenceSheet

__all__ = ["escalate"]


def escalate(by: Actor | None = None) -> int:
    """Take every step that is due now; how many."""
    by = by or worker()
    steps = 0
    for part in to_remind(by):
        steps += _step_of_deposit(part, by)
    for sheet in differences.unanswered(by):
        steps += _step_of_sheet(sheet, by)
    return steps


def _step_of_deposit(part: RunRegister, by: Actor) -> int:
    due = part.run.deposit_until
    if due is None:
        return 0
    return _taken(
        part, due, by, lambda: remind_depositor(part, by=by),
        lambda above: raise_depositor(part, by=by, raised_to=above),
    )  # fmt: skip


def _step_of_sheet(sheet: DifferenceSheet, by: Actor) -> int:
    return _taken(
        sheet, sheet.deadline, by, lambda: remind_owner(sheet, by=by),
        lambda above: raise_sheet(sheet, by=by, raised_to=above),
    )  # fmt: skip


def _taken(
    owed: RunRegister | DifferenceSheet, due: date, by: Actor, remind: Callable[[], object],
    tell: Callable[[str], object],
) -> int:  # fmt: skip
    """The step that is due now of what an owner owes, if any; an encoding and answers go the same way."""
    last = owed.reminded_at and timezone.localdate(owed.reminded_at)
    if days.reminder_due(due, last, by.today):
        remind()
        return 1
    if owed.raised_at is not None or not days.raise_due(due, last, by.today):
        return 0
    above = area_above(Permission.MATCHING_OVERSEE, owed.area, by.today)
    if above is None:  # nobody was appointed; the list of whoever compares says so
        return 0
    tell(above)
    return 1
