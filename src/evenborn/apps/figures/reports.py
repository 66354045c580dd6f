"""The report of an area: everything that its page says, computed as ``evenborn ratio`` computes it."""

from dataclasses import dataclass

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.figures import queries
from evenborn.apps.figures.counted import Row, Step, births_table
from evenborn.apps.figures.kept import kept
from evenborn.apps.figures.levels import TOWNSHIP, is_township, level_below
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.naming import names_of_areas
from evenborn.apps.figures.small_numbers.showing import Shows, seen_by, shows_of, shows_orders
from evenborn.presentation.figure import Figure
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.ratio_contents import RatioRequest, ratio_report
from evenborn.presentation.ratio_report import RatioReport
from evenborn.sexratio.disclosure import Audience

__all__ = ["AreaReport", "Asked", "area_report", "audience_of", "yearly_report"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a cube.

    Attributes
    ----------
    area : str
        Its code.
    step : {"month", "year", "statistical-year"}
        What births are added up by.
    pool : int
        Periods added up for the comparison of areas; 1 for none.
    audience : {"office", "public"}
        Which rule of small numbers applies.
    """

    area: str
    step: Step
    pool: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class AreaReport:
    """What the page of an area shows.

    Attributes
    ----------
    whole : RatioReport or None
        The area over time; None without births.
    areas : RatioReport or None
        The areas below it, held against each other; None where there are none.
    orders : RatioReport or None
        By order of birth, over the latest complete period, or over those that are added up.
    """

    whole: RatioReport | None
    areas: RatioReport | None
    orders: RatioReport | None


def audience_of(by: Actor, area: str) -> Audience:
    """Who reads: small numbers are seen at the statistician's desk only."""
    return "office" if by.may(Permission.FIGURES_EXACT, area) else "public"


def area_report(by: Actor, cube: Cube, asked: Asked, names: tuple[tuple[str, str], ...]) -> AreaReport:
    """The report of an area; kept until the cube is made anew.

    Parameters
    ----------
    by : Actor
    cube : Cube
    asked : Asked
    names : tuple of (code, name)
        What the area and those below it are called.

    Raises
    ------
    NotVisible
        Where the area is none of the actor's.
    """
    queries.require_area(by, asked.area)

    def make() -> AreaReport:
        own, below = queries.own(by, cube, asked.area), queries.below(by, cube, asked.area)
        return _made(cube, asked, dict(names), own, below)

    return kept(("report", cube.pk, asked, names), make)


def yearly_report(by: Actor, cube: Cube, area: str) -> AreaReport:
    """The report of an area by calendar year, as pages lead with it."""
    names = names_of_areas(queries.codes_below(by, cube, area), area)
    return area_report(by, cube, Asked(area, "year", 1, audience_of(by, area)), tuple(sorted(names.items())))


def _made(cube: Cube, asked: Asked, names: dict[str, str], own: list[Row], below: list[Row]) -> AreaReport:
    rules = FigureRules(cut_off=cube.cut_off)
    if not own:
        return AreaReport(None, None, None)
    years = asked.step == "year"
    own, below = (seen_by(asked.audience, cube, rows, years=years) for rows in (own, below))
    if not own:
        return AreaReport(None, None, None)
    shows = shows_of(asked.audience, cube, asked.area, {})
    shows_below = shows_of(asked.audience, cube, "", {name: code for code, name in names.items()})
    of_years = is_township(asked.area)
    whole = _report(own, asked, names, rules, by=(_by(asked.step),), of_years=of_years, shows=shows)
    areas = None
    if below:
        step: Step = "year" if level_below(asked.area) == TOWNSHIP else asked.step
        wanted = Asked(asked.area, step, asked.pool, asked.audience)
        areas = _report(
            below, wanted, names, rules, by=("area", _by(step)),
            of_years=level_below(asked.area) == TOWNSHIP, shows=shows_below,
        )  # fmt: skip
    by_order = seen_by(asked.audience, cube, own)
    orders = _of_orders(by_order, asked, names, rules, whole, of_years=of_years, shows=shows)
    return AreaReport(whole, areas, orders)


def _by(step: Step) -> str:
    return "month" if step == "month" else "year"


def _of_orders(
    own: list[Row], asked: Asked, names: dict[str, str], rules: FigureRules, whole: RatioReport, *,
    of_years: bool, shows: Shows | None,
) -> RatioReport | None:  # fmt: skip
    """By order of birth, over the latest complete period, or that one and those before it, added up."""
    period, first = whole.headline.period, _first_of(whole, asked.pool).period
    if period is None or first is None or not any(row.order for row in own):
        return None
    if not shows_orders(asked.audience, asked.area, first.start, period.end):
        return None
    rows = queries.within_time(own, first.start, period.end)
    if not rows:
        return None
    wanted = Asked(asked.area, asked.step, 1, asked.audience)
    by = ("order",) if first != period else ("order", _by(asked.step))
    return _report(rows, wanted, names, rules, by=by, of_years=of_years, shows=shows)


def _first_of(whole: RatioReport, pool: int) -> Figure:
    """The first of so many periods that end with the latest complete one."""
    if whole.headline not in whole.trend:
        return whole.headline
    place = whole.trend.index(whole.headline)
    return whole.trend[max(place - pool + 1, 0)]


def _report(
    rows: list[Row], asked: Asked, names: dict[str, str], rules: FigureRules, *, by: tuple[str, ...],
    of_years: bool, shows: Shows | None,
) -> RatioReport:  # fmt: skip
    table = births_table(rows, step=asked.step, names=names, source="", batches=0, of_years=of_years)
    pool = min(asked.pool, len({period for _, period in table.observed_by_area}) or 1)
    request = RatioRequest(by=by, pool=pool, audience=asked.audience, rules=rules, shows=shows)
    return ratio_report(table, request)
