"""Periods at the ends of a register that hold a handful of births: born before it began, or just running.

In a table for readers who do not see small numbers, each such period would have to be withheld together with
another one from which it could be worked out, and that would be the latest whole year as well as any other.
It is left out of the table and of its sums instead, which tells nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from evenborn.apps.figures.counted import Row, Step
from evenborn.registers.codes.periods import YearKind, year_of
from evenborn.sexratio.disclosure.rules import SMALLEST_COUNT

__all__ = ["within_faint_ends"]

_Span = tuple[int, int]


def within_faint_ends(own: Sequence[Row], rows: Iterable[Row], step: Step) -> list[Row]:
    """Those of the rows that lie between the first and the last period in which an area has enough births.

    Parameters
    ----------
    own : sequence of Row
        Births of the area; its small counts are those under which none is published.
    rows : iterable of Row
        Births of the area itself, or of those below it.
    step : {"month", "year", "statistical-year"}
        What births are added up by.

    Examples
    --------
    >>> from datetime import date
    >>> own = [Row("99", date(year, 3, 1), "", n, n, 0) for year, n in ((2022, 2), (2023, 90), (2024, 80))]
    >>> [row.start.year for row in within_faint_ends(own, own, "year")]
    [2023, 2024]
    """
    births: dict[_Span, list[int]] = defaultdict(lambda: [0, 0])
    for row in own:
        births[_span(row, step)][0] += row.male
        births[_span(row, step)][1] += row.female
    enough = sorted(span for span, sexes in births.items() if min(sexes) >= SMALLEST_COUNT["births"])
    if not enough:
        return list(rows)
    return [row for row in rows if enough[0] <= _span(row, step) <= enough[-1]]


def _span(row: Row, step: Step) -> _Span:
    if step == "month":
        return row.start.year, row.start.month
    kind: YearKind = "statistical" if step == "statistical-year" else "calendar"
    return year_of(row.start, kind).end.year, 0
