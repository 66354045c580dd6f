"""Which days are working days in China? What the State Council announced, never what a weekday suggests.

Each autumn the coming year's holidays are announced, with weekends that are worked in their place. A year
without its announcement is refused: a deadline reckoned from weekdays alone would be wrong.
"""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import chinese_calendar

from evenborn.registers.codes.bad_value import BadValue
from evenborn.registers.codes.days import read_day
from evenborn.registers.codes.loaded_table import read_table
from evenborn.registers.refusal import Refusal

_ONE_DAY = timedelta(days=1)
_COLUMNS = {"date": ("day", "日期"), "kind": ("type", "类型", "安排"), "note": ("name", "说明", "名称")}
_WORDS = {
    "holiday": False,
    "off": False,
    "放假": False,
    "休": False,
    "休息": False,
    "节假日": False,
    "working": True,
    "workday": True,
    "上班": True,
    "班": True,
    "补班": True,
    "调休上班": True,
}


class WorkingCalendar(Protocol):
    """Knows working days; a class of an installation's own may stand in for :class:`ChinaCalendar`."""

    @abstractmethod
    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day; raises ``Refusal`` ``calendar-year-unknown``."""

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``; 0 where ``last`` is not later.

        The day on which a period begins does not count (Civil Code, article 201).
        """
        days = range(1, (last - first).days + 1)
        return sum(self.is_working_day(first + number * _ONE_DAY) for number in days)

    def add_working_days(self, day: date, number: int) -> date:
        """The working day that is so many working days after a day; with 0, that day or the next working one.

        Raises
        ------
        ValueError
            When ``number`` is below zero.
        """
        if number < 0:
            raise ValueError(f"Working days are added, not taken away: {number}.")
        while number > 0:
            day += _ONE_DAY
            number -= self.is_working_day(day)
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day


class ChinaCalendar(WorkingCalendar):
    """Working days as announced, from the package chinese-calendar and a table of one's own.

    Parameters
    ----------
    own : mapping, optional
        Day → whether it is worked. It goes before the package. A year with a day in it is known; its other
        days are as the package says, or where that does not know the year, worked from Monday to Friday.

    References
    ----------
    Regulation on holidays for festivals and memorial days, State Council 2024; the yearly announcements of
    the General Office of the State Council.

    Examples
    --------
    >>> calendar = ChinaCalendar()
    >>> calendar.is_working_day(date(2025, 1, 26)), calendar.is_working_day(date(2025, 1, 28))
    (True, False)
    >>> calendar.add_working_days(date(2025, 1, 27), 3)
    datetime.date(2025, 2, 7)
    """

    def __init__(self, own: Mapping[date, bool] | None = None) -> None:
        self._own = dict(own or {})
        self._own_years = {day.year for day in self._own}

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day.

        Raises
        ------
        Refusal
            ``calendar-year-unknown``; the remedy is a table of that year.
        """
        if day in self._own:
            return self._own[day]
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError as error:
            if day.year in self._own_years:
                return day.weekday() < 5
            raise Refusal("calendar-year-unknown", year=str(day.year)) from error


def load_calendar(path: Path) -> ChinaCalendar:
    """Read a table of announced holidays and worked weekends.

    Parameters
    ----------
    path : Path
        CSV with the columns ``date`` and ``kind``: ``holiday`` (放假) or ``working`` (上班).

    Raises
    ------
    Refusal
        ``calendar-date``, ``calendar-kind`` or ``calendar-repeated``, with row and column; or what
        :func:`~evenborn.registers.codes.loaded_table.read_table` refuses.
    """
    own: dict[date, bool] = {}
    for row, cells in read_table(path, _COLUMNS, ("date", "kind")):
        try:
            day = read_day(cells["date"])
        except BadValue as error:
            raise Refusal(
                "calendar-date", file=path.name, row=row, column="date", value=cells["date"]
            ) from error
        if cells["kind"].casefold() not in _WORDS:
            raise Refusal("calendar-kind", file=path.name, row=row, column="kind", value=cells["kind"])
        if day in own:
            raise Refusal("calendar-repeated", file=path.name, row=row, column="date", value=cells["date"])
        own[day] = _WORDS[cells["kind"].casefold()]
    return ChinaCalendar(own)
