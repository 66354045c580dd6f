"""Entering one row that somebody typed, and asking for its withdrawal."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake import rules
from evenborn.apps.intake.kept_files import kept_path, seal_file
from evenborn.apps.intake.models import Batch, BatchState, MonthReceived, Sender
from evenborn.apps.intake.single_rows import FILE_NAME
from evenborn.registers.manifest import program_version
from evenborn.registers.refusal import Refusal

__all__ = ["Entry", "ask_withdrawal", "enter_batch"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody typed and hands in.

    Attributes
    ----------
    key : str
        Random name of the form.
    kind : rules.EntryKind
    month : datetime.date
        First day of the month of birth.
    warned : bool
        Whether a rule points something out.
    reason : str
        Why the birth is entered late, or why it is corrected; empty where neither.
    content : bytes
        The row as a file of the register.
    """

    key: str
    kind: rules.EntryKind
    month: date
    warned: bool
    reason: str
    content: bytes = field(repr=False)


@action(Permission.BIRTHS_ENTER, records=("number", "entry", "entry_reason"), area="area")
def enter_batch(*, by: Actor, area: str, department: int | None, sender: Sender, typed: Entry) -> Batch:
    """Enter a batch of one row, sealed on the disk before anything is said to be entered.

    The hash kept of it is that of the sealed file: one of the row itself could be found by trying.

    Raises
    ------
    Refusal
        ``intake-sender-closed``; whatever is wrong with the disk.
    """
    if sender.closed_on is not None and sender.closed_on <= by.today:
        raise Refusal("intake-sender-closed", sender=sender.name)
    batch = Batch.objects.create(
        sender=sender, area=area, department=department, register="delivery", state=BatchState.CHECKED,
        file_name=FILE_NAME, received_at=by.now, received_by=by.key, way=rules.Way.ENTRY,
        legal_basis=rules.LegalBasis.MATERNAL_HEALTH, cut_off=by.today, progress=100, rows=1,
        warned=int(typed.warned), program=program_version(), entry=typed.kind, entry_key=typed.key,
        entry_reason=typed.reason,
    )  # fmt: skip
    seal_file([typed.content], batch.pk)
    batch.file_sha256 = hashlib.sha256(kept_path(batch.pk).read_bytes()).hexdigest()
    batch.save(update_fields=["file_sha256"])
    if typed.kind is rules.EntryKind.BIRTH:
        MonthReceived.objects.create(batch=batch, facility=sender.code, month=typed.month, rows=1)
    return batch


@action(Permission.BIRTHS_ENTER, records=("number", "reason"))
def ask_withdrawal(batch: Batch, *, by: Actor, reason: rules.Because) -> Batch:
    """Note that a facility takes an entry of its own back; the program withdraws it next.

    Raises
    ------
    Refusal
        ``intake-not-entered`` (it came in a file), ``intake-not-accepted``.
    """
    if batch.way != rules.Way.ENTRY:
        raise Refusal("intake-not-entered", batch=batch.pk)
    rules.may_withdraw(batch.state)
    return batch
