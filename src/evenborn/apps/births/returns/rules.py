"""Pure decisions about a monthly return: whether it is whole, balances, and may be sent in."""

import calendar
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from evenborn.apps.births.returns.contents import cells_of, grids_of
from evenborn.registers.refusal import Refusal

__all__ = [
    "Reason", "last_day", "may_begin", "may_send", "month_of", "previous", "require_balance",
    "require_reasons", "require_whole", "unbalanced",
]  # fmt: skip


class Reason(StrEnum):
    """Why a number that is out of the ordinary is right; there is no other, and none is a person's."""

    CHECKED = "checked"
    STARTED = "service-started"
    STOPPED = "service-stopped"
    EQUIPMENT = "equipment"
    STAFF = "staff"
    HOLIDAY = "holiday"
    EARLIER_WRONG = "earlier-wrong"
    STOCK_TAKEN = "stock-taken"


_INTO: Final = frozenset({"opening", "in"})
_FIRST: Final = date(2015, 1, 1)


def month_of(text: str) -> date | None:
    """First day of a month as an address writes it; None for anything else.

    Examples
    --------
    >>> month_of("2025-03"), month_of("2025-13"), month_of("２０２５-03"), month_of("2025-3")
    (datetime.date(2025, 3, 1), None, None, None)
    """
    if len(text) != len("2025-03") or not text.isascii():
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def last_day(month: date) -> date:
    """Last day of a month.

    Examples
    --------
    >>> last_day(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def previous(month: date, months: int = 1) -> date:
    """First day of the month so many months before.

    Examples
    --------
    >>> previous(date(2025, 1, 1)), previous(date(2025, 3, 1), 14)
    (datetime.date(2024, 12, 1), datetime.date(2024, 1, 1))
    """
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def may_begin(month: date, *, on: date) -> None:
    """Hold the wish to type a month's return against the day.

    Raises
    ------
    Refusal
        ``births-return-month``.
    """
    if not _FIRST <= month <= on:
        raise Refusal("births-return-month", month=f"{month:%Y-%m}")


def may_send(month: date, *, on: date) -> None:
    """Hold the wish to send a month's return in against the day: the month must be over.

    Raises
    ------
    Refusal
        ``births-return-too-early``.
    """
    if on <= last_day(month):
        raise Refusal("births-return-too-early", month=f"{month:%Y-%m}")


def require_whole(name: str, amounts: Mapping[str, int]) -> None:
    """Refuse a return with blanks: a zero is stated.

    Raises
    ------
    Refusal
        ``births-return-incomplete``.

    Examples
    --------
    >>> require_whole("drug_ledger", {})
    Traceback (most recent call last):
      ...
    evenborn.registers.refusal.Refusal: ('births-return-incomplete', {'blank': 72, 'cells': 72})
    """
    cells = cells_of(name)
    blank = sum(key not in amounts for key in cells)
    if blank:
        raise Refusal("births-return-incomplete", blank=blank, cells=len(cells))


def require_balance(name: str, amounts: Mapping[str, int]) -> None:
    """Refuse a return whose tables contradict each other, or whose ledger does not balance to the unit.

    Raises
    ------
    Refusal
        ``births-return-ledger``, ``births-return-totals``.

    Examples
    --------
    >>> book = {"opening": 40, "in": 100, "issue": 60, "waste": 2, "return": 8, "closing": 71}
    >>> require_balance("drug_ledger", {f"ledger_by_entry|mifepristone|{k}": n for k, n in book.items()})
    Traceback (most recent call last):
      ...
    evenborn.registers.refusal.Refusal: ('births-return-ledger', {'number': 1})
    """
    if name == "drug_ledger":
        if wrong := unbalanced(amounts):
            raise Refusal("births-return-ledger", number=len(wrong))
        return
    totals = [sum(amounts.get(cell.key, 0) for cell in grid.cells()) for grid in grids_of(name)]
    if len(set(totals)) > 1:
        raise Refusal("births-return-totals", first=totals[0], second=totals[1])


def unbalanced(amounts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Drugs of a ledger of which opening and received are not used, waste, returned and closing; both sums.

    Examples
    --------
    >>> book = {"opening": 40, "in": 100, "issue": 60, "waste": 2, "return": 8, "closing": 71}
    >>> unbalanced({f"ledger_by_entry|misoprostol|{entry}": number for entry, number in book.items()})
    {'misoprostol': (140, 141)}
    """
    wrong = {}
    for group in grids_of("drug_ledger")[0].groups:
        for drug, cells in group.rows:
            had = sum(amounts.get(cell.key, 0) for cell in cells if cell.codes["entry"] in _INTO)
            went = sum(amounts.get(cell.key, 0) for cell in cells if cell.codes["entry"] not in _INTO)
            if had != went and drug is not None:
                wrong[drug.code] = had, went
    return wrong


def require_reasons(warned: frozenset[str], reasons: Mapping[str, str]) -> None:
    """Refuse a return with a warning to which no reason of the list is given.

    Raises
    ------
    Refusal
        ``births-return-reason``.
    """
    known = {one.value for one in Reason}
    missing = sum(reasons.get(code) not in known for code in warned)
    if missing:
        raise Refusal("births-return-reason", missing=missing)
