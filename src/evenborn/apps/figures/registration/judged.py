"""The verdict of the latest comparison about an area and the counties in it, for whoever sees its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.matching.labels import registers_name
from evenborn.apps.matching.models import Run
from evenborn.apps.matching.queries import made_over, parts_of
from evenborn.apps.matching.runs.coverage import without_small
from evenborn.presentation import dates
from evenborn.presentation.words import say
from evenborn.sexratio.disclosure.rules import SMALLEST_PUBLIC_RATIO
from evenborn.web.language import page_language

__all__ = ["VERDICTS", "Judged", "Registration", "registration_of"]

VERDICTS: Final = ("concealment", "both", "selection", "cannot-tell", "too-few", "no-excess")
"""In the order in which a reader has to act on them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An area, and which of :data:`VERDICTS` holds for it."""

    area: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Registration:
    """What a comparison says of an area.

    Attributes
    ----------
    run : str
        Name of what was compared; another comparison has another one.
    about : str
        Which comparison, of which registers, births and months, in a sentence.
    own : Judged or None
        The area itself; None where the comparison counted the counties in it only.
    below : tuple of Judged
        Its counties, in the order of their codes.
    url : str
        The page of the comparison; empty for whoever may not see it.
    """

    run: str
    about: str
    own: Judged | None
    below: tuple[Judged, ...]
    url: str

    @property
    def all(self) -> tuple[Judged, ...]:
        """The area itself, if anything is said of it, and its counties."""
        return (self.own, *self.below) if self.own else self.below


def registration_of(by: Actor, area: str) -> Registration | None:
    """What the latest comparison says of an area; None where none has counted its births.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    run = made_over(by, area).first()
    if run is None:
        return None
    figures: Sequence[Mapping[str, Any]] = run.figures["area"]
    if audience_of(by, area) == "public":
        figures = [_as_public(one) for one in without_small(figures)]
    whole = [{**one, "area": run.area} if one["area"] is None else one for one in figures]
    found = [one for one in whole if one["area"].startswith(area)]
    if not found:
        return None
    judged = [Judged(one["area"], _verdict(one)) for one in found]
    own = next((one for one in judged if one.area == area), None)
    below = tuple(sorted((one for one in judged if one.area != area), key=lambda one: one.area))
    url = reverse("matching-run", args=[run.pk]) if by.may(Permission.MATCHING_SEE, run.area) else ""
    return Registration(run.code, _about(run), own, below, url)


def _as_public(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """No ratio on fewer births than a published one stands on."""
    births = figure["births"]
    if births is None or births >= SMALLEST_PUBLIC_RATIO:
        return figure
    return {**figure, "reliability": "too-few", "verdict": None}


def _verdict(figure: Mapping[str, Any]) -> str:
    return str(figure["verdict"]).replace(" ", "-") if figure["verdict"] else "too-few"


def _about(run: Run) -> str:
    return say(
        "registration.about", page_language(), number=str(run.pk), registers=registers_name(parts_of(run)),
        period=dates.span(run.period_start, run.period_end, page_language()),
    )  # fmt: skip
