"""A table of the city as it was published, and its second issue, with births that a hospital sent in late."""

from datetime import date
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures.queries import cubes
from evenborn.apps.figures.releases import queries
from evenborn.apps.figures.releases.actions import prepare_release, release_issue
from evenborn.apps.figures.releases.contents import TableKind
from evenborn.apps.figures.releases.making import AskedTable, made
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.rules import Reason
from evenborn.apps.intake.models import Sender
from evenborn.apps.intake.taking_in import take_in
from evenborn.site.demonstration import CITY, HOSPITAL, person
from evenborn.site.demonstration_intake import add_up
from evenborn.site.demonstration_life import sent

__all__ = ["bring_late_births", "publish", "publish_again"]

_REGISTER: Final = "delivery"
_LATE: Final = 24
"""Births that come in after the first issue."""


def publish(years: range) -> Release:
    """Release births and ratio by county: the statistician prepares, a second officer releases."""
    return _issued(years, Reason.FIRST, "")


def bring_late_births(by: Actor, years: range) -> None:
    """Take in births of the last month of these years that a hospital had not sent."""
    own = Sender.objects.regardless("the demonstration's own hospital").get(name=HOSPITAL)
    take_in(sent(by, own, date(years[-1], 12, 1), rows=_LATE), by=by)
    add_up()


def publish_again(years: range) -> Release:
    """Release the table with them; the new issue names every number that has changed."""
    said = f"{HOSPITAL}补报 {years[-1]} 年 12 月出生 {_LATE} 例。"
    return _issued(years, Reason.LATE_BIRTHS, said)


def _issued(years: range, reason: Reason, explanation: str) -> Release:
    by = person("analyst")
    earlier = [row.read for row in queries.issues_of(TableKind.AREAS, CITY, _REGISTER)]
    asked = AskedTable(TableKind.AREAS, CITY, years[0], years[-1])
    contents = made(by, cubes(by)[_REGISTER], asked, earlier)
    prepared = prepare_release(
        by=by, area=CITY, contents=contents, after=len(earlier), reason=reason, explanation=explanation
    )
    return release_issue(prepared, by=person("approver"))
