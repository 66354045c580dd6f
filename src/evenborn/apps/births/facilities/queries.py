"""Births by facility as the table tells them; each read takes the actor, and shows facilities of her areas.

The table is told apart by more than a page shows. What a page adds up are lines of at least ten births each,
so its sums are of at least ten too; no line stands in two sums.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet, Sum

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.roles import Permission
from evenborn.apps.births.models import BirthsOfFacility, FacilityTable
from evenborn.apps.births.refreshing import fine_tables
from evenborn.apps.births.unclear_sex import told_unclear
from evenborn.apps.intake.models import Sender
from evenborn.registers.coarsening.forms import last_month, period_label
from evenborn.registers.definition import register as definition_of

__all__ = [
    "NO_YEAR", "REGISTER", "SMALLEST", "Line", "Whole", "lines", "periods", "span", "table", "whole", "years",
]  # fmt: skip

REGISTER: Final = "delivery"
"""The one register of births that is told by facility."""
SMALLEST: Final = min(one.smallest for one in fine_tables(definition_of(REGISTER)).tables.values())
NO_YEAR: Final = "none"
"""Instead of a year: births whose period was widened away."""
_NOT_TOLD: Final = ("all", "unknown", "")
"""What a table writes where a column was widened away, or the row does not state it."""
_MONTHS: Final = {"Q": 3, "H": 6, "year": 12}
_NOTHING: Final = (None, None, None)
_BY_FACILITY: Final = "scoped by the facility: a birth counts where it was, wherever the mother lives"


@dataclass(frozen=True, slots=True)
class Line:
    """Births of one facility, or of one period; None where the table shows none.

    None are of unclear sex where the reader is not told of them.
    """

    of: str
    male: int | None
    female: int | None
    unclear: int | None
    name: str = ""
    pk: int = 0

    @property
    def births(self) -> int | None:
        """All of them.

        Examples
        --------
        >>> Line("a", 6, 5, 1).births, Line("b", None, None, None).births
        (12, None)
        """
        if self.male is None or self.female is None or self.unclear is None:
            return None
        return self.male + self.female + self.unclear


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of all births of the register when the table was made.

    Attributes
    ----------
    births : int
        All that were there; without those of unclear sex, as the sums below, where the reader is not told.
    told : int
        In a line of a facility that is on the list of senders.
    unlisted : int
        In a line of a facility that is not.
    together : int
        In a line that does not tell the facility.
    withheld : int
        In no line, being fewer than the smallest line.
    start, end : str
        First and last month of the periods that lines tell.
    """

    births: int
    told: int
    unlisted: int
    together: int
    withheld: int
    start: str
    end: str


def table() -> FacilityTable | None:
    """The table as it was made last; None before ten births were taken in."""
    return FacilityTable.objects.filter(register=REGISTER).first()


def whole(by: Actor, made: FacilityTable) -> Whole:
    """How much of the register the table tells."""
    rows = BirthsOfFacility.objects.regardless("sums of the whole office, no line of it").filter(of=made)
    listed = set(Sender.objects.regardless("which codes are known").values_list("code", flat=True))
    sums, exact = {"told": 0, "unlisted": 0, "together": 0}, told_unclear(by)
    for facility, births in _sums(rows, "facility", exact=exact):
        sums["together" if facility in _NOT_TOLD else "told" if facility in listed else "unlisted"] += sum(
            births
        )
    labels = rows.exclude(period__in=_NOT_TOLD).order_by().values_list("period", flat=True).distinct()
    unclear = 0 if exact else rows.aggregate(all=Sum("unclear"))["all"] or 0
    return Whole(
        made.births - unclear, sums["told"], sums["unlisted"], sums["together"], made.withheld, *span(labels)
    )


def span(labels: Iterable[str]) -> tuple[str, str]:
    """First and last month of some periods; empty where there are none.

    Examples
    --------
    >>> span(["2025-03", "2025-H1", "2024-Q4"]), span(["2025"]), span([])
    (('2024-10', '2025-06'), ('2025-01', '2025-12'), ('', ''))
    """
    lasts = {label: last_month(label) for label in labels}
    if not lasts:
        return "", ""
    first = min(last - _MONTHS.get(label[5:6] or "year", 1) + 1 for label, last in lasts.items())
    return period_label(first, "month"), period_label(max(lasts.values()), "month")


def years(by: Actor, made: FacilityTable) -> list[str]:
    """Years that lines of the actor's facilities tell, the last one first; then that of none."""
    told = _rows(by, made).order_by().values_list("period", flat=True).distinct()
    found = {NO_YEAR if period in _NOT_TOLD else period[:4] for period in told}
    return sorted(found - {NO_YEAR}, reverse=True) + sorted(found & {NO_YEAR})


def lines(by: Actor, made: FacilityTable, year: str) -> list[Line]:
    """Births of a year by facility; a facility without a line is listed without numbers."""
    found: dict[str, tuple[int | None, int | None, int | None]] = {}
    found.update(_sums(_of_year(_rows(by, made), year), "facility", exact=told_unclear(by)))
    return [
        Line(one.code, *found.get(one.code, _NOTHING), one.name, one.pk)
        for one in _facilities(by).order_by("name", "code")
    ]


def periods(by: Actor, made: FacilityTable, facility: Sender) -> list[Line]:
    """Births of a facility by period, as fine as the table tells each; no birth is in two of them."""
    found = dict(_sums(_rows(by, made).filter(facility=facility.code), "period", exact=told_unclear(by)))
    told = sorted(period for period in found if period not in _NOT_TOLD)
    rest = [numbers for period, numbers in found.items() if period in _NOT_TOLD]
    return [Line(period, *found[period]) for period in told] + [Line("", *numbers) for numbers in rest]


def _facilities(by: Actor) -> QuerySet[Sender]:
    return Sender.objects.visible_to(by, Permission.BIRTHS_SEE).filter(kind=Sender.Kind.FACILITY)


def _rows(by: Actor, made: FacilityTable) -> QuerySet[BirthsOfFacility]:
    codes = list(_facilities(by).values_list("code", flat=True))
    return BirthsOfFacility.objects.regardless(_BY_FACILITY).filter(of=made, facility__in=codes)


def _of_year(rows: QuerySet[BirthsOfFacility], year: str) -> QuerySet[BirthsOfFacility]:
    return rows.filter(period__in=_NOT_TOLD) if year == NO_YEAR else rows.filter(period__startswith=year)


def _sums(
    rows: QuerySet[BirthsOfFacility], by: str, *, exact: bool
) -> Iterable[tuple[str, tuple[int, int, int]]]:
    sums: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    counted = rows.order_by().values_list(by).annotate(Sum("male"), Sum("female"), Sum("unclear"))
    for of, male, female, unclear in counted:
        sums[of] = (male, female, unclear if exact else 0)
    return sums.items()
