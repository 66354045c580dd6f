"""Reads of the book: of which years there is one."""

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.intake.models import Sender
from evenborn.apps.vault.models import BookLine

__all__ = ["years_of"]


def years_of(by: Actor, sender: Sender) -> list[int]:
    """Years with a line of the facility, and this year, newest first."""
    rows = BookLine.objects.visible_to(by, Permission.BIRTHS_BOOK).filter(facility=sender.code)
    found = rows.order_by().values_list("year", flat=True).distinct()
    return sorted({by.today.year, *(year for year in found if year is not None)}, reverse=True)
