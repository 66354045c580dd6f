"""What the processes of :mod:`operations.import_launcher` do, and what they tell of the stores afterwards."""

import time
from collections.abc import Sequence
from typing import Any

from apps.intake import scene
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.agreement import agreement_of
from evenborn.apps.intake.models import Batch
from evenborn.apps.intake.rules import Because
from evenborn.apps.intake.taking_in import recover as recovered
from evenborn.apps.intake.taking_in import take_in
from evenborn.apps.intake.taking_in import withdraw as withdrawn
from evenborn.apps.stores import Store
from evenborn.apps.vault.bulk_opening import opened_rows
from evenborn.apps.vault.models import Import, PreparedVersion, SealedRecord
from evenborn.registers.refusal import Refusal
from evenborn.site.backup.trail import verdict_of
from people import everyone

_ANY = "a test looks at everything"


def receive(rows: Sequence[tuple[int, str]]) -> int:
    """A batch of births, each a number and a sex, that waits for a decision."""
    return int(scene.checked(scene.delivery([scene.row(number, sex=sex) for number, sex in rows])).pk)


def take(batch: int) -> float:
    """Take it in; how long that took."""
    begun = time.monotonic()
    take_in(scene.again(Batch(pk=batch)), by=everyone())
    return time.monotonic() - begun


def take_or_wait(batch: int) -> str:
    """Take it in, or say why not now."""
    try:
        take_in(scene.again(Batch(pk=batch)), by=everyone())
    except Refusal as refusal:
        return refusal.code
    return "done"


def take_back(batch: int) -> float:
    """Withdraw it; how long that took."""
    begun = time.monotonic()
    withdrawn(scene.again(Batch(pk=batch)), by=everyone(), because=Because.SENT_BY_MISTAKE)
    return time.monotonic() - begun


def recover() -> float:
    """What a start of the office does; how long that took."""
    begun = time.monotonic()
    recovered()
    return time.monotonic() - begun


def seen() -> dict[str, str]:
    """What anybody may see: the sex that each record says, by its number."""
    by = program("scene", Permission.VAULT_KEYS)
    opened = [row for part in opened_rows(by, "delivery", purpose="test") for row in part]
    found = {row["record_number"]: row["sex"] for row in opened}
    assert len(found) == len(opened), "a record is there twice"
    return found


def settle() -> dict[str, Any]:
    """Start once more; then everything that must hold: nothing half, the same statistics, whole trails."""
    recovered()
    found = agreement_of(program("scene", Permission.VAULT_KEYS), "delivery")
    imports, records = Import.objects.regardless(_ANY), SealedRecord.objects.regardless(_ANY)
    return {
        "seen": seen(),
        "batches": {one.pk: one.state for one in Batch.objects.regardless(_ANY)},
        "differences": len(found.differences),
        "prepared": PreparedVersion.objects.regardless(_ANY).count(),
        "waiting": imports.filter(state="prepared").count(),
        "left": records.exclude(imported__state__in=["visible", "withdrawn"]).count(),
        "broken": [store.value for store in Store if verdict_of(store).broken],
    }
