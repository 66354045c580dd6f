"""From births by county and month to births of every area above: pure sums."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from evenborn.apps.figures.levels import COUNTY, PREFECTURE, PROVINCE

__all__ = ["Sum", "added_up"]

Sum = tuple[str, date, str, int, int, int]
"""Code of the area, first day of the month or year, order of birth, males, females, sex unclear."""


_Sums = dict[tuple[str, date, str], list[int]]
_LEVEL: Final = (0, 0, PROVINCE, PROVINCE, PREFECTURE, PREFECTURE, COUNTY)
"""Digits of the finest level that a code of so many digits tells."""


def added_up(rows: Iterable[Sum]) -> Iterator[Sum]:
    """Sums of every area that holds some of the births.

    A birth of which only the prefecture is known counts in the prefecture and in no county.

    Parameters
    ----------
    rows : iterable of Sum
        Of counties, or of wider areas where no county is known; empty codes are of nowhere and passed over.

    Examples
    --------
    >>> march = date(2025, 3, 1)
    >>> rows = [("990101", 5, 4), ("990102", 1, 2), ("9901", 1, 0)]
    >>> sums = added_up((area, march, "1", male, female, 0) for area, male, female in rows)
    >>> {area: (male, female) for area, _, _, male, female, _ in sums}
    {'99': (7, 6), '9901': (7, 6), '990101': (5, 4), '990102': (1, 2)}
    """
    sums: dict[int, _Sums] = {digits: {} for digits in (COUNTY, PREFECTURE, PROVINCE)}
    for area, start, order, *births in rows:
        digits = _LEVEL[min(len(area), COUNTY)]
        if digits:
            _add(sums[digits], (area[:digits], start, order), *births)
    for below, digits in pairwise(sums):  # a level is added up from the one below it
        for (area, start, order), births in sums[below].items():
            _add(sums[digits], (area[:digits], start, order), *births)
    for level in reversed(sums.values()):
        for (area, start, order), (male, female, unclear) in sorted(level.items()):
            yield area, start, order, male, female, unclear


def _add(sums: _Sums, key: tuple[str, date, str], male: int, female: int, unclear: int) -> None:
    known = sums.get(key)
    if known is None:
        sums[key] = [male, female, unclear]
    else:
        known[0] += male
        known[1] += female
        known[2] += unclear
