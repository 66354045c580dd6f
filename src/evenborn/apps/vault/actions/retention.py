"""Holds, and the deletion of what has served its time."""

from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.vault import queries, retention, rules
from evenborn.apps.vault.models import DeletionProof, LegalHold, SealedRecord
from evenborn.apps.vault.options import retention_months
from evenborn.registers.refusal import Refusal

__all__ = ["MOST_AT_ONCE", "delete_expired", "lift_hold", "set_hold"]

MOST_AT_ONCE = 10_000


@action(Permission.VAULT_HOLD, records=("basis", "register", "until"), area="area")
def set_hold(
    *, by: Actor, area: str, register: str, born_from: date | None, born_until: date | None, token: str,
    basis: str, reference: str, until: date | None,
) -> LegalHold:  # fmt: skip
    """Keep records from deletion."""
    retention.may_hold(basis, born_from, born_until, until, by.today)
    if register:
        rules.sealable_fields(register)
    return LegalHold.objects.create(
        area=area, register=register, born_from=born_from, born_until=born_until, token=token, basis=basis,
        reference=rules.free_of_persons(reference), set_at=by.now, set_by=by.officer, until=until,
    )  # fmt: skip


@action(Permission.VAULT_HOLD, records=("basis",))
def lift_hold(hold: LegalHold, *, by: Actor, because: str) -> LegalHold:
    """Let a hold end, with the reason."""
    if hold.lifted_at is not None:
        raise Refusal("vault-hold-lifted")
    hold.lifted_at, hold.lifted_by = by.now, by.officer
    hold.lifted_because = rules.free_of_persons(because)
    hold.save()
    return hold


@action(
    Permission.VAULT_RETAIN, area="area",
    records=("register", "count", "months", "sealed_before", "tokens_hash"),
)  # fmt: skip
def delete_expired(*, by: Actor, area: str, register: str) -> DeletionProof:
    """Delete what was sealed so long ago that its register keeps it no more, and leave the proof.

    What is held, or has an opening that waits or lasts, stays. At most 10,000 at once.
    """
    rules.sealable_fields(register)
    found = queries.expired(by, register, area).select_for_update(of=("self",))[:MOST_AT_ONCE]
    keys = dict(found.values_list("pk", "token"))
    if not keys:
        raise Refusal("vault-nothing-to-delete", register=register)
    SealedRecord.objects.visible_to(by, Permission.VAULT_RETAIN).filter(pk__in=keys).delete()
    months = retention_months(register)
    return DeletionProof.objects.create(
        area=area, register=register, months=months, sealed_before=retention.kept_from(by.today, months),
        count=len(keys), tokens_hash=retention.tokens_hash(keys.values()), deleted_at=by.now,
        deleted_by=by.key,
    )  # fmt: skip
