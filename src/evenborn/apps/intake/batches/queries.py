"""Reads of batches and senders; each takes whoever asks. A facility's registrar reads of her own only."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.naming import officers
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.doubled import HELD_RULES
from evenborn.apps.intake.models import Batch, BatchState, BrokenRule, KnownMapping, Sender
from evenborn.apps.vault.models import Import
from evenborn.web.language import page_language

__all__ = [
    "batches", "batches_to_send", "broken_rules", "importing", "names_of", "remembered",
    "senders_to_send", "to_decide",
]  # fmt: skip

SEE, SEND, OWN = Permission.INTAKE_SEE, Permission.INTAKE_SEND, Permission.OWN_INTAKE


def batches(by: Actor) -> QuerySet[Batch]:
    """Batches of the actor's areas and of the own facility, newest first."""
    return Batch.objects.visible_to(by, SEE, OWN).select_related("sender")


def to_decide(by: Actor) -> QuerySet[Batch]:
    """Batches that wait for a decision of the actor's, oldest first."""
    waiting = Batch.objects.visible_to(by, Permission.INTAKE_DECIDE).filter(state=BatchState.CHECKED, work="")
    return waiting.select_related("sender").order_by("id")


def broken_rules(by: Actor, batch: Batch) -> QuerySet[BrokenRule]:
    """What rules pointed out in a batch; a facility's own registrar is not told what others hold."""
    rows = BrokenRule.objects.visible_to(by, SEE, OWN).filter(batch=batch)
    return rows if by.may(SEE, batch.area) else rows.exclude(rule__in=HELD_RULES)


def senders_to_send(by: Actor) -> QuerySet[Sender]:
    """Senders for whom the actor may hand files in."""
    rows = Sender.objects.visible_to(by, SEND, OWN)
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=by.today))


def batches_to_send(by: Actor) -> QuerySet[Batch]:
    """Batches of senders for whom the actor hands files in, and whose rows the actor may so see."""
    return Batch.objects.visible_to(by, SEND, OWN).select_related("sender")


def remembered(batch: Batch) -> dict[str, str]:
    """Header by field, as somebody confirmed it for an earlier file of the sender."""
    rows = KnownMapping.objects.regardless("the batch was found in scope")
    known = rows.filter(sender=batch.sender_id, register=batch.register).first()
    return {} if known is None else dict(known.columns)


def importing(batch: Batch) -> Import | None:
    """What the vault holds of a batch; nothing of a register of counts."""
    rows = Import.objects.regardless("the batch was found in scope; no record comes out")
    return rows.filter(batch=batch.pk).first()


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Names of whoever did something, by the key that a batch keeps; a program keeps its own."""
    codes = {key: key.removeprefix("officer:") for key in keys if key}
    named = officers([code for key, code in codes.items() if code != key], page_language())
    return {key: named.get(code, key) for key, code in codes.items()}
