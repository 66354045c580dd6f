"""What follows when owners hand nothing in: they are reminded, get more time, or the rest is compared."""

from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.matching import days, rules
from evenborn.apps.matching.actions.runs import queued
from evenborn.apps.matching.models import Run, RunRegister

__all__ = ["extend_run", "raise_depositor", "remind_depositor", "start_run_without"]

_OF_RUN = "the comparison was locked in scope"
_ASIDE = 100
"""Places above all that a comparison has: two registers never stand in one place, not even for a moment."""


@action(Permission.MATCHING_RUN, records=("number", "until"))
def extend_run(run: Run, *, by: Actor, until: date, why: str) -> Run:
    """Give owners more time to hand their encodings in; the reason stays with the comparison.

    Raises
    ------
    Refusal
        ``matching-not-open``, ``matching-extend-day``, ``matching-extend-why``.
    """
    rules.may_start(run.state, missing=0)
    days.may_extend(run.deposit_until, until, why, today=by.today)
    run.deposit_until, run.extended_at, run.extended_by = until, by.now, by.key
    run.extended_why = why.strip()
    run.save(update_fields=["deposit_until", "extended_at", "extended_by", "extended_why"])
    run.registers.regardless(_OF_RUN).update(reminded_at=None, raised_at=None, raised_to="")
    return run


@action(Permission.MATCHING_RUN, records=("number",))
def start_run_without(run: Run, *, by: Actor) -> Run:
    """Let the worker compare the registers that are there; those of which nothing came are left out.

    Raises
    ------
    Refusal
        ``matching-not-open``, ``matching-still-time``, ``matching-none-missing``,
        ``matching-too-few-there``.
    """
    parts = list(run.registers.regardless(_OF_RUN).order_by("place"))
    there, missing = ([one for one in parts if one.file_kept is kept] for kept in (True, False))
    rules.may_start(run.state, missing=0)
    late = days.is_late(run.deposit_until, by.today)
    rules.may_begin_without(late=late, there=len(there), missing=len(missing))
    for step in (_ASIDE, 0):
        for place, one in enumerate([*there, *missing], start=step):
            one.place, one.left_out = place, not one.file_kept
            one.save(update_fields=["place", "left_out"])
    return queued(run, by)


@action(Permission.MATCHING_RUN, records=("number", "register", "reminded"))
def remind_depositor(part: RunRegister, *, by: Actor) -> RunRegister:
    """Remind an owner of the encoding that it is asked for; its desk says so."""
    part.reminded, part.reminded_at = part.reminded + 1, by.now
    part.save(update_fields=["reminded", "reminded_at"])
    return part


@action(Permission.MATCHING_RUN, records=("number", "register", "raised_to"))
def raise_depositor(part: RunRegister, *, by: Actor, raised_to: str) -> RunRegister:
    """Tell whoever is above an owner, by the area of that person, that its encoding is overdue."""
    part.raised_to, part.raised_at = raised_to, by.now
    part.save(update_fields=["raised_to", "raised_at"])
    return part
