"""For which facility a page works: that of the address, or the only one; of several one is chosen first.

It stands in the address alone, so that two windows work for two facilities, and a link says which.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render

from evenborn.apps.access.page import DeskRequest
from evenborn.apps.access.refused import NotVisible
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.entry.queries import facilities
from evenborn.apps.intake.models import Sender

__all__ = ["NAME", "choose", "chosen", "named"]

NAME: Final = "facility"


def chosen(request: DeskRequest, permission: Permission = Permission.BIRTHS_ENTER) -> Sender | None:
    """The facility that the address names, or the only one; None where there is none, or one of several.

    Raises
    ------
    NotVisible
        Where the address names none of the officer's own.
    """
    own, asked = facilities(request.actor, permission), request.GET.get(NAME)
    if asked is None:
        return own[0] if len(own) == 1 else None
    for one in own:
        if str(one.pk) == asked:
            return one
    raise NotVisible


def choose(request: DeskRequest, permission: Permission = Permission.BIRTHS_ENTER) -> HttpResponse:
    """The page on which one of several facilities is chosen; it leads back to where one came from."""
    own = facilities(request.actor, permission)
    if not own:
        return render(request, "births/no_facility.html")
    return render(request, "births/choose_facility.html", {"facilities": own})


def named(request: DeskRequest, sender: Sender | None, permission: Permission) -> dict[str, object]:
    """For a template: the facility, what an address says of it, and whether there are others."""
    several = len(facilities(request.actor, permission)) > 1
    query = f"?{NAME}={sender.pk}" if several and sender is not None else ""
    return {"facility": sender, "facility_query": query, "several_facilities": several}
