"""Whether a later return of counts took a batch’s place: then it is not withdrawn before that one."""

from typing import Final

from evenborn.apps.intake.models import Batch, BatchState, MonthReceived
from evenborn.apps.intake.rules import REGISTERS_OF_ROWS
from evenborn.registers.refusal import Refusal

__all__ = ["require_none_later"]

_WHOLE: Final = "a return is replaced by whoever sends the next one of its facility and month"


def require_none_later(batch: Batch) -> None:
    """Refuse to withdraw a return upon which a later one was counted.

    What a return counts is entered as the difference to the one before it; without that one the difference
    would say nothing. Of a register of births the vault knows what replaced what.

    Raises
    ------
    Refusal
        ``intake-replaced``.
    """
    if batch.register in REGISTERS_OF_ROWS:
        return
    own = set(batch.months.regardless(_WHOLE).values_list("facility", "month"))
    later = MonthReceived.objects.regardless(_WHOLE).filter(
        batch__register=batch.register, batch__state=BatchState.ACCEPTED,
        batch__decided_at__gte=batch.decided_at, month__in={month for _, month in own},
    ).exclude(batch=batch)  # fmt: skip
    for facility, month, number in later.values_list("facility", "month", "batch"):
        if (facility, month) in own:
            raise Refusal("intake-replaced", batch=number)
