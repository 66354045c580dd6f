"""Every change of a monthly return: begun, saved, sent in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import MonthlyReturn, ReturnVersion
from evenborn.apps.births.returns import rules
from evenborn.apps.births.returns.counting import taking_of
from evenborn.apps.births.returns.plausibility import warned
from evenborn.apps.births.returns.queries import earlier_of
from evenborn.apps.intake.actions.returned import Typed, take_return
from evenborn.apps.intake.models import BatchState, Sender
from evenborn.registers.refusal import Refusal

__all__ = ["Sent", "begin_return", "save_return", "send_return"]

_OWN = "the return was locked in scope"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that is sent in.

    Attributes
    ----------
    amounts : mapping of str to int
        Number by cell.
    reasons : mapping of str to str
        By code of the warning.
    key : str
        Of the form: the same one twice is one version.
    based_on : int
        The version that stood when the form was opened.
    """

    amounts: Mapping[str, int]
    key: str
    based_on: int
    reasons: Mapping[str, str] = field(default_factory=dict)


@action(Permission.RETURNS_ENTER, records=("register", "month"), area="area")
def begin_return(
    *, by: Actor, sender: Sender, area: str, department: int | None, register: str, month: date
) -> MonthlyReturn:
    """Begin the return of a month; where it was begun already, that one.

    Raises
    ------
    Refusal
        ``births-return-month``, ``intake-sender-closed``.
    """
    rules.may_begin(month, on=by.today)
    if sender.closed_on is not None and sender.closed_on <= by.today:
        raise Refusal("intake-sender-closed", sender=sender.name)
    made, _ = MonthlyReturn.objects.regardless(_OWN).get_or_create(
        sender=sender, register=register, month=month,
        defaults={"area": area, "department": department, "saved_at": by.now, "saved_by": by.key},
    )  # fmt: skip
    return made


@action(Permission.RETURNS_ENTER, records=("register", "month"))
def save_return(of: MonthlyReturn, *, by: Actor, amounts: Mapping[str, int], based_on: int) -> MonthlyReturn:
    """Keep what was typed so far; it counts nowhere until it is sent in.

    Raises
    ------
    Refusal
        ``births-return-moved-on``.
    """
    _require_standing(of, based_on)
    of.draft, of.saved_at, of.saved_by = dict(amounts), by.now, by.key
    of.save()
    return of


@action(Permission.RETURNS_ENTER, records=("register", "month", "number", "batch_number"))
def send_return(of: MonthlyReturn, *, by: Actor, sent: Sent) -> "Standing":
    """Send a return in as its next version; it takes the place of the one before in all counts.

    Raises
    ------
    Refusal
        ``births-return-too-early``, ``births-return-moved-on``, ``births-return-unchanged``,
        ``births-return-incomplete``, ``births-return-ledger``, ``births-return-totals``,
        ``births-return-reason``.
    """
    known = of.versions.regardless(_OWN).filter(key=sent.key).first()
    if known is not None:
        return Standing(of.register, of.month, known.number, known.batch_id)
    rules.may_send(of.month, on=by.today)
    _require_standing(of, sent.based_on)
    rules.require_whole(of.register, sent.amounts)
    rules.require_balance(of.register, sent.amounts)
    last = of.versions.regardless(_OWN).first()
    stands = last is not None and last.batch.state == BatchState.ACCEPTED
    if last is not None and stands and last.amounts == dict(sent.amounts):
        raise Refusal("births-return-unchanged", version=last.number)
    codes = frozenset(one.code for one in warned(of.register, sent.amounts, earlier_of(of)))
    rules.require_reasons(codes, sent.reasons)
    made = _next_version(of, by, sent, {code: sent.reasons[code] for code in codes})
    return Standing(of.register, of.month, made.number, made.batch_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """The version of a return that stands after it was sent in, and its batch."""

    register: str
    month: date
    number: int
    batch_number: int


def _next_version(of: MonthlyReturn, by: Actor, sent: Sent, reasons: Mapping[str, str]) -> ReturnVersion:
    number = of.version + 1
    typed = Typed(of.register, (of.month, rules.last_day(of.month)), number, sent.amounts, by.key, by.now)
    taking = taking_of(of.register, of.sender.code, of.month, sent.amounts)
    # Whoever enters returns takes nothing in; the program does, once the return is whole.
    itself = program("returns", Permission.INTAKE_DECIDE, now=by.now)
    batch = take_return(by=itself, sender=of.sender, area=of.area, typed=typed, taking=taking)
    made = ReturnVersion.objects.create(
        of=of, number=number, amounts=dict(sent.amounts), reasons=dict(reasons), key=sent.key, batch=batch,
        sent_at=by.now, sent_by=by.key,
    )  # fmt: skip
    of.version, of.draft, of.saved_at, of.saved_by = number, None, by.now, by.key
    of.save()
    return made


def _require_standing(of: MonthlyReturn, based_on: int) -> None:
    if of.version != based_on:
        raise Refusal("births-return-moved-on", version=of.version)
