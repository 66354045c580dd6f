"""Taking in what a facility typed: counts without a file and without a row about anybody."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from evenborn.apps.access.action import action
from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Batch, BatchState, MonthReceived, Sender
from evenborn.apps.intake.rules import LegalBasis, Way
from evenborn.apps.intake.takers import Taking, takers
from evenborn.registers.manifest import program_version

__all__ = ["Typed", "take_return"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A return that was typed.

    Attributes
    ----------
    register : str
    period : pair of datetime.date
        First and last day of its month.
    version : int
    amounts : mapping of str to int
        By cell.
    entered_by : str
        Key of the officer.
    entered_at : datetime.datetime
    """

    register: str
    period: tuple[date, date]
    version: int
    amounts: Mapping[str, int]
    entered_by: str
    entered_at: datetime

    @property
    def sha256(self) -> str:
        """Of what was typed, in an order of its own; a version is no other one’s copy."""
        told = [self.register, self.period[0].isoformat(), self.version, sorted(self.amounts.items())]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@action(Permission.INTAKE_DECIDE, records=("number", "register", "way"), area="area")
def take_return(*, by: Actor, sender: Sender, area: str, typed: Typed, taking: Taking) -> Batch:
    """Enter a return as a batch that is taken in at once, with all that it counts, in one transaction."""
    batch = Batch.objects.create(
        sender=sender, area=area, department=sender.department, register=typed.register,
        state=BatchState.ACCEPTED, file_name="", file_sha256=typed.sha256, received_at=typed.entered_at,
        received_by=typed.entered_by, way=Way.ENTRY, legal_basis=LegalBasis.STATISTICS,
        period_start=typed.period[0], period_end=typed.period[1], program=program_version(), progress=100,
        rows=len(typed.amounts), new=len(typed.amounts), decided_at=by.now, decided_by=by.key,
    )  # fmt: skip
    MonthReceived.objects.create(
        batch=batch, facility=sender.code, month=typed.period[0], rows=len(typed.amounts)
    )
    for take in takers():
        take(batch, taking, by)
    return batch
