"""The figures of an area on the front page: this period, the target, what changed, what is not known."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.desk import queries
from evenborn.apps.desk.change import Change, change_of, running_of
from evenborn.apps.desk.points import Point, unknown
from evenborn.apps.desk.targets import TargetLine, target_lines
from evenborn.apps.figures import queries as figures
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.naming import area_page, names_of_areas, source_of
from evenborn.apps.figures.registration.why import NOTHING_COMPARED, Why, why_of
from evenborn.apps.figures.reports import AreaReport, Asked, area_report, audience_of
from evenborn.apps.figures.speaking import speaking_of
from evenborn.presentation import dates, numbers
from evenborn.presentation.assessment_words import four_places
from evenborn.presentation.figure import Figure
from evenborn.presentation.numbers import Language
from evenborn.presentation.words import say
from evenborn.web.language import page_language
from evenborn.web.register_names import register_name

__all__ = ["Panel", "panel_of"]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the front page says of an area.

    Attributes
    ----------
    area, name : str
    others : tuple of (str, str)
        Code and name of the reader's other areas.
    register, source : str
        What the register is called, and where its births come from; empty without any.
    headline : Figure or None
        The latest complete period.
    reference : float
    complete : str
        Whether that period is complete, in a sentence.
    change : Change or None
    before_complete : str
        Whether the period before is complete.
    behind, behind_before : str
        Addresses of the counts behind the two ratios; empty where there is none.
    changed, running : str
        What changed since the period before, and the period that is running, in sentences.
    targets : tuple of TargetLine
    high : tuple of (str, str)
        Address and name of the areas that lie above what chance explains.
    registration : Why
        Whether girls were not born or not registered, as far as registers were compared.
    unknown : tuple of Point
    why : tuple of (str, str)
        Address and key of the words of what leads on from the figure.
    """

    area: str
    name: str
    others: tuple[tuple[str, str], ...]
    register: str = ""
    source: str = ""
    headline: Figure | None = None
    reference: float = 0.0
    complete: str = ""
    change: Change | None = None
    before_complete: str = ""
    changed: str = ""
    running: str = ""
    targets: tuple[TargetLine, ...] = ()
    high: tuple[tuple[str, str], ...] = ()
    registration: Why = NOTHING_COMPARED
    unknown: tuple[Point, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    behind: str = ""
    behind_before: str = ""


def panel_of(by: Actor, asked: str) -> Panel | None:
    """What the front page says of an area; None for whoever sees no figures.

    Parameters
    ----------
    by : Actor
    asked : str
        Code of one of the reader's areas; the first where it is none.
    """
    if not by.may(Permission.FIGURES_SEE):
        return None
    area = queries.own_area(by, asked)
    cubes = list(figures.cubes(by).values())
    cube = next(iter(cubes), None)
    codes = figures.codes_below(by, cube, area) if cube and area else []
    own = [code for code in by.areas(Permission.FIGURES_SEE) if code]
    names = names_of_areas([*codes, *own], area)
    others = tuple((code, names[code]) for code in own if code != area)
    if cube is None or not area:
        return Panel(area, names.get(area, ""), others)
    below = {code: names[code] for code in [area, *codes]}
    audience = audience_of(by, area)
    report = area_report(by, cube, Asked(area, "year", 1, audience), tuple(sorted(below.items())))
    if report.whole is None:
        return Panel(area, names[area], others)
    return _panel(by, cubes, report, Panel(area, names[area], others), below)


def _panel(by: Actor, cubes: list[Cube], report: AreaReport, empty: Panel, names: dict[str, str]) -> Panel:
    language, whole, cube = page_language(), report.whole, cubes[0]
    if whole is None:
        return empty
    change, area = change_of(whole), empty.area
    return Panel(
        area, empty.name, empty.others, register_name(cube.register), source_of(cube),
        whole.headline, whole.reference, _complete(whole.headline, language),
        change, _complete_too(change, language),
        _changed(change, language), _running(running_of(whole), language),
        target_lines(by, area, cubes), _high(report, names, cube.register),
        why_of(by, area, cube.register, speaking_of(by, area, audience_of(by, area))),
        tuple(unknown(by, area, cube, report)), _why(by, area, cube, whole.headline),
        _behind(area, cube, whole.headline), _behind(area, cube, change.before) if change else "",
    )  # fmt: skip


def _complete(figure: Figure, language: Language) -> str:
    key = {True: "complete", False: "incomplete", None: "unstated"}[figure.complete]
    cut_off = dates.day(figure.cut_off, language) if figure.cut_off else ""
    return say(f"desk.panel.{key}", language, **({"cut_off": cut_off} if figure.complete else {}))


def _complete_too(change: Change | None, language: Language) -> str:
    if change is None:
        return ""
    return say(f"figures.targets.{'complete' if change.before.complete else 'unstated'}", language)


def _changed(change: Change | None, language: Language) -> str:
    if change is None:
        return say("desk.panel.no-change", language)
    return say(
        f"desk.panel.{change.reading}", language, points=numbers.ratio(abs(change.points)),
        probability=four_places(change.probability), before=_period(change.before, language),
    )  # fmt: skip


def _running(figure: Figure | None, language: Language) -> str:
    if figure is None:
        return ""
    if figure.births is None:
        return say("desk.panel.running-withheld", language, period=_period(figure, language))
    cut_off = dates.day(figure.cut_off, language) if figure.cut_off else ""
    key = "desk.panel.running-until" if cut_off else "desk.panel.running"
    facts = {"cut_off": cut_off} if cut_off else {}
    return say(key, language, period=_period(figure, language), births=figure.births, **facts)


def _period(figure: Figure, language: Language) -> str:
    return dates.period(figure.period, language) if figure.period else ""


def _high(report: AreaReport, names: dict[str, str], register: str) -> tuple[tuple[str, str], ...]:
    funnel = report.areas.funnel if report.areas else None
    if funnel is None:
        return ()
    flagged = {point.figure.area for point in funnel.points if point.flag == "high"}
    return tuple((area_page(code, register), name) for code, name in names.items() if name in flagged)


def _why(by: Actor, area: str, cube: Cube, headline: Figure) -> tuple[tuple[str, str], ...]:
    found = [(area_page(area, cube.register), "desk.why.area")]
    if headline.period is not None:
        found.append((_behind(area, cube, headline), "desk.why.behind"))
    if by.may(Permission.INTAKE_SEE):
        found.append((reverse("births-calendar"), "desk.why.calendar"))
    return (*found, (reverse("figures-targets"), "desk.why.targets"))


def _behind(area: str, cube: Cube, figure: Figure) -> str:
    """Address of the counts behind a figure."""
    if figure.period is None:
        return ""
    asked = {"register": cube.register, "start": figure.period.start, "end": figure.period.end}
    return f"{reverse('figures-behind', args=[area])}?{urlencode(asked)}"
