"""What returns count in all, by facility and month, for those who may see counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import ReturnedCount
from evenborn.apps.births.returns.contents import grids_of
from evenborn.apps.intake.models import Sender

__all__ = ["CountedLine", "counted_lines"]


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One facility: its counts by month, None where nothing was counted."""

    facility: str
    months: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """Over all months of the page."""
        return sum(number for number in self.months if number is not None)


def counted_lines(by: Actor, register: str, months: list[date]) -> list[CountedLine]:
    """Sums of the first table of a return, as far as the actor may see; of a ledger, the units used."""
    table = grids_of(register)[0].table.name
    rows = ReturnedCount.objects.visible_to(by, Permission.BIRTHS_SEE).filter(
        register=register, table=table, period__in=[f"{month:%Y-%m}" for month in months]
    )
    if register == "drug_ledger":
        rows = rows.filter(told__entry="issue")
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    for facility, period, amount in rows.values_list("facility", "period").order_by().annotate(Sum("amount")):
        sums[facility][period] = round(amount)
    senders = Sender.objects.regardless("a code is called by its name").filter(code__in=sums)
    names = {one.code: str(one) for one in senders}
    return [
        CountedLine(names.get(facility, facility), tuple(own.get(f"{month:%Y-%m}") for month in months))
        for facility, own in sorted(sums.items())
    ]
