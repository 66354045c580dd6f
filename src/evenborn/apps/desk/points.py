"""What is not known of an area, each with what to do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.desk import queries
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.naming import area_page
from evenborn.apps.figures.reports import AreaReport, audience_of
from evenborn.presentation import dates
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.reading import read
from evenborn.presentation.words import say
from evenborn.sexratio.comparability import LARGEST_COMPLETENESS_DIFFERENCE
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT, SMALLEST_PUBLIC_RATIO
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["Point", "pooled_page", "unknown"]

_UNSURE: Final = frozenset({"indeterminate", "unreliable", "too-few", "suppressed"})
_WEAK: Final = frozenset({"unreliable", "too-few", "suppressed", "no-births"})


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is not known, or was found, and where to go with it.

    Attributes
    ----------
    text : str
    url : str
        Empty where the reader can do nothing about it.
    does : str
        Words of the link.
    """

    text: str
    url: str = ""
    does: str = ""


def pooled_page(area: str, register: str) -> str:
    """The page of an area with years added up."""
    return f"{area_page(area, register)}&pool=3"


def unknown(by: Actor, area: str, cube: Cube, report: AreaReport) -> list[Point]:
    """All that is found, the most urgent first."""
    language = page_language()
    found = [*_late(by, area, cube, language)]
    if report.whole is not None:
        headline = report.whole.headline
        found += _unsure(area, cube, headline, report.whole.reference, language)
        found += _other_registers(by, area, cube, headline, language)
        found += _small_areas(area, cube, report, language)
    return [*found, *_no_month(by, area, cube, language)]


def _no_month(by: Actor, area: str, cube: Cube, language: Language) -> Iterator[Point]:
    if cube.no_month and audience_of(by, area) == "public" and cube.no_month < SMALLEST_COUNT["births"]:
        yield Point(say("desk.unknown.few-no-month", language))
    elif cube.no_month:
        yield Point(say("desk.unknown.no-month", language, births=cube.no_month))


def _late(by: Actor, area: str, cube: Cube, language: Language) -> Iterator[Point]:
    late = queries.late_months(by, area, cube.register)
    if late:
        text = say(
            "desk.unknown.late", language, months=len(late), senders=len({cell.of.sender_id for cell in late})
        )
        url, does = "", ""
        if by.may(Permission.INTAKE_REMIND):
            url, does = reverse("births-reminders"), say("desk.next.remind", language)
        elif by.may(Permission.INTAKE_SEE):
            url, does = reverse("births-calendar"), say("desk.next.calendar", language)
        else:
            text = f"{text} {say('desk.unknown.clerk', language)}"
        yield Point(text, url, does)


def _unsure(area: str, cube: Cube, headline: Figure, reference: float, language: Language) -> Iterator[Point]:
    reading = read(headline, reference)
    if reading in _UNSURE:
        words = "unsure" if reading == "indeterminate" else "few"
        yield Point(
            say(f"desk.unknown.{words}", language), pooled_page(area, cube.register),
            say("desk.next.add-up", language),
        )  # fmt: skip


def _other_registers(
    by: Actor, area: str, cube: Cube, headline: Figure, language: Language
) -> Iterator[Point]:
    """Registers whose births of the same period differ by so much that the ratio could be another one."""
    own = headline.births
    if headline.period is None or not own:
        return
    smallest = 1 if audience_of(by, area) == "office" else SMALLEST_PUBLIC_RATIO
    for name, births in queries.births_by_register(by, area, headline.period).items():
        differs = abs(births - own) > LARGEST_COMPLETENESS_DIFFERENCE * own
        if name == cube.register or births < smallest or not differs:
            continue
        text = say(
            f"desk.unknown.{'more' if births > own else 'fewer'}", language, register=register_name(name),
            own=register_name(cube.register), births=births, difference=abs(births - own),
            period=dates.period(headline.period, language),
        )  # fmt: skip
        yield Point(text, area_page(area, name), say("desk.next.register", language))


def _small_areas(area: str, cube: Cube, report: AreaReport, language: Language) -> Iterator[Point]:
    whole, areas = report.whole, report.areas
    if whole is None or areas is None:
        return
    of_period = [one for one in areas.figures if one.period == whole.headline.period and not one.pooled]
    small = sum(one.reliability in _WEAK for one in of_period)
    if small:
        yield Point(
            say("desk.unknown.small-areas", language, small=small, areas=len(of_period)),
            pooled_page(area, cube.register), say("desk.next.add-up", language),
        )  # fmt: skip
