"""Days and moments as tables write them, the same in both languages (ISO 8601, GB/T 7408)."""

from datetime import date, datetime

from django.utils import timezone

__all__ = ["day", "moment"]


def day(value: date | datetime | None) -> str:
    """Write a day; a dash where there is none.

    Examples
    --------
    >>> day(date(2026, 11, 28)), day(None)
    ('2026-11-28', '—')
    """
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat()


def moment(value: datetime | None) -> str:
    """Write a moment at the office, to the second; a dash where there is none."""
    return "—" if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
