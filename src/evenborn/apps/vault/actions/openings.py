"""Opening one record by two persons, for a listed reason and a limited time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault import rules
from evenborn.apps.vault.keyring import read_keyring
from evenborn.apps.vault.models import Opening, PersonRequest, SealedRecord
from evenborn.apps.vault.options import keys_folder, opening_minutes
from evenborn.apps.vault.rules import OpeningState
from evenborn.apps.vault.sealing import open_sealed
from evenborn.registers.refusal import Refusal

__all__ = [
    "Opened",
    "approve_opening",
    "close_opening",
    "hand_over_opening",
    "open_record",
    "refuse_opening",
    "request_opening",
    "withdraw_opening",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """What one look shows; it lives for one page and is kept nowhere."""

    record: SealedRecord
    version: int
    look: int
    fields: Mapping[str, str] = field(repr=False)


@action(Permission.VAULT_ASK, records=("reason", "number"))
def request_opening(
    record: SealedRecord, *, by: Actor, reason: str, reference: str, request: PersonRequest | None = None
) -> Opening:
    """Ask that one record be opened."""
    live = Opening.objects.visible_to(by, Permission.VAULT_ASK).filter(
        record=record, asked_by=by.officer or 0
    )
    waiting = any(one.state == OpeningState.ASKED or one.is_open(by.now) for one in live)
    rules.may_ask(reason, officer=by.officer, of_request=request is not None, waiting=waiting)
    if request is not None and (request.is_answered or not by.may(Permission.VAULT_ASK, request.area)):
        raise Refusal("vault-request-answered")
    return Opening.objects.create(
        record=record, area=record.area, reason=reason, reference=rules.free_of_persons(reference),
        request=request, asked_by=by.officer or 0, asked_at=by.now,
    )  # fmt: skip


@action(Permission.WORK_HAND_OVER, records=("number", "receiver"))
def hand_over_opening(opening: Opening, *, by: Actor, receiver: str) -> Opening:
    """Let the officer who receives the work be the one who asked; only while nobody has decided.

    Raises
    ------
    Refusal
        ``vault-decided``.
    """
    if opening.state != OpeningState.ASKED:
        raise Refusal("vault-decided")
    opening.asked_by = int(receiver.removeprefix("officer:"))
    opening.save(update_fields=["asked_by"])
    return opening


@action(Permission.VAULT_APPROVE, records=("record", "asker", "expires_at"))
def approve_opening(opening: Opening, *, by: Actor) -> Opening:
    """Let whoever asked look into the record, for the time of the configuration."""
    rules.may_decide(opening.state, asked_by=opening.asked_by, officer=by.officer)
    if opening.record_id is None:
        raise Refusal("vault-record-gone")
    opening.state = OpeningState.APPROVED
    opening.decided_by, opening.decided_at = by.officer, by.now
    opening.expires_at = by.now + timedelta(minutes=opening_minutes())
    opening.save()
    return opening


@action(Permission.VAULT_APPROVE, records=("record", "asker"))
def refuse_opening(opening: Opening, *, by: Actor, because: str) -> Opening:
    """Refuse to open the record, with the reason."""
    rules.may_decide(opening.state, asked_by=opening.asked_by, officer=by.officer)
    opening.state = OpeningState.REFUSED
    opening.decided_by, opening.decided_at = by.officer, by.now
    opening.because = rules.free_of_persons(because)
    opening.save()
    return opening


@action(Permission.VAULT_ASK, records=("record",))
def withdraw_opening(opening: Opening, *, by: Actor) -> Opening:
    """Take back what one asked for oneself, before anybody decided."""
    if opening.asked_by != by.officer:
        raise Refusal("vault-not-yours")
    if opening.state != OpeningState.ASKED:
        raise Refusal("vault-decided")
    opening.state = OpeningState.WITHDRAWN
    opening.save(update_fields=["state"])
    return opening


@action(Permission.VAULT_ASK, records=("record", "version", "look"))
def open_record(opening: Opening, *, by: Actor) -> Opened:
    """Look into the record; each look is an entry of the trail."""
    rules.may_open(
        opening.state, asked_by=opening.asked_by, officer=by.officer, expires_at=opening.expires_at,
        now=by.now,
    )  # fmt: skip
    record = opening.record
    if record is None:
        raise Refusal("vault-record-gone")
    fields = open_sealed(record.sealed, read_keyring(keys_folder()).key(record.key_id), record.place)
    opening.looks += 1
    opening.last_look_at = by.now
    opening.save(update_fields=["looks", "last_look_at"])
    return Opened(record, record.version, opening.looks, fields)


@action(Permission.VAULT_ASK, records=("record", "looks"))
def close_opening(opening: Opening, *, by: Actor) -> Opening:
    """End an opening before its time."""
    rules.may_open(
        opening.state, asked_by=opening.asked_by, officer=by.officer, expires_at=opening.expires_at,
        now=by.now,
    )  # fmt: skip
    opening.state = OpeningState.CLOSED
    opening.save(update_fields=["state"])
    return opening
