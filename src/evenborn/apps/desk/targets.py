"""Targets on the front page: the verdict in words, both figures, and what to do next."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.desk.points import Point, pooled_page
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.naming import area_page
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.figures.targets import queries as targets
from evenborn.apps.figures.targets import showing
from evenborn.apps.figures.targets.assessing import Held
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["TargetLine", "target_lines"]

_TARGETS: Final = 2
"""Targets that the front page shows: the running year's and the one before."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target on the front page: its verdict, why, and what to do next."""

    year: str
    status: SafeString
    sentences: tuple[str, ...]
    figures: tuple[str, ...]
    url: str
    next: Point | None


def target_lines(by: Actor, area: str, cubes: Collection[Cube]) -> tuple[TargetLine, ...]:
    """The targets in force of an area, the latest year with a verdict first.

    What is assessed is kept until one of the cubes is made anew.
    """
    rows = targets.targets(by).filter(area=area, ended_at=None, year__lte=by.today.year)
    listed = list(rows.order_by("-year")[:_TARGETS])
    if not listed:
        return ()
    key = (
        "targets", tuple(one.pk for one in listed), tuple(cube.pk for cube in cubes), audience_of(by, area),
        page_language(),
    )  # fmt: skip
    held = kept(key, lambda: showing.held_of(by, listed))
    return tuple(_target(by, one) for one in sorted(held, key=lambda one: one.assessment is None))


def _target(by: Actor, held: Held) -> TargetLine:
    language, made = page_language(), held.assessment
    lines = showing.short_sentences(held, language)
    if held.verdict == "nothing-yet" and not by.may(Permission.INTAKE_SEE):
        lines = [*lines, say("desk.unknown.clerk", language)]
    shown: tuple[str, ...] = ()
    if made is not None:
        shown = tuple(
            say(f"desk.panel.{when}", language, figure=showing.figure_line(one, made.confidence, language))
            for when, one in (("now", made.now), ("base", made.base))
        )
    url = reverse("figures-target", args=[held.target.pk])
    return TargetLine(
        str(held.target.year), showing.status(held).__html__(), tuple(lines), shown, url, _next(by, held, url)
    )


def _next(by: Actor, held: Held, url: str) -> Point | None:
    """What to do about a verdict."""
    target, language = held.target, page_language()
    if held.verdict == "indeterminate":
        return Point("", pooled_page(target.area, target.register), say("desk.next.add-up", language))
    if held.verdict == "not-comparable":
        may = by.may(Permission.FIGURES_TARGETS, target.area)
        return Point("", url, say(f"desk.next.{'same-register' if may else 'see-why'}", language))
    if held.verdict == "not-met":
        return Point("", area_page(target.area, target.register), say("desk.next.where", language))
    if held.verdict == "nothing-yet" and by.may(Permission.INTAKE_SEE):
        return Point("", reverse("births-calendar"), say("desk.next.calendar", language))
    return None
