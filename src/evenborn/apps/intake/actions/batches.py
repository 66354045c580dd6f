"""Every change of a batch: received, checked, begun, accepted, refused, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake import rules
from evenborn.apps.intake.kept_files import Kept
from evenborn.apps.intake.models import Batch, BatchState, BrokenRule, MonthReceived, Sender
from evenborn.apps.intake.replaced import require_none_later
from evenborn.apps.intake.takers import Taking, takers
from evenborn.apps.stores import Store
from evenborn.registers.check_summary import CheckSummary
from evenborn.registers.manifest import program_version
from evenborn.registers.refusal import Refusal

__all__ = [
    "Arrived", "accept_batch", "begin_batch", "keep_check", "keep_problem", "receive_batch", "refuse_batch",
    "release_batch", "withdraw_batch",
]  # fmt: skip

_FIRST_ROWS = 12
_SEND, _OWN_SEND = Permission.INTAKE_SEND, Permission.OWN_INTAKE
_OWN = "the batch was locked in scope"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is said of a file that comes in.

    Attributes
    ----------
    register, file_name : str
    way : rules.Way
    legal_basis : rules.LegalBasis
    period : pair of datetime.date or None
        First and last day that it is about; None where its rows say so.
    cut_off : datetime.date or None
        Day up to which registrations are in it.
    columns : mapping of str to str
        Header by field, as the person says.
    sheet, encoding : str or None
    """

    register: str
    file_name: str
    way: rules.Way
    legal_basis: rules.LegalBasis
    period: tuple[date, date] | None = None
    cut_off: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None


@action(_SEND, own=_OWN_SEND, records=("number", "register", "way"), area="area")
def receive_batch(
    *, by: Actor, sender: Sender, area: str, arrived: Arrived, department: int | None = None,
    kept: Kept | None = None,
) -> Batch:  # fmt: skip
    """Enter a batch of a sender, whose file lies sealed; it is checked next.

    Raises
    ------
    Refusal
        ``intake-stays-at-facility``, ``intake-register``, ``intake-period``, ``intake-sender-closed``.
    """
    rules.may_receive(arrived.register, arrived.file_name, period=arrived.period, on=by.today)
    if sender.closed_on is not None and sender.closed_on <= by.today:
        raise Refusal("intake-sender-closed", sender=sender.name)
    start, end = arrived.period or (None, None)
    return Batch.objects.create(
        sender=sender, area=sender.area, department=sender.department, register=arrived.register,
        file_name=arrived.file_name, received_at=by.now, received_by=by.key, way=arrived.way,
        legal_basis=arrived.legal_basis, period_start=start, period_end=end, cut_off=arrived.cut_off,
        columns=dict(arrived.columns), file_bytes=kept.octets if kept else 0,
        file_sha256=kept.sha256 if kept else "", file_kept=kept is not None,
        reading={"sheet": arrived.sheet, "encoding": arrived.encoding}, program=program_version(),
    )  # fmt: skip


@action(_SEND, own=_OWN_SEND, records=("number", "rows", "rejected"))
def keep_check(batch: Batch, *, by: Actor, summary: CheckSummary, firsts: Mapping[Any, list[int]]) -> Batch:
    """Keep what a check found: numbers, rules, months; no value of any row."""
    rules.may_decide(batch.state)
    batch.state, batch.progress, batch.problem = BatchState.CHECKED, 100, {}
    batch.rows, batch.rejected, batch.warned = summary.rows, summary.rejected, summary.warned
    batch.file_sha256 = summary.sha256
    batch.reading = batch.reading | {
        "format": summary.format, "encoding": summary.encoding, "sheet": summary.sheet,
        "header_row": summary.mapped.header.row, "headers": list(summary.mapped.header.names),
        "how": dict(summary.mapped.how), "absent": list(summary.mapped.absent),
    }  # fmt: skip
    header = summary.mapped.header
    batch.columns = {name: header.name_of(place) for name, place in header.columns.items()}
    batch.save()
    batch.broken.regardless(_OWN).delete()
    batch.months.regardless(_OWN).delete()
    BrokenRule.objects.bulk_create(
        BrokenRule(
            batch=batch, rule=one.rule, field=one.field, severity=one.severity, rows=one.rows,
            first_rows=", ".join(map(str, firsts.get((one.rule, one.field), [])[:_FIRST_ROWS])),
        )
        for one in summary.counts
    )  # fmt: skip
    MonthReceived.objects.bulk_create(
        MonthReceived(
            batch=batch, facility=one.facility or batch.sender.code, month=one.month, rows=one.received
        )
        for one in summary.received.months()
        if one.received
    )
    return batch


