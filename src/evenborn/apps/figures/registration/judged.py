"""The verdict of the comparison that speaks for an area, and for its counties, for whoever sees figures."""

from dataclasses import dataclass

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures.speaking import Speaking
from evenborn.apps.matching.labels import registers_name
from evenborn.apps.matching.verdicts import Judged, judged
from evenborn.presentation import dates
from evenborn.presentation.verdicts import verdict_reason
from evenborn.presentation.words import say
from evenborn.web.language import page_language

__all__ = ["Registration", "registration_of"]


@dataclass(frozen=True, slots=True)
class Registration:
    """What a comparison says of an area.

    Attributes
    ----------
    about : str
        Which comparison, of which registers, births and months, in a sentence.
    own : Judged or None
        The area itself; None where the comparison counted the counties in it only.
    below : tuple of Judged
        Its counties, in the order of their codes.
    url : str
        The page of the comparison; empty for whoever may not see it.
    because : str
        Why the verdict of the area itself reads so; empty where its numbers are not shown.
    """

    about: str
    own: Judged | None
    below: tuple[Judged, ...]
    url: str
    because: str

    @property
    def all(self) -> tuple[Judged, ...]:
        """The area itself, if anything is said of it, and its counties."""
        return (self.own, *self.below) if self.own else self.below


def registration_of(by: Actor, found: Speaking) -> Registration:
    """What the comparison that speaks for an area says of it."""
    run = found.run
    url = reverse("matching-run", args=[run.pk]) if by.may(Permission.MATCHING_SEE, run.area) else ""
    own = judged(found.whole) if found.whole else None
    because = verdict_reason(found.whole, run.figures["reference"], page_language()) if found.whole else ""
    return Registration(_about(found), own, tuple(judged(one) for one in found.below), url, because)


def _about(found: Speaking) -> str:
    run, language = found.run, page_language()
    return say(
        "registration.about", language, number=str(run.pk), registers=registers_name(list(found.parts)),
        period=dates.span(run.period_start, run.period_end, language),
    )  # fmt: skip
