"""The counts behind a figure, by month and by order of birth, under the same rule of small numbers."""

from dataclasses import replace
from datetime import date

from evenborn.apps.access.actor import Actor
from evenborn.apps.figures import queries
from evenborn.apps.figures.counted import births_table
from evenborn.apps.figures.levels import is_township
from evenborn.apps.figures.models import Cube
from evenborn.apps.figures.reports import audience_of
from evenborn.apps.figures.small_numbers.showing import seen_by, shows_of, shows_orders
from evenborn.presentation.figures import FigureRules
from evenborn.presentation.numbers import Language
from evenborn.presentation.ratio_contents import RatioRequest, ratio_report
from evenborn.presentation.report_tables import figures_table
from evenborn.presentation.tables import Table
from evenborn.presentation.words import say

__all__ = ["behind_of"]


def behind_of(
    by: Actor, cube: Cube, area: str, start: date, end: date, source: str, language: Language
) -> list[Table]:
    """The tables of counts behind a figure; none without births.

    Parameters
    ----------
    by : Actor
    cube : Cube
    area : str
        Code of the area.
    start, end : datetime.date
        First and last day of the period of the figure.
    source : str
        Where the births come from, in a sentence.
    language : {"en", "zh"}
    """
    audience = audience_of(by, area)
    every = queries.within_time(queries.own(by, cube, area), start, end)
    rows = seen_by(audience, cube, every)
    if not rows:
        return []
    by_order = shows_orders(audience, area, start, end) and len(rows) == len(every)
    shows = shows_of(audience, cube, area, {})
    of_years = is_township(area)
    counted = births_table(
        rows, step="year" if of_years else "month", names={}, source="", batches=0, of_years=of_years
    )
    rules = FigureRules(cut_off=cube.cut_off)
    tables = []
    for division in ("year" if of_years else "month", "order"):
        if division == "order" and not (by_order and any(row.order for row in rows)):
            continue
        request = RatioRequest(by=(division,), audience=audience, rules=rules, shows=shows)
        report = ratio_report(counted, request)
        title = say(f"figures.behind.by-{division}", language)
        tables.append(replace(figures_table(report, language), name=division, title=title, source=source))
    return tables
