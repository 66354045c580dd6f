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
        ``intake-replaced``; of a register of births ``intake-sent-again``.
    """
    if batch.register in REGISTERS_OF_ROWS:
        _require_not_sent_again(batch)
        return
    own = set(batch.months.regardless(_WHOLE).values_list("facility", "month"))
    later = MonthReceived.objects.regardless(_WHOLE).filter(
        batch__register=batch.register, batch__state=BatchState.ACCEPTED,
        batch__decided_at__gte=batch.decided_at, month__in={month for _, month in own},
    ).exclude(batch=batch)  # fmt: skip
    for facility, month, number in later.values_list("facility", "month", "batch"):
        if (facility, month) in own:
            raise Refusal("intake-replaced", batch=number)


def _require_not_sent_again(batch: Batch) -> None:
    """Refuse where a later batch brought rows that this one had brought: they would go with this one.

    The vault leaves a row that is there already as it is and keeps no note of who sent it again. So a later
    batch with such rows counts, where it has a facility and month in common or the same sender.
    """
    later = Batch.objects.regardless(_WHOLE).filter(
        register=batch.register, state=BatchState.ACCEPTED, unchanged__gt=0, decided_at__gte=batch.decided_at
    ).exclude(pk=batch.pk)  # fmt: skip
    own = set(batch.months.regardless(_WHOLE).values_list("facility", "month"))
    for one in later:
        shared = own & set(one.months.regardless(_WHOLE).values_list("facility", "month"))
        if shared or one.sender_id == batch.sender_id:
            raise Refusal("intake-sent-again", batch=one.pk)
