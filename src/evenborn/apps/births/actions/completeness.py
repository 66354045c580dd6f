"""Every change of what senders owe, of reminders and reasons, and every letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.calendar import rules
from evenborn.apps.births.models import (
    ExpectedBirths,
    ExpectedReturn,
    LateReason,
    Letter,
    Reminder,
)
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.stores import Store
from evenborn.registers.refusal import Refusal

__all__ = [
    "Done", "Said", "end_owed", "expect_return", "keep_expected_births", "remind", "state_reason",
    "write_letter",
]  # fmt: skip

_OWN = "the return was locked in scope"


@dataclass(frozen=True, slots=True)
class Done:
    """How many were changed."""

    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says, as codes and counts: ``months`` and ``rules`` of what is missing and wrong."""

    kind: Letter.Kind
    office: str
    issuer: str
    facts: Mapping[str, Any]
    batch: Batch | None = None


@action(Permission.INTAKE_SENDERS, records=("register", "due_day", "since"), area="area")
def expect_return(
    *, by: Actor, sender: Sender, area: str, register: str, due_day: int, since: date,
    births_a_month: int | None = None,
) -> ExpectedReturn:  # fmt: skip
    """Enter that a sender owes a register each month.

    Raises
    ------
    Refusal
        ``births-owed-already``.
    """
    rows = ExpectedReturn.objects.regardless("a sender owes a register once")
    if rows.filter(sender=sender, register=register, until__isnull=True).exists():
        raise Refusal("births-owed-already", sender=sender.name)
    return rows.create(
        sender=sender, area=area, department=sender.department, register=register, due_day=due_day,
        since=since.replace(day=1), births_a_month=births_a_month,
    )  # fmt: skip


@action(Permission.INTAKE_SENDERS, records=("register", "until"))
def end_owed(of: ExpectedReturn, *, by: Actor, until: date) -> ExpectedReturn:
    """Let a sender owe a register no more after a month.

    Raises
    ------
    Refusal
        ``births-owed-until``.
    """
    if until.replace(day=1) < of.since:
        raise Refusal("births-owed-until", since=f"{of.since:%Y-%m}")
    of.until = until.replace(day=1)
    of.save(update_fields=["until"])
    return of


@action(Permission.INTAKE_SENDERS, records=("number",), area="area")
def keep_expected_births(*, by: Actor, area: str, stated: Mapping[tuple[str, date], int]) -> Done:
    """Keep the births that facilities of an area counted themselves; others of the list are left out."""
    rows = ExpectedReturn.objects.visible_to(by, Permission.INTAKE_SENDERS).filter(
        register="delivery", area__startswith=area
    )
    by_code = {one.sender.code: one for one in rows.select_related("sender")}
    number = 0
    for (facility, month), births in stated.items():
        if (of := by_code.get(facility)) is not None:
            ExpectedBirths.objects.regardless(_OWN).update_or_create(
                of=of, month=month, defaults={"births": births}
            )
            number += 1
    return Done(number)


@action(Permission.RETURNS_ENTER, records=("month", "reason"))
def state_reason(
    of: ExpectedReturn, *, by: Actor, month: date, reason: rules.LateBecause, promised_on: date | None = None
) -> LateReason:
    """State why a month is late, and by when it comes.

    Raises
    ------
    Refusal
        ``births-promised-past``.
    """
    if promised_on is not None and promised_on < by.today:
        raise Refusal("births-promised-past")
    return LateReason.objects.create(
        of=of, month=month, reason=reason, promised_on=promised_on, stated_at=by.now, stated_by=by.key
    )


@action(Permission.INTAKE_REMIND, records=("kind", "number", "year"), area="area")
def write_letter(*, by: Actor, sender: Sender, area: str, said: Said) -> "Written":
    """Number a letter to a sender and keep what it says.

    Raises
    ------
    Refusal
        ``births-letter-busy``.
    """
    made = _lettered(by, sender, area, said)
    return Written(made.kind, made.serial, made.year, made)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that is numbered."""

    kind: str
    number: int
    year: int
    letter: Letter


@action(Permission.INTAKE_REMIND, records=("number",), area="area")
def remind(
    *, by: Actor, area: str, months: Sequence[tuple[ExpectedReturn, date]], said: Mapping[int, Said]
) -> Done:
    """Remind senders of an area of what is missing: a letter to each, a line at each facility’s desk.

    Whoever was reminded of a month and still has time to answer is not reminded of it again.

    Parameters
    ----------
    by : Actor
    area : str
        All that is reminded of lies in it.
    months : sequence of (ExpectedReturn, datetime.date)
    said : mapping of int to Said
        By key of the sender, what its letter says.

    Raises
    ------
    Refusal
        ``births-nothing-to-remind``, ``births-letter-busy``.
    """
    waiting = set(
        Reminder.objects.regardless(_OWN)
        .filter(of__in=[of for of, _ in months], answer_by__gte=by.today)
        .values_list("of", "month")
    )
    open_ones = [(of, month) for of, month in months if (of.pk, month) not in waiting]
    if not open_ones or any(not of.area.startswith(area) for of, _ in open_ones):
        raise Refusal("births-nothing-to-remind")
    letters: dict[int, Letter] = {}
    for of, month in open_ones:
        letter = letters.get(of.sender_id)
        if letter is None:
            letter = letters[of.sender_id] = _lettered(by, of.sender, of.area, said[of.sender_id])
        Reminder.objects.create(
            of=of, month=month, answer_by=letter.answer_by, letter=letter, reminded_at=by.now,
            reminded_by=by.key,
        )  # fmt: skip
    return Done(len(open_ones))


def _lettered(by: Actor, sender: Sender, area: str, said: Said) -> Letter:
    rows = Letter.objects.regardless("letters of an office are numbered without gap")
    own = rows.filter(office=said.office, year=by.today.year)
    serial = (own.aggregate(last=Max("serial"))["last"] or 0) + 1
    try:
        with transaction.atomic(using=Store.STATISTICS):
            return rows.create(
                kind=said.kind, sender=sender, area=area, department=sender.department, office=said.office,
                year=by.today.year, serial=serial, batch=said.batch,
                says={"issuer": said.issuer, **said.facts}, answer_by=rules.answer_by(by.today).day,
                signed_on=by.today, written_by=by.key,
            )  # fmt: skip
    except IntegrityError:
        raise Refusal("births-letter-busy") from None
