"""Every change of the list of senders, and of how their files call the fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor, covers
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import KnownMapping, Sender
from evenborn.registers.refusal import Refusal

__all__ = [
    "Listed", "SendersReport", "add_sender", "change_sender", "close_sender", "import_senders",
    "open_sender", "remember_mapping",
]  # fmt: skip

_ANY_AREA = "a code is given once, in whatever area"


@dataclass(frozen=True, slots=True)
class Listed:
    """A facility as a list has it: code, name, code of its area."""

    code: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class SendersReport:
    """What the import of a list did."""

    added: int
    changed: int
    unchanged: int


@action(Permission.INTAKE_SENDERS, records=("code", "kind"), area="area")
def add_sender(
    *, by: Actor, code: str, name: str, kind: str, area: str, department: int | None = None
) -> Sender:
    """Add a sender.

    Raises
    ------
    Refusal
        ``intake-sender-known``.
    """
    if Sender.objects.regardless(_ANY_AREA).filter(code=code).exists():
        raise Refusal("intake-sender-known", value=code)
    return Sender.objects.create(code=code, name=name, kind=kind, area=area, department=department)


@action(Permission.INTAKE_SENDERS, records=("code",))
def change_sender(
    sender: Sender, *, by: Actor, name: str, kind: str, area: str, department: int | None = None
) -> Sender:
    """Change name, kind, area or department; batches that came before follow the department.

    Raises
    ------
    Refusal
        ``area-not-yours`` where the new area is not the actor's.
    """
    if not by.may(Permission.INTAKE_SENDERS, area):
        raise Refusal("area-not-yours", value=area)
    sender.name, sender.kind, sender.area, sender.department = name, kind, area, department
    sender.save()
    sender.batches.regardless("the sender was locked in scope").update(department=department)
    return sender


@action(Permission.INTAKE_SENDERS, records=("code", "day"))
def close_sender(sender: Sender, *, by: Actor, day: date) -> Sender:
    """Let a sender send nothing from a day on."""
    sender.closed_on = day
    sender.save(update_fields=["closed_on"])
    return sender


@action(Permission.INTAKE_SENDERS, records=("code",))
def open_sender(sender: Sender, *, by: Actor) -> Sender:
    """Let a closed sender send again."""
    sender.closed_on = None
    sender.save(update_fields=["closed_on"])
    return sender


@action(Permission.INTAKE_SENDERS, records=("added", "changed", "unchanged"), area="area")
def import_senders(*, by: Actor, area: str, rows: Sequence[Listed]) -> SendersReport:
    """Add the facilities of a list and correct the names and areas of those that are known; none is closed.

    Raises
    ------
    Refusal
        ``intake-sender-outside`` for the first that lies, or is known, outside the area.
    """
    wanted = {row.code: row for row in rows}
    known = {
        one.code: one for one in Sender.objects.regardless(_ANY_AREA).select_for_update()
        if one.code in wanted
    }  # fmt: skip
    for row in wanted.values():
        found = known.get(row.code)
        if not covers(area, row.area) or (found is not None and not covers(area, found.area)):
            raise Refusal("intake-sender-outside", value=row.code, area=area)
    changed = [one for code, one in known.items() if (one.name, one.area) != _told(wanted[code])]
    for one in changed:
        one.name, one.area = _told(wanted[one.code])
    Sender.objects.regardless(_ANY_AREA).bulk_update(changed, ["name", "area"], batch_size=200)
    new = [row for code, row in wanted.items() if code not in known]
    Sender.objects.bulk_create(
        Sender(code=row.code, name=row.name, kind=Sender.Kind.FACILITY, area=row.area) for row in new
    )
    return SendersReport(len(new), len(changed), len(known) - len(changed))


def _told(row: Listed) -> tuple[str, str]:
    return row.name, row.area


@action(Permission.INTAKE_SEND, own=Permission.OWN_INTAKE, records=("register", "fields"))
def remember_mapping(
    sender: Sender, *, by: Actor, register: str, columns: Mapping[str, str], fields: int
) -> Sender:
    """Keep which header is which field in a register of this sender; the next file is read so."""
    KnownMapping.objects.regardless("the sender was locked in scope").update_or_create(
        sender=sender, register=register,
        defaults={"columns": dict(columns), "confirmed_at": by.now, "confirmed_by": by.key},
    )  # fmt: skip
    return sender
