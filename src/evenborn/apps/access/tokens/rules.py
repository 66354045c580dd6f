"""Pure decisions about tokens."""

from datetime import date, timedelta
from typing import Final

from evenborn.registers.refusal import Refusal

__all__ = ["LONGEST_DAYS", "may_give"]

LONGEST_DAYS: Final = 366


def may_give(*, today: date, until: date) -> None:
    """Hold the last day of a token against the rule: not over already, and a year ahead at most.

    Raises
    ------
    Refusal
        ``token-period``.

    Examples
    --------
    >>> may_give(today=date(2026, 3, 1), until=date(2027, 3, 1))
    >>> may_give(today=date(2026, 3, 1), until=date(2028, 3, 1))
    Traceback (most recent call last):
    evenborn.registers.refusal.Refusal: ('token-period', {'until': '2027-03-02'})
    """
    last = today + timedelta(days=LONGEST_DAYS)
    if not today <= until <= last:
        raise Refusal("token-period", until=last.isoformat())
