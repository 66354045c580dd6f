"""Owners that owe an encoding or answers are reminded; whoever is above is told when that was in vain.

Once a minute the worker looks what is due. Each step is entered into the trail; done twice it is done once.
"""

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.queries import area_above
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching import days
from evenborn.apps.matching.actions.deadlines import remind_depositor
from evenborn.apps.matching.comparing import worker
from evenborn.apps.matching.differences import queries as differences
from evenborn.apps.matching.queries import to_remind
from evenborn.apps.vault.actions.sheets import raise_sheet, remind_owner
from evenborn.apps.vault.models import DifferenceSheet

__all__ = ["escalate"]


def escalate(by: Actor | None = None) -> int:
    """Take every step that is due now; how many."""
    by = by or worker()
    steps = 0
    for part in to_remind(by):
        last = part.reminded_at and timezone.localdate(part.reminded_at)
        if part.run.deposit_until and days.reminder_due(part.run.deposit_until, last, by.today):
            remind_depositor(part, by=by)
            steps += 1
    for sheet in differences.unanswered(by):
        steps += _escalated(sheet, by)
    return steps


def _escalated(sheet: DifferenceSheet, by: Actor) -> int:
    last = sheet.reminded_at and timezone.localdate(sheet.reminded_at)
    if days.reminder_due(sheet.deadline, last, by.today):
        remind_owner(sheet, by=by)
        return 1
    if sheet.raised_at is not None or not days.raise_due(sheet.deadline, last, by.today):
        return 0
    above = area_above(Permission.MATCHING_OVERSEE, sheet.area, by.today)
    if above is None:  # nobody was appointed; the list of whoever compares says so
        return 0
    raise_sheet(sheet, by=by, raised_to=above)
    return 1
