"""What the list of targets shows: of both figures all that a ratio stands with."""

from django.urls import reverse

from evenborn.apps.figures.targets.assessing import Held
from evenborn.apps.figures.targets.showing import figure_line, probability, status, target_ratio
from evenborn.web.language import page_language
from evenborn.web.listing import Column

__all__ = ["TARGETS"]


def _page(one: Held) -> str:
    return reverse("figures-target", args=[one.target.pk])


def _line(one: Held, which: str) -> str:
    if one.assessment is None:
        return ""
    figure = one.assessment.base if which == "base" else one.assessment.now
    return figure_line(figure, one.assessment.confidence, page_language())


TARGETS: list[Column[Held]] = [
    Column("figures.targets.area", lambda one: one.target.area, "area", _page),
    Column("figures.targets.year", lambda one: str(one.target.year), "code"),
    Column("figures.targets.verdict", status, "status"),
    Column("figures.targets.probability", probability, "code"),
    Column("figures.targets.target", target_ratio, "code"),
    Column("figures.targets.base-figure", lambda one: _line(one, "base")),
    Column("figures.targets.now-figure", lambda one: _line(one, "now")),
    Column("figures.targets.letter", lambda one: one.target.letter),
]
