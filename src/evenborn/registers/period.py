"""A period of births: its label, its first and last day, and what kind of period it is."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodKind = Literal["calendar-year", "statistical-year", "month", "day", "several-years", "part-year"]
"""``statistical-year`` runs 1 October to 30 September and is named after the year it ends in."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period, both days included.

    Attributes
    ----------
    start, end : datetime.date
        First and last day.
    kind : PeriodKind
        What kind of period; two figures of different kinds are not comparable.
    label : str
        How it is written in a table: ``2011``, ``2011-09``, ``2009–2011``.

    Examples
    --------
    >>> Period(date(2010, 10, 1), date(2011, 9, 30), "statistical-year", "2011").days
    365
    """

    start: date
    end: date
    kind: PeriodKind
    label: str

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def comparison_kind(self) -> str:
        """What must be equal in two periods for their figures to be comparable.

        Examples
        --------
        >>> Period(date(2011, 1, 1), date(2011, 9, 30), "part-year", "2011-01–2011-09").comparison_kind
        'part-year 01-01/09-30'
        >>> Period(date(2011, 1, 1), date(2011, 12, 31), "calendar-year", "2011").comparison_kind
        'calendar-year'

        January and February are the same part of every year, however long February is:

        >>> Period(date(2024, 1, 1), date(2024, 2, 29), "part-year", "2024-01–2024-02").comparison_kind
        'part-year 01-01/02-28'
        """
        if self.kind in ("calendar-year", "statistical-year"):
            return self.kind
        years = self.end.year - self.start.year
        last = "02-28" if (self.end.month, self.end.day) == (2, 29) else f"{self.end:%m-%d}"
        kind = f"{self.kind} {self.start:%m-%d}/{last}"
        return f"{kind} over {years} years" if self.kind == "several-years" else kind
