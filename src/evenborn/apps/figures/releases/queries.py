"""Reads of releases at the office; each takes the actor who asks."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.levels import above
from evenborn.apps.figures.releases.models import Release
from evenborn.apps.figures.releases.rules import ReleaseState

__all__ = ["before", "issues_of", "officer_names", "releases", "to_approve", "waits", "with_earlier"]

_WHOLE = "the attacker is given every issue that readers have, whoever asks"


def releases(by: Actor) -> QuerySet[Release]:
    """Issues of the actor’s areas, the last one first."""
    own = Permission.FIGURES_APPROVE
    return Release.objects.visible_to(by, Permission.FIGURES_PREPARE, own).select_related("withdrawal")


def to_approve(by: Actor) -> QuerySet[Release]:
    """Issues that wait for this actor as the second person."""
    waiting = Release.objects.visible_to(by, Permission.FIGURES_APPROVE).filter(state=ReleaseState.PREPARED)
    return waiting.exclude(prepared_by=by.officer or 0)


def issues_of(table: str, area: str, register: str) -> QuerySet[Release]:
    """Every released issue of a table, withdrawn ones too, in order."""
    rows = Release.objects.regardless(_WHOLE).filter(table=table, area=area, register=register)
    return rows.filter(state=ReleaseState.RELEASED).order_by("number")


def with_earlier(area: str, register: str) -> QuerySet[Release]:
    """Released issues of areas that hold this one or lie in it: tables that may share numbers with it."""
    holding = [*above(area), area]
    rows = Release.objects.regardless(_WHOLE).filter(register=register, state=ReleaseState.RELEASED)
    return rows.filter(area__in=holding) | rows.filter(area__startswith=area)


def waits(table: str, area: str, register: str) -> bool:
    """Whether an issue of a table waits for a second person."""
    rows = Release.objects.regardless(_WHOLE).filter(table=table, area=area, register=register)
    return rows.filter(state=ReleaseState.PREPARED).exists()


def before(release: Release) -> Release | None:
    """The issue before."""
    rows = issues_of(release.table, release.area, release.register)
    return rows.filter(number__lt=release.number).last()


def officer_names(keys: Iterable[int | None]) -> Mapping[int, str]:
    """Names of officers by key: they stand in another store."""
    known = Officer.objects.filter(pk__in=[key for key in keys if key is not None])
    return dict(known.values_list("pk", "name"))