@action(_SEND, own=_OWN_SEND, records=("number", "code"))
def keep_problem(batch: Batch, *, by: Actor, code: str, facts: Mapping[str, object]) -> Batch:
    """Keep why a file cannot be used as a whole."""
    rules.may_decide(batch.state)
    batch.state = BatchState.FAILED
    batch.note_problem(code, facts)
    batch.save(update_fields=["state", "problem"])
    return batch


@action(Permission.INTAKE_DECIDE, records=("number",))
def begin_batch(batch: Batch, *, by: Actor) -> Batch:
    """Claim the register for a batch that is about to be taken in.

    Raises
    ------
    Refusal
        ``intake-not-checked``, ``intake-nothing-accepted``, ``intake-file-known``, ``intake-busy``.
    """
    rules.may_begin(batch.state, accepted_rows=batch.accepted_rows)
    same = Batch.objects.regardless("a file is known wherever it was taken in").filter(
        sender=batch.sender, register=batch.register, file_sha256=batch.file_sha256,
        state=BatchState.ACCEPTED,
    )  # fmt: skip
    if (known := same.first()) is not None:
        raise Refusal("intake-file-known", batch=known.pk)
    batch.state = BatchState.ACCEPTING
    try:
        with transaction.atomic(using=Store.STATISTICS):
            batch.save(update_fields=["state"])
    except IntegrityError:
        raise Refusal("intake-busy", register=batch.register) from None
    return batch


@action(Permission.INTAKE_DECIDE, records=("number", "new", "replaced", "unchanged", "doubled"))
def accept_batch(batch: Batch, *, by: Actor, taking: Taking) -> Batch:
    """Set the final marker, in one transaction with all that is counted of the batch."""
    if batch.state != BatchState.ACCEPTING:
        raise Refusal("intake-not-checked", state=batch.state)
    for take in takers():
        take(batch, taking, by)
    batch.state, batch.decided_at, batch.decided_by = BatchState.ACCEPTED, by.now, by.key
    batch.new, batch.replaced = taking.new, taking.replaced
    batch.unchanged, batch.doubled = taking.unchanged, taking.doubled
    batch.save()
    BrokenRule.objects.bulk_create(
        BrokenRule(
            batch=batch, rule=one.rule, field=one.field, severity="warn", rows=one.rows,
            first_rows=", ".join(map(str, one.first_rows)),
        )
        for one in taking.held
    )  # fmt: skip
    return batch


@action(Permission.INTAKE_DECIDE, records=("number",))
def release_batch(batch: Batch, *, by: Actor) -> Batch:
    """Let go of a batch that was begun and is not taken in: it stands as checked, as before."""
    if batch.state == BatchState.ACCEPTING:
        batch.state = BatchState.CHECKED
        batch.save(update_fields=["state"])
    return batch


@action(Permission.INTAKE_DECIDE, records=("number", "because"))
def refuse_batch(batch: Batch, *, by: Actor, because: rules.Because) -> Batch:
    """Refuse a batch; nothing of it was or will be taken in."""
    rules.may_decide(batch.state)
    return _decided(batch, BatchState.REFUSED, because, by)


@action(Permission.INTAKE_DECIDE, records=("number", "because"))
def withdraw_batch(batch: Batch, *, by: Actor, because: rules.Because, taking: Taking) -> Batch:
    """Withdraw a batch that was taken in: what it added counts no more from here on.

    Raises
    ------
    Refusal
        ``intake-not-accepted``; ``intake-replaced`` where a later return of counts took its place.
    """
    rules.may_withdraw(batch.state)
    require_none_later(batch)
    if taking.more or taking.less:
        for take in takers():
            take(batch, taking, by)
    return _decided(batch, BatchState.WITHDRAWN, because, by)


def _decided(batch: Batch, state: BatchState, because: rules.Because, by: Actor) -> Batch:
    batch.state, batch.because = state, because
    batch.decided_at, batch.decided_by = by.now, by.key
    batch.save()
    return batch
