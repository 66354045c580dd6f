"""Pure decisions about how long a record is kept, what holds it, and what proves its deletion.

References
----------
Personal Information Protection Law of the PRC (2021), articles 19 (the shortest time that the purpose needs)
and 47 (deletion).
"""

import calendar
import hashlib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from evenborn.registers.refusal import Refusal

__all__ = ["HoldBasis", "kept_from", "may_hold", "tokens_hash"]


class HoldBasis(StrEnum):
    """Why records are kept longer."""

    COURT = "court"
    CASE = "case"
    OWN_REQUEST = "own-request"
    AUDIT = "audit"


def kept_from(today: date, months: int) -> date:
    """First day of sealing that is still kept; what was sealed before it has served its time.

    Examples
    --------
    >>> kept_from(date(2026, 3, 31), 1), kept_from(date(2026, 1, 15), 24)
    (datetime.date(2026, 2, 28), datetime.date(2024, 1, 15))
    """
    place = today.year * 12 + today.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def tokens_hash(tokens: Iterable[str]) -> str:
    """SHA-256 of the sorted tokens of what was deleted: random, so that it says nothing of anybody.

    Whoever kept a list of the tokens can show that just these were deleted.

    Examples
    --------
    >>> tokens_hash(["b", "a"]) == tokens_hash(["a", "b"]), tokens_hash(["ab"]) == tokens_hash(["a", "b"])
    (True, False)
    """
    return hashlib.sha256("\n".join(sorted(tokens)).encode()).hexdigest()


def may_hold(
    basis: str, born_from: date | None, born_until: date | None, until: date | None, today: date
) -> None:
    """Hold the wish to keep records longer against the rules.

    Raises
    ------
    Refusal
        ``vault-not-listed``, ``period-backwards``, ``vault-hold-past``.
    """
    if basis not in set(HoldBasis):
        raise Refusal("vault-not-listed", value=basis)
    if born_from and born_until and born_until < born_from:
        raise Refusal("period-backwards", since=born_from.isoformat(), until=born_until.isoformat())
    if until is not None and until < today:
        raise Refusal("vault-hold-past", day=until.isoformat())
