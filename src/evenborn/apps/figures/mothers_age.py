"""The ratio by the mother's age, as far as the table of births by facility still tells it.

That table shows combinations of at least ten births, widened until they hold so many: of most births the age
is widened away. What is left is shown with the share of births of which it is told, and under no finer name
than under 35 or 35 and over. Whoever sees no small numbers sees it only where every age of the area, and of
all beside it, has births enough for a ratio: nothing is left to be worked out.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.figures.small_numbers.showing import unclear_seen_by
from evenborn.presentation import numbers
from evenborn.presentation.counts import Count
from evenborn.presentation.figure_cells import FigureColumns
from evenborn.presentation.figures import FigureRules, figures_of
from evenborn.presentation.numbers import Language
from evenborn.presentation.tables import Cell, Column, Table
from evenborn.presentation.words import say
from evenborn.registers.codes.periods import year
from evenborn.registers.period import Period
from evenborn.sexratio.disclosure import SMALLEST_COUNT, SMALLEST_PUBLIC_RATIO, Audience

__all__ = ["mothers_age_of", "table_of_facilities"]

_UNDER, _OVER, _NOT_TOLD = "under-35", "35-and-over", "not-told"
_LIVE: Final = frozenset({"live", "early-neonatal-death"})
_RULES: Final = FigureRules()
_WHOLE: Final = "an age is shown only where it cannot be worked out from the areas beside"


@dataclass(slots=True)
class _Births:
    male: int = 0
    female: int = 0
    unclear: int = 0


def mothers_age_of(
    by: Actor, register: str, area: str, of_year: int, audience: Audience, language: Language
) -> Table | None:
    """Births of a year by the mother's age; None where no table of births by facility tells of the area.

    Parameters
    ----------
    by : Actor
    register : str
    area : str
        Code of a county or of a wider area.
    of_year : int
    audience : {"office", "public"}
    language : {"en", "zh"}
    """
    made = FacilityTable.objects.filter(register=register).first()
    if made is None:
        return None
    groups = _beside(made, area, of_year)
    own = groups.get(area)
    if own is None or not by.may(Permission.FIGURES_SEE, area):
        return None
    if audience == "public" and any(_is_few(one) for of_area in groups.values() for one in of_area.values()):
        return None
    period = year(of_year, "calendar")
    source = say("figures.age.source", language, births=made.births)
    return _table(own, period, source, language, audience)


def _beside(made: FacilityTable, area: str, of_year: int) -> dict[str, dict[str, _Births]]:
    """Births by age of an area and of those beside it, with which they make up the area above."""
    rows = BirthsOfFacility.objects.regardless(_WHOLE).filter(
        of=made, area__startswith=area[:-2], period__startswith=str(of_year)
    )
    found: dict[str, dict[str, _Births]] = defaultdict(lambda: defaultdict(_Births))
    for where, told, male, female, unclear in rows.values_list("area", "told", "male", "female", "unclear"):
        if told.get("outcome") in _LIVE and "mother_age" in told:
            group = found[where[: len(area)]][_group(told["mother_age"])]
            group.male, group.female = group.male + male, group.female + female
            group.unclear += unclear
    return found


def _is_few(births: _Births) -> bool:
    """Whether births of an age are too few for a ratio that everybody at the office sees."""
    few = births.male + births.female < SMALLEST_PUBLIC_RATIO
    return few or min(births.male, births.female) < SMALLEST_COUNT["births"]


def table_of_facilities(register: str) -> int | None:
    """Number of the table of births by facility of a register; each that is made has its own."""
    return FacilityTable.objects.filter(register=register).values_list("pk", flat=True).first()


def _group(band: str) -> str:
    """Where a band of ages belongs.

    Examples
    --------
    >>> _group("25-29"), _group("<35"), _group("35+"), _group("40-44"), _group("all")
    ('under-35', 'under-35', '35-and-over', '35-and-over', 'not-told')
    """
    if band == "all" or not any(sign.isdigit() for sign in band):
        return _NOT_TOLD
    first = int("".join(sign if sign.isdigit() else " " for sign in band).split()[0])
    return _UNDER if band.startswith("<") or first < 35 else _OVER


def _table(
    groups: dict[str, _Births], period: Period, source: str, language: Language, audience: Audience
) -> Table:
    named = [name for name in (_UNDER, _OVER, _NOT_TOLD) if name in groups]
    counts = [
        Count(None, None, None, period, one.male, one.female, unclear_seen_by(audience, one.unclear))
        for one in (groups[name] for name in named)
    ]
    figures = figures_of(counts, _RULES)
    columns = FigureColumns.of(figures, language, _RULES.reference, _RULES.confidence)
    known = sum(groups[name].male + groups[name].female for name in named if name != _NOT_TOLD)
    total = sum(one.male + one.female for one in groups.values())
    return Table(
        "age", say("figures.age.title", language, year=str(period.start.year)),
        (Column("age", say("figures.age.column", language), "text", 16, names_row=True), *columns.columns()),
        tuple(
            (Cell(say(f"figures.age.{name}", language)), *columns.cells(one))
            for name, one in zip(named, figures, strict=True)
        ),
        (say("figures.age.note", language, share=numbers.percent(round(known / max(total, 1), 3))),),
        source, _RULES.reference,
    )  # fmt: skip
