"""Handing in what was typed: a birth, a correction, a withdrawal; each through the intake's own protocol."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from evenborn.apps.access.actor import Actor, program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.entry import queries, rules
from evenborn.apps.intake.actions.entries import Entry
from evenborn.apps.intake.entering import enter, take_back
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.rules import Because, EntryKind
from evenborn.apps.intake.single_rows import checked_typed, written
from evenborn.apps.vault.actions.book import open_for_correction
from evenborn.apps.vault.actions.drafts import drop_draft
from evenborn.registers.definition import register
from evenborn.registers.one_row import CheckedRow

__all__ = ["correct", "submit", "withdraw_entry"]

_DELIVERY: Final = register("delivery")


def submit(
    texts: Mapping[str, str], checked: CheckedRow, *, by: Actor, sender: Sender, key: str, late: str
) -> Batch:
    """Hand a birth in; its draft is not needed any more once it is kept.

    Raises
    ------
    Refusal
        As :func:`~evenborn.apps.intake.entering.enter`.
    """
    batch = enter(_entry(key, EntryKind.BIRTH, texts, checked, late), by=by, sender=sender)
    if (draft := queries.drafts(by).filter(token=key).first()) is not None:
        drop_draft(draft, by=by)
    return batch


def correct(
    number: str, texts: Mapping[str, str], *, by: Actor, sender: Sender, key: str, reason: str
) -> tuple[CheckedRow, Batch | None]:
    """Put what was typed in the place of what a record says, unseen; no batch where that breaks a rule.

    Raises
    ------
    NotVisible
        Where the facility has no record of this number.
    Refusal
        As :func:`~evenborn.apps.intake.entering.enter`.
    """
    record = queries.record_of_number(by, sender, number)
    itself = program("births", Permission.VAULT_CORRECT)
    before = open_for_correction(record, by=itself, asked_by=by.key, reason=rules.CorrectedBecause(reason))
    after = rules.changed(before, texts)
    checked = checked_typed(_DELIVERY, after, by).checked
    if checked.rejecting:
        return checked, None
    return checked, enter(_entry(key, EntryKind.CORRECTION, after, checked, reason), by=by, sender=sender)


def withdraw_entry(batch: Batch, *, by: Actor, because: Because) -> None:
    """Take an entry back, and with a birth every correction of it, the newest first.

    Raises
    ------
    Refusal
        ``intake-not-accepted``; ``vault-import-built-upon`` where a file has replaced the record since.
    """
    take_back(queries.entries_of_birth(by, batch), by=by, because=because)


def _entry(key: str, kind: EntryKind, texts: Mapping[str, str], checked: CheckedRow, reason: str) -> Entry:
    born: date = checked.row.column("birth_time")[0].as_py()
    warned = any(one.severity == "warn" for one in checked.issues)
    return Entry(key, kind, date(born.year, born.month, 1), warned, reason, written(texts))
