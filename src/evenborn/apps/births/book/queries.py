"""Reads of the book: of which years there is one, and which births of a facility it does not hold."""

from typing import Final

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import RecordsReceived
from evenborn.apps.births.models.counts import COUNTED
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.rules import Way
from evenborn.apps.vault.models import BookLine

__all__ = ["in_files", "years_of"]

_OWN: Final = "a number of the births of the facility itself, whoever sent the file"


def years_of(by: Actor, sender: Sender) -> list[int]:
    """Years with a line of the facility, and this year, newest first."""
    rows = BookLine.objects.visible_to(by, Permission.BIRTHS_BOOK).filter(facility=sender.code)
    found = rows.order_by().values_list("year", flat=True).distinct()
    return sorted({by.today.year, *(year for year in found if year is not None)}, reverse=True)


def in_files(by: Actor, sender: Sender) -> list[tuple[int, int]]:
    """Births of a facility that came in files, by year of birth, the last one first; no line is theirs."""
    by.require(Permission.BIRTHS_BOOK)
    rows = RecordsReceived.objects.regardless(_OWN).filter(COUNTED, register="delivery", facility=sender.code)
    by_year = rows.exclude(batch__way=Way.ENTRY).order_by().annotate(year=ExtractYear("month"))
    found = by_year.values_list("year").annotate(Sum("records"))
    return sorted(((year, births) for year, births in found if births > 0), reverse=True)
